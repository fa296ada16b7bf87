// SPDX-License-Identifier: Apache-2.0
package io.cmc.cli;

import com.google.protobuf.Duration;
import com.google.protobuf.Timestamp;
import com.google.protobuf.util.Timestamps;
import io.cmc.api.v1.*;
import java.text.ParseException;

/** Statuses that tests and golden texts show. */
public final class Statuses {

  private Statuses() {}

  public static Timestamp at(String utc) {
    try {
      return Timestamps.parse("2026-11-23T" + utc + "Z");
    } catch (ParseException e) {
      throw new IllegalArgumentException(e);
    }
  }

  public static MigrationStatus.Builder in(MigrationState state, Phase phase) {
    return MigrationStatus.newBuilder().setMigration("net-eu-7").setState(state).setPhase(phase).setPlannedAt(at("12:00:00"))
        .setPhaseSince(at("13:01:10")).setWayBack(WayBack.FREE).setPlanHash("9f2c").setSource("olddomain").setTarget("newdomain")
        .setAsOfPosition(412);
  }

  /** Five participants, each somewhere else. */
  public static MigrationStatus held() {
    return in(MigrationState.HELD, Phase.BACK_UP).setStartedAt(at("12:30:00")).setWaitsFor("an order to resume; held by operator-1: wait for bank close")
        .setWaitsSince(at("13:02:00"))
        .addParticipants(backedUp("alfa")).addParticipants(backedUp("delta")).addParticipants(backedUp("echo"))
        .addParticipants(participant("bravo", "QUIESCED").setLimitsNow(limits(0, 0)).setSavedLimits(limits(100, null))
            .setActivity(NodeActivity.newBuilder().setState("WAITING").setStep("DRAIN").setSince(at("13:01:10")).setAttempt(1)
                .setWaitsFor("2 requests in flight (were 17), drain 4m of 30m")))
        .addParticipants(participant("charlie", "DISCONNECTED").setActivity(NodeActivity.newBuilder().setState("PARKED").setStep("BACK_UP")
            .setSince(at("13:04:05")).setAttempt(5).setProblem(Problem.newBuilder().setCode("SPACE_SHORT").setExpected("12 GB free on dumps-eu")
                .setFound("3 GB").setRemedy("Free space in the backup folder, then `cmc retry net-eu-7 charlie`."))))
        .build();
  }

  /** A panic stop, after which somebody changed a participant, one was left behind, and things were changed on the way. */
  public static MigrationStatus panicked() {
    return in(MigrationState.PANIC_STOPPED, Phase.BACK_UP).setWaitsFor("an order to resume, which compares first; panic stop by operator-1: smoke")
        .setWaitsSince(at("13:02:00")).setOpenIncidents(2).setFurtherPasses(1)
        .setPanic(Panic.newBuilder().setBy("operator-1").setReason("smoke").setSince(at("13:02:00")))
        .setWindow(Window.newBuilder().setFrom(at("12:00:00")).setUntil(at("16:00:00")).setReserve(millis(3_600_000)))
        .addDifferences(Difference.newBuilder().setParticipant("bravo").setRecorded("not connected to olddomain").setFound("connected").setAt(at("13:03:00")))
        .addExclusions(Exclusion.newBuilder().setParticipant("echo").setDecided(true).setProposedBy("operator-1").setAgreedBy("operator-2").setShown("9f2c"))
        .addExclusions(Exclusion.newBuilder().setParticipant("bravo").setProposedBy("operator-1").setShown("77aa"))
        .addWaivers(Waiver.newBuilder().setCheck("no-strangers-known").setBy("operator-1").setReason("it is switched off"))
        .addChanges(PlanChange.newBuilder().setWhat("parallel").setBefore("32").setAfter("4").setBy("operator-1"))
        .addParticipants(backedUp("alfa").setRestoreProof(RestoreProof.newBuilder().setRows(5120)))
        .addParticipants(participant("bravo", "DISCONNECTED")).addParticipants(participant("echo", "RETURNED").setExcluded(true)).build();
  }

  /** At the gate before the first point of no return, with one approval of two that counts, and the glass broken. */
  public static MigrationStatus asked() {
    var anna = GivenApproval.newBuilder().setSubject("sub-1").setName("Anna").setGiven(at("12:10:00")).setUntil(at("23:00:00"));
    return in(MigrationState.AT_GATE, Phase.MOVE_CONTRACTS).setStartedAt(at("12:30:00")).setGate(Phase.MOVE_CONTRACTS)
        .setWaitsFor("1 more approver at the gate before MOVE_CONTRACTS").setWaitsSince(at("13:06:00")).setOpenIncidents(1)
        .setApprovals(ApprovalStatus.newBuilder().setPlanHash("77aa")
            .addGates(gate(ApprovalGate.BEFORE_START, 1).setCrossed(true).setCrossedAt(at("12:30:00")).addApprovals(anna))
            .addGates(gate(ApprovalGate.BEFORE_PNR_1, 2).setMissing("1 more approver").setLoweredBy("root").setLoweredUntil(at("14:00:00")).addApprovals(anna)
                .addApprovals(GivenApproval.newBuilder().setSubject("otto").setName("otto").setTeam("bank").setGiven(at("12:20:00")).setUntil(at("23:00:00"))
                    .setVoidBecause("its giver asked for the crossing")))
            .addSignOffs(TeamSignOff.newBuilder().setTeam("bank").setSubject("sub-2").setName("Bert").setAt(at("12:05:00")))
            .addSignOffs(TeamSignOff.newBuilder().setTeam("clearing"))
            .addProposals(Proposal.newBuilder().setDeed("WAIVE").setAbout("alfa topology-delivered").setBy("otto"))).build();
  }

  private static GateStatus.Builder gate(ApprovalGate gate, int count) {
    return GateStatus.newBuilder().setRule(ApprovalRule.newBuilder().setGate(gate).setCount(count).setRole("approver"));
  }

  public static MigrationStatus completed() {
    var status = in(MigrationState.COMPLETED, Phase.RETIRE).setStartedAt(at("12:30:00")).setEndedAt(at("13:20:00")).setWayBack(WayBack.FORWARD_ONLY)
        .addPhases(PhaseTime.newBuilder().setPhase(Phase.DRAIN).setBegan(at("12:40:00")).setEnded(at("12:46:11")))
        .addPhases(PhaseTime.newBuilder().setPhase(Phase.RETIRE).setBegan(at("13:19:00")));
    for (var name : new String[] {"alfa", "bravo"}) {
      status.addParticipants(backedUp(name).setPosition("REOPENED").setLimitsNow(limits(100, 200)).setSavedLimits(limits(100, 200))
          .setBefore(Contracts.newBuilder().setCount(600).setDigest("aa")).setAfter(Contracts.newBuilder().setCount(600).setDigest("aa")));
      status.addPings(Ping.newBuilder().setFrom(name).setTo(name.equals("alfa") ? "bravo" : "alfa").setAnswered(true).setTook(millis(1850)));
    }
    return status.build();
  }

  public static ParticipantStatus.Builder backedUp(String name) {
    return participant(name, "BACKED_UP").setActivity(NodeActivity.newBuilder().setState("IDLE"))
        .setBackup(Backup.newBuilder().setStrategy(BackupStrategy.PG_DUMP).setBytes(41_000_000_000L).setSha256("9f2c77aa01").setTook(millis(371_000)));
  }

  public static ParticipantStatus.Builder participant(String name, String position) {
    return ParticipantStatus.newBuilder().setName(name).setPosition(position);
  }

  public static Limits limits(Integer dirty, Integer rate) {
    var limits = Limits.newBuilder();
    if (dirty != null) {
      limits.setMaxDirtyRequests(dirty);
    }
    return rate == null ? limits.build() : limits.setMaxRate(rate).build();
  }

  public static Duration millis(long millis) {
    return com.google.protobuf.util.Durations.fromMillis(millis);
  }

  public static Finding finding(Severity severity, String node, String check, String code) {
    return Finding.newBuilder().setSeverity(severity).setCheck(check).setProblem(Problem.newBuilder().setNode(node).setCode(code)
        .setExpected("what must be").setFound("what is").setRemedy("what to do")).build();
  }
}
