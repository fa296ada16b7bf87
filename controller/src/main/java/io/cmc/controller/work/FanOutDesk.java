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
  private final ObjectMapper json;
  private final Wake wake;

  FanOutDesk(WorkTable work, ObjectMapper json, Wake wake) {
    this.work = work;
    this.json = json;
    this.wake = wake;
  }

  @Override public void sendThrough(MigrationId migration, Stage stage, int round, boolean binding, List<NodeName> participants) {
    add(migration, participants, new Chunk(What.THROUGH, stage, round, binding, "", List.of()));
  }

  @Override public void lookAtAll(MigrationId migration, Stage stage, int round, List<NodeName> participants) {
    add(migration, participants, new Chunk(What.LOOK, stage, round, true, "", List.of()));
  }

  @Override public void release(MigrationId migration, NodeName participant) {
    add(migration, List.of(participant), new Chunk(What.RELEASE, Stage.RETURN_EXCLUDED, 0, true, "", List.of()));
  }

  @Override public void drop(MigrationId migration, NodeName participant, String check) {
    add(migration, List.of(participant), new Chunk(What.DROP, Stage.CHECK_PARTICIPANTS, 0, true, check, List.of()));
  }

  /** Goes on while everything else stands still. */
  @Override public void compare(MigrationId migration, int run, List<NodeName> participants) {
    var lane = Lanes.compare(migration);
    for (int from = 0; from < participants.size(); from += CHUNK) {
      var some = participants.subList(from, Math.min(from + CHUNK, participants.size()));
      work.add(Kind.COMPARE, migration.value(), "", lane, Texts.write(json, new Comparison(run, List.copyOf(some))));
    }
    wake.ring();
  }

  private void add(MigrationId migration, List<NodeName> participants, Chunk chunk) {
    var lane = Lanes.fanOut(migration);
    for (int from = 0; from < participants.size(); from += CHUNK) {
      var some = participants.subList(from, Math.min(from + CHUNK, participants.size()));
      work.add(Kind.FAN_OUT, migration.value(), "", lane, Texts.write(json, chunk.of(some)));
    }
    wake.ring();
  }

  /** What each participant of a chunk is told. */
  enum What { THROUGH, LOOK, RELEASE, DROP }

  /** @param check only to be dropped */
  record Chunk(What what, Stage stage, int round, boolean binding, String check, List<NodeName> participants) {
    Chunk of(List<NodeName> some) {
      return new Chunk(what, stage, round, binding, check, List.copyOf(some));
    }
  }

  /** @param run of the comparison */
  record Comparison(int run, List<NodeName> participants) {}
}
