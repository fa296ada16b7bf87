// SPDX-License-Identifier: Apache-2.0
package io.cmc.cli;

import io.cmc.cli.problem.ExitCode;
import java.util.concurrent.Callable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** One verb: it asks, prints and never decides. */
abstract class Verb implements Callable<Integer> {

  @Spec CommandSpec spec;

  abstract ExitCode run(Desk desk);

  @Override public final Integer call() {
    try (var desk = new Desk((Root) spec.root().userObject())) {
      return run(desk).number();
    }
  }
}
