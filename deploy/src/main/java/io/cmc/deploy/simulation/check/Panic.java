// SPDX-License-Identifier: Apache-2.0
package io.cmc.deploy.simulation.check;

import io.cmc.deploy.simulation.time.Entry;
import io.cmc.deploy.simulation.time.Tape.Line;
import io.cmc.event.MigrationEvent.PanicEnded;
import io.cmc.event.MigrationEvent.PanicStopped;

/** I10: from a panic stop to its end no call that changes a node begins. */
final class Panic implements Invariant {

  private boolean panicked;

  @Override public void see(Line line) {
    switch (line.entry()) {
      case Entry.Stored(PanicStopped e) -> panicked = true;
      case Entry.Stored(PanicEnded e) -> panicked = false;
      case Entry.Called c when !c.method().equals(CalledByHolder.PROBE) ->
          Broken.unless(!panicked, "I10: " + c.node() + " got " + c.method() + "(" + c.arguments() + ") after a panic stop");
      default -> { }
    }
  }
}
