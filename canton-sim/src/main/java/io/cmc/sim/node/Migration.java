// SPDX-License-Identifier: Apache-2.0
package io.cmc.sim.node;

import com.digitalasset.canton.participant.admin.v0.DomainConnectionConfig;
import com.digitalasset.canton.participant.admin.v0.MigrateDomainRequest;
import io.cmc.sim.fault.Fault;
import io.cmc.sim.fault.Phase;
import io.cmc.sim.journal.CallRecord;
import io.grpc.Status;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicBoolean;

/** MigrateDomain, check by check and phase by phase as {@code docs/canton.md} has them. Every status is written on its own. */
public final class Migration {

  private final ParticipantProcess process;
  private final AtomicBoolean inProgress = new AtomicBoolean();
  private volatile boolean first;

  Migration(ParticipantProcess process) {
    this.process = process;
  }

  /**
   * Runs to its end whether or not the caller still waits. Refusals are CANCELLED, with the error only in the description.
   *
   * @throws io.grpc.StatusRuntimeException with the status that Canton answers
   */
  public void migrate(MigrateDomainRequest request) {
    if (!inProgress.compareAndSet(false, true)) {
      throw Status.ABORTED.withDescription("migrate_domain for participant: PAR::" + process.uid().shown() + " is already in progress").asRuntimeException();
    }
    try {
      reached(Phase.P0_ALONE);
      run(request.getSourceAlias(), target(request), request.getForce().getValue());
    } catch (Configurations.Unreadable e) {
      throw Status.CANCELLED.withDescription(e.getMessage()).asRuntimeException();
    } catch (CantonFailure e) {
      throw Status.CANCELLED.withDescription(process.errors().describe(e)).asRuntimeException();
    } finally {
      inProgress.set(false);
    }
  }

  /** True once for each finished migration. */
  boolean takeFirst() {
    var was = first;
    first = false;
    return was;
  }

  private static DomainConnectionConfig target(MigrateDomainRequest request) throws Configurations.Unreadable {
    if (!request.hasTargetDomainConnectionConfig()) throw new Configurations.Unreadable("The target domain connection configuration is required");
    return Configurations.normalised(request.getTargetDomainConnectionConfig());
  }

  private void run(String source, DomainConnectionConfig target, boolean force) {
    var targetId = precheck(source, target, force && process.kind().release().has(Release.Feature.FORCE));
    process.connections().queued(() -> {
      prepare(source, target, targetId);
      connectToTarget(target.getDomainAlias());
      var sourceId = process.configs().idOf(source).orElseThrow();
      new ContractMove(process, this::reached).move(sourceId, targetId);
      status(target.getDomainAlias(), ConfigStatus.ACTIVE, Phase.M6_TARGET_ACTIVE);
      status(source, ConfigStatus.INACTIVE, Phase.M7_SOURCE_INACTIVE);
      return null;
    });
    first = true;
    if (process.kind().release().has(Release.Feature.PURGE)) purge(source);
  }

  private String precheck(String source, DomainConnectionConfig target, boolean force) {
    var targetId = ask(target);
    reached(Phase.P1_TARGET_ASKED);
    process.configs().bind(target.getDomainAlias(), targetId);
    reached(Phase.P2_ALIAS_BOUND);
    var sourceId = process.configs().idOf(source).orElseThrow(() -> CantonFailure.unknownDomain(source));
    reached(Phase.P3_SOURCE_KNOWN);
    mustBeOffline(source, sourceId);
    mustBeOffline(target.getDomainAlias(), targetId);
    reached(Phase.P4_OFFLINE);
    countInFlight(source, sourceId, force);
    reached(Phase.P5_IDLE);
    return targetId;
  }

  /** Whatever goes wrong here is the same error to the caller. */
  private String ask(DomainConnectionConfig target) {
    try {
      return process.connections().connector().ask(target).id();
    } catch (Unreachable e) {
      throw new CantonFailure(ErrorCode.FAILED_TO_CONNECT_TO_SEQUENCER, "The participant failed to connect to the sequencer");
    }
  }

  private void mustBeOffline(String alias, String id) {
    if (process.connections().isConnectedTo(id)) {
      throw new CantonFailure(ErrorCode.SYNC_SERVICE_DOMAIN_MUST_BE_OFFLINE, CantonFailure.shown(alias) + " must be disconnected for the given operation");
    }
  }

  /** Counting comes first and fails on a domain that was never connected; only then does force matter. */
  private void countInFlight(String alias, String id, boolean force) {
    var check = process.kind().release().inFlightCheck();
    if (check != Release.InFlightCheck.NONE && !process.requests().everConnected(id)) throw CantonFailure.unknownDomain(alias);
    if (!force) mustBeIdle(alias, id);
  }

  private void mustBeIdle(String alias, String id) {
    var busy = switch (process.kind().release().inFlightCheck()) {
      case NONE -> false;
      case SUBMISSIONS -> process.overdueSubmissions(id) > 0;
      case BOTH -> process.overdueSubmissions(id) > 0 || process.requests().dirty(id) > 0;
    };
    if (busy) {
      throw new CantonFailure(ErrorCode.SYNC_SERVICE_DOMAIN_MUST_NOT_HAVE_IN_FLIGHT_TRANSACTIONS,
          CantonFailure.shown(alias) + " must not have in-flight transactions");
    }
  }

  private void prepare(String source, DomainConnectionConfig target, String targetId) {
    checkRequest(source, target, targetId);
    reached(Phase.M1_CHECKED);
    var known = process.configs().find(target.getDomainAlias());
    if (known.isEmpty()) process.configs().put(target, ConfigStatus.MIGRATING_TO);
    else if (!known.get().status().canMigrateTo()) throw wrongStatus(known.get());
    reached(Phase.M2_TARGET_STORED);
    status(target.getDomainAlias(), ConfigStatus.MIGRATING_TO, Phase.M3_TARGET_MIGRATING);
    status(source, ConfigStatus.VACATING, Phase.M3_SOURCE_VACATING);
  }

  private void checkRequest(String source, DomainConnectionConfig target, String targetId) {
    if (source.equals(target.getDomainAlias())) throw invalid("Source domain must differ from target domain.");
    var stored = process.configs().find(source).orElseThrow(() -> invalid("Source domain " + CantonFailure.shown(source) + " is unknown."));
    if (!stored.status().canMigrateFrom()) throw wrongStatus(stored);
    if (!target.getDomainId().isEmpty() && !target.getDomainId().equals(targetId)) {
      throw invalid("The domain id for " + CantonFailure.shown(target.getDomainAlias()) + " was expected to be "
          + Uid.parse(target.getDomainId()).shown() + ", but is " + Uid.parse(targetId).shown());
    }
    if (process.configs().idOf(source).orElseThrow().equals(targetId)) {
      throw invalid("The target domain id needs to be different from the source domain id");
    }
  }

  private static CantonFailure wrongStatus(StoredConfig config) {
    return invalid("The domain configuration state of " + CantonFailure.shown(config.alias())
        + " is in an invalid state for the requested migration " + config.status());
  }

  private static CantonFailure invalid(String cause) {
    return new CantonFailure(ErrorCode.INVALID_DOMAIN_MIGRATION_REQUEST, cause);
  }

  private void status(String alias, ConfigStatus to, Phase done) {
    process.configs().setStatus(alias, to);
    CallRecord.effect(alias + "=" + to);
    reached(done);
  }

  /** Uses the stored configuration, shows up in the list of connections, and waits for the target without limit. */
  private void connectToTarget(String alias) {
    var stored = process.configs().find(alias).orElseThrow();
    var connection = joinWhenAvailable(stored.config());
    process.connections().enter(connection);
    try {
      process.sleep(process.world().timing().prepareTarget());
      while (!connection.domain().works()) process.sleep(Duration.ofMillis(50));
    } finally {
      process.connections().leave(alias);
    }
    reached(Phase.M4_TARGET_PREPARED);
  }

  private Connection joinWhenAvailable(DomainConnectionConfig config) {
    while (true) {
      try {
        return process.connections().connector().join(config);
      } catch (CantonFailure e) {
        if (e.code() != ErrorCode.DOMAIN_IS_NOT_AVAILABLE) throw e;
      }
      process.sleep(Duration.ofMillis(100));
    }
  }

  private void purge(String source) {
    process.requests().purge(process.configs().idOf(source).orElseThrow());
    reached(Phase.M8_PURGED);
  }

  private void reached(Phase phase) {
    process.ensureAlive();
    var fault = process.world().faults().reached(process.uid().name(), phase, process::alive);
    switch (fault.orElse(null)) {
      case Fault.CrashAtPhase _ -> process.die(false);
      case Fault.RestartAtPhase _ -> process.die(true);
      case null, default -> process.ensureAlive();
    }
  }
}
