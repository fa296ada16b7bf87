// SPDX-License-Identifier: Apache-2.0
package io.cmc.projection.status;

import io.cmc.id.MigrationId;
import io.cmc.id.NodeName;
import io.cmc.id.PlanHash;
import io.cmc.journey.Phase;
import io.cmc.journey.Stage;
import io.cmc.journey.WayBack;
import io.cmc.projection.Happened;
import io.cmc.proof.BackupProof;
import io.cmc.proof.CheckResult;
import io.cmc.proof.SavedRates;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * What is known of a migration as a whole; of its participants it holds numbers only, so that its size does not grow with them.
 *
 * @param planned position of the event that holds its plan
 * @param asOf position of the last event of the migration or of one of its participants
 * @param incidents that are open, those of its participants included
 * @param agreement absent: nobody is asked
 */
public record MigrationRow(MigrationId migration, long planned, long asOf, Outline outline, Standing standing, Pauses pauses, Times times,
    Domains domains, Departures departures, int incidents, Optional<Agreement> agreement) {

  public record Outline(PlanHash hash, String source, String target, int participants) {}

  /** Where it is, pauses aside. */
  public enum Lifecycle { PLANNED, CHECKING, RUNNING, ABORTING, RESTORING, ABORTED, RESTORED, COMPLETED }

  /** @param phase the one that runs or is next */
  public record Standing(Lifecycle lifecycle, Phase phase, Instant since, WayBack wayBack, Optional<StageRun> stage,
      Optional<Preflight> preflight) {

    Standing lifecycle(Lifecycle next) {
      return new Standing(next, phase, since, wayBack, stage, preflight);
    }

    Standing phase(Phase next, Instant at) {
      return new Standing(lifecycle, next, at, wayBack, stage, preflight);
    }

    Standing wayBack(WayBack left) {
      return new Standing(lifecycle, phase, since, left, stage, preflight);
    }

    Standing stage(StageRun run) {
      return new Standing(lifecycle, phase, since, wayBack, Optional.ofNullable(run), preflight);
    }

    Standing preflight(Preflight result) {
      return new Standing(lifecycle, phase, since, wayBack, stage, Optional.of(result));
    }
  }

  /**
   * A stage that is gone through.
   *
   * @param total who goes through it in this round, or is looked at; 0 on the domains
   * @param looking whether all are through and are looked at again
   * @param through how many are through, or were looked at
   */
  public record StageRun(Stage stage, int round, int total, boolean looking, int through, Instant since) {

    StageRun further(int more) {
      return new StageRun(stage, round, total, looking, through + more, since);
    }

    /** One participant less is on the way. */
    StageRun without() {
      return total == 0 ? this : new StageRun(stage, round, total - 1, looking, Math.min(through, total - 1), since);
    }

    int missing() {
      return Math.max(0, total - through);
    }
  }

  /** @param blocked where something blocks; @param at when it ended, absent while it runs */
  public record Preflight(int run, List<NodeName> blocked, Optional<Instant> at) {}

  /** @param latest time in any event that the row knows; never earlier than it was */
  public record Times(Instant planned, Optional<Instant> started, Optional<Instant> ended, List<PhaseTime> phases, Instant latest) {

    Times started(Instant at) {
      return new Times(planned, Optional.of(at), ended, phases, latest);
    }

    Times ended(Instant at) {
      return new Times(planned, started, Optional.of(at), phases, latest);
    }

    Times phases(List<PhaseTime> all) {
      return new Times(planned, started, ended, List.copyOf(all), latest);
    }

    Times heard(Instant at) {
      return at.isAfter(latest) ? new Times(planned, started, ended, phases, at) : this;
    }
  }

  public record PhaseTime(Phase phase, Instant began, Optional<Instant> ended) {}

  /** @param rates as they are now, when the service changed them; @param retired what was found when the source was gone */
  public record Domains(Activity activity, Optional<SavedRates> savedRates, Optional<SavedRates> rates, Optional<BackupProof> backup,
      Optional<CheckResult> check, Optional<String> retired) {

    Domains doing(Activity next) {
      return new Domains(next, savedRates, rates, backup, check, retired);
    }

    Domains saved(SavedRates found) {
      return new Domains(activity, Optional.of(found), Optional.of(found), backup, check, retired);
    }

    Domains rates(int source, int target) {
      return new Domains(activity, savedRates, Optional.of(new SavedRates(source, target)), backup, check, retired);
    }

    Domains backedUp(BackupProof proof) {
      return new Domains(activity, savedRates, rates, Optional.of(proof), check, retired);
    }

    Domains checked(CheckResult result) {
      return new Domains(activity, savedRates, rates, backup, Optional.of(result), retired);
    }

    Domains retired(String found) {
      return new Domains(activity, savedRates, rates, backup, check, Optional.of(found));
    }
  }

  /** What people ask for first. */
  public State state() {
    return switch (standing.lifecycle()) {
      case ABORTED -> State.ABORTED;
      case RESTORED -> State.RESTORED;
      case COMPLETED -> State.COMPLETED;
      default -> pauses.comparing().isPresent() ? State.COMPARING
          : pauses.panic().isPresent() ? State.PANIC_STOPPED
          : pauses.hold().isPresent() ? State.HELD
          : pauses.gate().isPresent() ? State.AT_GATE
          : pauses.soak().isPresent() ? State.SOAKING
          : State.valueOf(standing.lifecycle().name());
    };
  }

  MigrationRow asOf(Happened last) {
    return new MigrationRow(migration, planned, last.position(), outline, standing, pauses, times.heard(last.event().at()), domains, departures,
        incidents, agreement);
  }

  MigrationRow standing(Standing next) {
    return new MigrationRow(migration, planned, asOf, outline, next, pauses, times, domains, departures, incidents, agreement);
  }

  MigrationRow pauses(Pauses next) {
    return new MigrationRow(migration, planned, asOf, outline, standing, next, times, domains, departures, incidents, agreement);
  }

  MigrationRow times(Times next) {
    return new MigrationRow(migration, planned, asOf, outline, standing, pauses, next, domains, departures, incidents, agreement);
  }

  MigrationRow domains(Domains next) {
    return new MigrationRow(migration, planned, asOf, outline, standing, pauses, times, next, departures, incidents, agreement);
  }

  MigrationRow departures(Departures next) {
    return new MigrationRow(migration, planned, asOf, outline, standing, pauses, times, domains, next, incidents, agreement);
  }

  MigrationRow incidents(int open) {
    return new MigrationRow(migration, planned, asOf, outline, standing, pauses, times, domains, departures, open, agreement);
  }

  MigrationRow agreement(Agreement next) {
    return new MigrationRow(migration, planned, asOf, outline, standing, pauses, times, domains, departures, incidents, Optional.of(next));
  }

  /** Who goes along. */
  int moving() {
    return outline.participants() - departures.excluded().size();
  }
}
