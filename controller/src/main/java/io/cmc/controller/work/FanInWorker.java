// SPDX-License-Identifier: Apache-2.0
package io.cmc.controller.work;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.cmc.command.RecordProgress;
import io.cmc.id.MigrationId;
import io.cmc.journey.Progress;
import java.time.InstantSource;

/** Forwards what participants told, all that is there in one command. Done twice, the second time changes nothing. */
final class FanInWorker implements Worker {

  private static final int MOST = 1000;

  private final WorkTable work;
  private final Commands commands;
  private final ObjectMapper json;
  private final InstantSource clock;

  FanInWorker(WorkTable work, Commands commands, ObjectMapper json, InstantSource clock) {
    this.work = work;
    this.commands = commands;
    this.json = json;
    this.clock = clock;
  }

  @Override public void work(Lease lease) {
    var rows = work.fanIn(lease.migration(), MOST);
    var progress = rows.stream().map(r -> Texts.read(json, r.payload(), Progress.class)).toList();
    commands.send(new RecordProgress(new MigrationId(lease.migration()), progress, clock.instant()), lease.origin());
    work.done(rows.stream().map(Lease::workId).toList());
  }
}
