// SPDX-License-Identifier: Apache-2.0
package io.cmc.controller.adapter.backup;

import java.io.IOException;
import java.util.List;
import java.util.Map;

/** Runs a program to its end. */
@FunctionalInterface
public interface ToolRunner {

  /**
   * Blocks until the program has ended. No shell is involved: each argument arrives as it is.
   *
   * @param command the program's path and its arguments, which everybody on the machine can see
   * @param environment everything that the program finds in its environment, which only its user can see
   * @throws InterruptedException after the program and its children were ended
   * @throws IOException the program could not be started
   */
  Outcome run(List<String> command, Map<String, String> environment) throws IOException, InterruptedException;

  /**
   * @param exit above 128: ended by a signal
   * @param out all that it printed
   * @param err the end of what it said
   */
  record Outcome(int exit, String out, String err) {}

  /** Child processes of this one. */
  static ToolRunner childProcesses() {
    return new ChildProcesses();
  }
}
