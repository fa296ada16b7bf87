// SPDX-License-Identifier: Apache-2.0
package io.cmc.projection.status;

import io.cmc.id.MigrationId;
import io.cmc.id.NodeName;
import io.cmc.id.NodeUid;
import io.cmc.proof.BackupProof;
import io.cmc.proof.CheckResult;
import io.cmc.proof.ContractDigest;
import io.cmc.proof.DrainProof;
import io.cmc.proof.MoveProof;
import io.cmc.proof.PingResult;
import io.cmc.proof.ResourceLimits;
import io.cmc.proof.RestoreProof;
import io.cmc.proof.SavedSettings;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * What is known of one participant in one migration.
 *
 * @param asOf position of the last event that changed it
 * @param excluded whether it was left behind
 */
public record ParticipantRow(MigrationId migration, NodeName name, long asOf, Identity identity, Place place, Activity activity,
    Known known, boolean excluded) {

  public record Identity(NodeUid uid, String team) {}

  public record Place(Position position, Instant since) {}

  /** @param limits as they are now, as far as the service knows; the rest are the proofs and findings so far */
  public record Known(Optional<SavedSettings> saved, Optional<ResourceLimits> limits, Optional<DrainProof> drain,
      Optional<Contracts> before, Optional<BackupProof> backup, Optional<MoveProof> move, Optional<Contracts> after,
      List<PingResult> pings, Optional<CheckResult> check, Optional<RestoreProof> proved) {

    static final Known NOTHING = new Known(Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty(),
        Optional.empty(), Optional.empty(), List.of(), Optional.empty(), Optional.empty());

    Known saved(SavedSettings s) {
      return new Known(Optional.of(s), Optional.of(s.limits()), drain, before, backup, move, after, pings, check, proved);
    }

    Known limits(ResourceLimits now) {
      return new Known(saved, Optional.of(now), drain, before, backup, move, after, pings, check, proved);
    }

    Known drained(DrainProof proof) {
      return new Known(saved, limits, Optional.of(proof), before, backup, move, after, pings, check, proved);
    }

    Known before(ContractDigest digest) {
      return new Known(saved, limits, drain, Contracts.of(digest), backup, move, after, pings, check, proved);
    }

    Known backedUp(BackupProof proof) {
      return new Known(saved, limits, drain, before, Optional.of(proof), move, after, pings, check, proved);
    }

    Known moved(MoveProof proof) {
      return new Known(saved, limits, drain, before, backup, Optional.of(proof), after, pings, check, proved);
    }

    Known compared(ContractDigest then, ContractDigest now) {
      return new Known(saved, limits, drain, Contracts.of(then), backup, move, Contracts.of(now), pings, check, proved);
    }

    Known pinged(List<PingResult> results) {
      return new Known(saved, limits, drain, before, backup, move, after, List.copyOf(results), check, proved);
    }

    Known proved(RestoreProof proof) {
      return new Known(saved, limits, drain, before, backup, move, after, pings, check, Optional.of(proof));
    }

    /** What was proved before the last drain counts no more. */
    Known again() {
      return new Known(saved, limits, Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty(), pings, check,
          Optional.empty());
    }

    Known checked(CheckResult result) {
      return new Known(saved, limits, drain, before, backup, move, after, pings, Optional.of(result), proved);
    }
  }

  /** The digest without its parties, of which there may be many. */
  public record Contracts(long count, String digest) {

    static Optional<Contracts> of(ContractDigest d) {
      return d.listed() ? Optional.of(new Contracts(d.count(), d.digest())) : Optional.empty();
    }
  }

  ParticipantRow at(Position position, Instant when) {
    return new ParticipantRow(migration, name, asOf, identity, new Place(position, when), Activity.idle(when), known, excluded);
  }

  ParticipantRow idle(Instant when) {
    return doing(Activity.idle(when));
  }

  ParticipantRow doing(Activity next) {
    return new ParticipantRow(migration, name, asOf, identity, place, next, known, excluded);
  }

  ParticipantRow knowing(Known more) {
    return new ParticipantRow(migration, name, asOf, identity, place, activity, more, excluded);
  }

  ParticipantRow asOf(long position) {
    return new ParticipantRow(migration, name, position, identity, place, activity, known, excluded);
  }

  /** Left behind by the event of this position. */
  ParticipantRow excluded(long position) {
    return new ParticipantRow(migration, name, position, identity, place, activity, known, true);
  }
}
