// SPDX-License-Identifier: Apache-2.0
package io.cmc.controller.wiring;

import io.cmc.approval.Policy;
import io.cmc.controller.adapter.hook.GateHook;
import io.cmc.controller.survey.HookOffer;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * What the controller is told by its configuration.
 *
 * @param instance name of this process; new at every start
 * @param backupFolder where dumps go for plans that name no folder
 * @param databaseTools folder of pg_dump and pg_restore; empty: the PATH
 * @param grace how long running pieces of work may end at shutdown
 * @param watch how often the participants of a migration are looked at for changes by others
 * @param policy below which no plan is kept
 */
public record ControllerSettings(String instance, Path backupFolder, Optional<Path> databaseTools, Duration grace, Duration watch,
    Hooks hooks, Policy policy) {

  /**
   * Commands by their words, as {@link io.cmc.controller.adapter.hook.Hooks#of} takes them; an empty one: a person does it.
   *
   * @param participantStop stops a participant
   * @param participantStart starts it
   * @param gating that are asked before a migration goes on
   * @param source what is sent carries as its CloudEvents source
   */
  public record Hooks(List<String> participantStop, List<String> participantStart, List<GateHook> gating, String source) {

    public static final Hooks NONE = new Hooks(List.of(), List.of(), List.of(), "/canton-migration-controller");

    public Hooks {
      participantStop = List.copyOf(participantStop);
      participantStart = List.copyOf(participantStart);
      gating = List.copyOf(gating);
    }

    HookOffer offer() {
      return new HookOffer(gating.stream().map(h -> new HookOffer.Offered(h.name(), h.gates(), h.teams())).toList());
    }
  }
}
