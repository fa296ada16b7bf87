// SPDX-License-Identifier: Apache-2.0
package io.cmc.controller.work;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.cmc.controller.process.FanOut;
import io.cmc.controller.work.Lease.Kind;
import io.cmc.id.MigrationId;
import io.cmc.id.NodeName;
import io.cmc.journey.Stage;
import java.util.List;

/** Commands to many participants become rows of some participants each. */
public final class FanOutDesk implements FanOut {

  private static final int CHUNK = 25;

  private final WorkTable work;
  private final Lanes lanes;
  private final ObjectMapper json;
  private final Wake wake;

  FanOutDesk(WorkTable work, ObjectMapper json, Wake wake) {
    this.work = work;
    this.lanes = new Lanes(work);
    this.json = json;
    this.wake = wake;
  }

  @Override public void sendThrough(MigrationId migration, Stage stage, int round, boolean binding, List<NodeName> participants) {
    add(migration, participants, new Chunk(stage, round, binding, false, List.of()));
  }

  @Override public void lookAtAll(MigrationId migration, Stage stage, int round, List<NodeName> participants) {
    add(migration, participants, new Chunk(stage, round, true, true, List.of()));
  }

  private void add(MigrationId migration, List<NodeName> participants, Chunk chunk) {
    var lane = lanes.fanOut(migration);
    for (int from = 0; from < participants.size(); from += CHUNK) {
      var some = participants.subList(from, Math.min(from + CHUNK, participants.size()));
      work.add(Kind.FAN_OUT, migration.value(), "", lane, Texts.write(json, chunk.of(some)));
    }
    wake.call();
  }

  /** @param look whether they are to be looked at, and not to go through the stage */
  record Chunk(Stage stage, int round, boolean binding, boolean look, List<NodeName> participants) {
    Chunk of(List<NodeName> some) {
      return new Chunk(stage, round, binding, look, List.copyOf(some));
    }
  }
}
