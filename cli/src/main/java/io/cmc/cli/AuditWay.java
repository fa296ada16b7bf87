// SPDX-License-Identifier: Apache-2.0
package io.cmc.cli;

import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Option;

/** What becomes of the entries; one or the other. */
final class AuditWay {

  @Option(names = "--follow", description = "Go on with new entries as they come, until interrupted.")
  boolean follow;

  @Option(names = "--reads", description = "Who read what, instead: by actor, view (in place of kind) and migration, gathered within five minutes.")
  boolean reads;

  @Option(names = "--tree", description = "What one order (--order) set in motion, drawn as a tree: under each entry what came of it.")
  boolean tree;

  @ArgGroup(exclusive = false) Export export;

  static final class Export {

    @Option(names = "--export", required = true, paramLabel = "FORM",
        description = "Write the entries to a file: jsonl (JSON Lines) or csv. Prints the cursor with which --after goes on.")
    EntrySheet.Form form;

    @Option(names = "--to", required = true, paramLabel = "FILE", description = "Where to; - for the standard output.")
    String file;

    @Option(names = "--force", description = "Overwrite the file.")
    boolean force;
  }
}
