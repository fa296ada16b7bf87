// SPDX-License-Identifier: Apache-2.0
package io.cmc.deploy.crash;

import static org.assertj.core.api.Assertions.assertThat;

import io.cmc.api.v1.MigrationState;
import io.cmc.api.v1.MigrationStatus;
import io.cmc.deploy.system.Caretaker;
import io.cmc.deploy.system.Site;
import io.cmc.sim.Network;
import io.cmc.sim.fault.Fault;
import io.cmc.sim.fault.Phase;
import io.cmc.sim.journal.JournalEntry;
import io.grpc.Status;
import java.time.Duration;
import org.springframework.jdbc.core.simple.JdbcClient;

/** What operators do in one run, when they do it, and how the network must look when all is over. */
enum Course {

  /** From the plan to the end, with nothing wrong but the service. */
  FORWARD(MigrationState.COMPLETED, "", 325) {
    @Override void give(Operator operator, Site site) {
      operator.start();
    }

    @Override void judge(Site site) {
      arrived(site);
    }
  },

  /** Work is found in flight when all have left the source: all go back, let it end, and come again. */
  WORK_IN_FLIGHT(MigrationState.COMPLETED, "committed .*WorkSeenInFlight.*", 285) {
    @Override void give(Operator operator, Site site) {
      var held = site.network().faults().inject(STUCK, "DomainConnectivityService/DisconnectDomain", new Fault.HangBefore(), Integer.MAX_VALUE);
      operator.start();
      operator.until(status -> held.awaitHit(Duration.ZERO) && reachedByAnother(site, "DisconnectDomain"));
      beginWork(site, OTHER, "in-flight");
      held.release();
      operator.until(status -> site.journal("ConnectDomain").stream().anyMatch(call -> call.node().equals(OTHER) && call.effective()));
      endWork(site, OTHER, "in-flight");
    }

    @Override void judge(Site site) {
      arrived(site);
      assertThat(site.journal("DisconnectDomain").stream().filter(call -> call.node().equals(OTHER) && call.effective()))
          .as("it left the source again").hasSizeGreaterThanOrEqualTo(2);
    }
  },

  /** A person stops all while a participant is moved, looks around, and lets them go on. */
  PANIC(MigrationState.COMPLETED, "committed .*PanicStopped.*", 138) {
    @Override void give(Operator operator, Site site) {
      var held = site.network().faults().atPhase(STUCK, Phase.M3_TARGET_MIGRATING, new Fault.HangAtPhase());
      operator.start();
      operator.until(status -> held.awaitHit(Duration.ZERO));
      operator.order("panic", "--reason", "a test");
      held.release();
      operator.until(status -> status.getState() == MigrationState.PANIC_STOPPED && site.network().journal().completedMoves(STUCK) == 1);
      operator.order("resume");
    }

    @Override void judge(Site site) {
      arrived(site);
    }
  },

  /** One participant is closed and the other cannot be: all turn back. */
  ABORT_HALF_QUIESCED(MigrationState.ABORTED, "", 78) {
    @Override void give(Operator operator, Site site) {
      turnBackFrom(operator, site, "ResourceManagementService/UpdateResourceLimits");
    }

    @Override void judge(Site site) {
      home(site);
    }
  },

  /** One participant has left the source and the other cannot: all turn back. */
  ABORT_HALF_DISCONNECTED(MigrationState.ABORTED, "", 160) {
    @Override void give(Operator operator, Site site) {
      turnBackFrom(operator, site, "DomainConnectivityService/DisconnectDomain");
    }

    @Override void judge(Site site) {
      home(site);
    }
  },

  /** All are moved, verified and still closed when all are ordered back by their databases; a person stops and starts them. */
  RESTORE(MigrationState.RESTORED, "committed .*GateHeld.*", 136) {
    @Override void give(Operator operator, Site site) {
      operator.start("--hold-before", "reopen");
      operator.until(status -> status.getState() == MigrationState.AT_GATE);
      operator.order("restore", "--reason", "a test", "--confirm", operator.migration());
      var caretaker = new Caretaker(site.network());
      operator.until(status -> {
        caretaker.attend(status);
        return status.getState() == MigrationState.RESTORED;
      });
    }

    @Override void judge(Site site) {
      assertThat(site.names()).allSatisfy(name -> {
        assertThat(site.network().journal().completedMoves(name)).as("moves of " + name).isEqualTo(1);
        assertThat(site.contracts(name, Network.TARGET)).as("contracts of " + name + " on the target").isEmpty();
        assertThat(site.contracts(name, Network.SOURCE)).as("contracts of " + name + " on the source").isNotEmpty();
      });
      assertThat(site.network().source().connected()).hasSameSizeAs(site.names());
      assertThat(site.network().target().connected()).isEmpty();
    }
  };

  private static final String STUCK = "participantB";
  private static final String OTHER = "participantA";

  private final MigrationState end;
  private final String after;
  private final int boundaries;

  Course(MigrationState end, String after, int boundaries) {
    this.end = end;
    this.after = after;
    this.boundaries = boundaries;
  }

  /** Gives all orders, each when its time has come, and returns when the last is given. The service may be away at any time. */
  abstract void give(Operator operator, Site site);

  /** Looks at nodes and databases when all is over. */
  abstract void judge(Site site);

  MigrationState end() {
    return end;
  }

  /** Name of the boundary behind which the numbers begin; empty: they begin with the process. */
  String after() {
    return after;
  }

  /** So many there are in every run with two participants; waits that come now and then add a few. */
  int boundaries() {
    return boundaries;
  }

  /** More than this has not been seen. */
  int most() {
    return boundaries + boundaries / 8;
  }

  private static void turnBackFrom(Operator operator, Site site, String method) {
    var fault = site.network().faults().inject(STUCK, method, new Fault.FailBefore(Status.Code.INVALID_ARGUMENT, "a disk is on fire"), Integer.MAX_VALUE);
    operator.start();
    operator.until(status -> isParked(status) && reachedByAnother(site, method.replaceAll(".*/", "")));
    site.network().faults().release(fault.id());
    operator.order("abort", "--reason", "a test");
  }

  private static boolean isParked(MigrationStatus status) {
    return status.getParticipantsList().stream().anyMatch(p -> p.getName().equals(STUCK) && p.getActivity().getState().equals("PARKED"));
  }

  private static boolean reachedByAnother(Site site, String method) {
    return site.journal(method).stream().anyMatch(call -> !call.node().equals(STUCK) && call.effective());
  }

  /** A transaction that has not ended, as the participant keeps it; Canton counts it, also of a domain that was left. */
  private static void beginWork(Site site, String participant, String request) {
    database(site, participant).sql("insert into dirty_requests(domain_id, request_id) values (?, ?)")
        .params(site.network().source().id(), request).update();
  }

  private static void endWork(Site site, String participant, String request) {
    database(site, participant).sql("delete from dirty_requests where request_id = ?").param(request).update();
  }

  private static JdbcClient database(Site site, String participant) {
    return Site.sql(site.network().databaseUrl(participant));
  }

  private static void arrived(Site site) {
    assertThat(site.names()).allSatisfy(name -> {
      assertThat(site.network().journal().completedMoves(name)).as("moves of " + name).isEqualTo(1);
      assertThat(site.contracts(name, Network.SOURCE)).as("contracts of " + name + " on the source").isEmpty();
      assertThat(site.contracts(name, Network.TARGET)).as("contracts of " + name + " on the target").isNotEmpty();
    });
    assertThat(site.network().target().connected()).hasSameSizeAs(site.names());
    assertThat(site.network().source().connected()).isEmpty();
  }

  private static void home(Site site) {
    assertThat(site.journal("MigrateDomain")).as("moves").isEmpty();
    assertThat(site.network().source().connected()).hasSameSizeAs(site.names());
    assertThat(site.names()).allSatisfy(name -> assertThat(site.contracts(name, Network.SOURCE)).as("contracts of " + name).isNotEmpty());
    assertThat(site.journal()).filteredOn(JournalEntry::effective).as("calls before the abort").isNotEmpty();
  }
}
