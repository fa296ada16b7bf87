// SPDX-License-Identifier: Apache-2.0
package io.cmc.cli.text;

import static org.assertj.core.api.Assertions.assertThat;

import io.cmc.api.v1.AuditEntry;
import io.cmc.api.v1.BackupStrategy;
import io.cmc.api.v1.Contracts;
import io.cmc.api.v1.Difference;
import io.cmc.api.v1.Incident;
import io.cmc.api.v1.IncidentComment;
import io.cmc.api.v1.MigrationState;
import io.cmc.api.v1.MigrationStatus;
import io.cmc.api.v1.MigrationSummary;
import io.cmc.api.v1.NodeActivity;
import io.cmc.api.v1.OtherParticipants;
import io.cmc.api.v1.Phase;
import io.cmc.api.v1.Ping;
import io.cmc.api.v1.Problem;
import io.cmc.api.v1.Severity;
import io.cmc.api.v1.WayBack;
import io.cmc.cli.Golden;
import io.cmc.cli.Statuses;
import io.cmc.journey.StepName;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class TextsTest {

  private static final Clock CLOCK = Clock.fixed(Instant.parse("2026-11-23T13:30:00Z"), ZoneId.of("Europe/Zurich"));
  private static final StatusText STATUS = new StatusText(CLOCK, Palette.PLAIN);

  @Test void a_status_is_one_line_and_a_row_for_each_participant() {
    Golden.same("status-held.txt", STATUS.text(Statuses.held()));
  }

  @Test void approvals_say_who_agreed_until_when_and_who_is_missing_since_when() {
    Golden.same("approvals.txt", new ApprovalsText(CLOCK, Palette.PLAIN).render(Statuses.asked()) + "\n\n" + STATUS.line(Statuses.asked()));
  }

  @Test void a_line_has_the_same_order_in_every_state() {
    Golden.same("status-lines.txt", String.join("\n", lines().map(STATUS::line).toList()));
  }

  private static Stream<MigrationStatus> lines() {
    return Stream.of(
        Statuses.in(MigrationState.PLANNED, Phase.PREFLIGHT).setWaitsFor("an order to start; the last checks passed").build(),
        Statuses.in(MigrationState.CHECKING, Phase.PREFLIGHT).build(),
        Statuses.in(MigrationState.RUNNING, Phase.DRAIN).setWaitsFor("2 requests on bravo").setWaitsSince(Statuses.at("13:05:00"))
            .addParticipants(Statuses.participant("a", "DRAINED")).addParticipants(Statuses.participant("b", "QUIESCED")
                .setActivity(NodeActivity.newBuilder().setState("WAITING").setStep("DRAIN"))).build(),
        Statuses.in(MigrationState.AT_GATE, Phase.MOVE_CONTRACTS).setWaitsFor("the gate before MOVE_CONTRACTS to be released").setWaitsSince(Statuses.at("13:06:00"))
            .addParticipants(Statuses.backedUp("a")).build(),
        Statuses.held(),
        Statuses.in(MigrationState.RUNNING, Phase.MOVE_CONTRACTS).setWayBack(WayBack.RESTORE_ALL)
            .addParticipants(Statuses.backedUp("a").setActivity(NodeActivity.newBuilder().setState("CALLING").setStep("MOVE_CONTRACTS"))).build(),
        Statuses.in(MigrationState.SOAKING, Phase.RETIRE).setWayBack(WayBack.FORWARD_ONLY).setWaitsFor("the soak time to end at 2026-11-23T15:00:00Z, or an order to retire the source")
            .addParticipants(Statuses.participant("a", "REOPENED")).build(),
        Statuses.in(MigrationState.ABORTING, Phase.ABORT).addParticipants(Statuses.participant("a", "REJOINED")).build(),
        Statuses.in(MigrationState.ABORTED, Phase.ABORT).setEndedAt(Statuses.at("13:20:00")).addParticipants(Statuses.participant("a", "RETURNED")).build(),
        Statuses.panicked(),
        Statuses.in(MigrationState.COMPARING, Phase.BACK_UP).setWaitsFor("2 of 5 participants to be looked at: they are compared with what is recorded")
            .setWaitsSince(Statuses.at("13:06:00")).build(),
        Statuses.in(MigrationState.RESTORING, Phase.RESTORE).setWayBack(WayBack.RESTORE_ALL).addParticipants(Statuses.participant("a", "STOPPED")).build(),
        Statuses.in(MigrationState.RESTORED, Phase.ABORT).setEndedAt(Statuses.at("13:20:00")).addParticipants(Statuses.participant("a", "RETURNED")).build(),
        Statuses.completed());
  }

  @Test void participants_of_other_teams_are_counted() {
    var status = Statuses.in(MigrationState.RUNNING, Phase.DRAIN).addParticipants(Statuses.participant("a", "DRAINED"))
        .addOthers(OtherParticipants.newBuilder().setPosition("DRAINED").setActivity("IDLE").setParticipants(2))
        .addOthers(OtherParticipants.newBuilder().setPosition("QUIESCED").setActivity("PARKED").setParticipants(1)).build();

    assertThat(STATUS.line(status)).contains("nodes 1/1 drained  of other teams 2 drained, 1 parked");
  }

  @Test void domains_that_somebody_changed_have_a_row_of_their_own() {
    var status = Statuses.in(MigrationState.HELD, Phase.DRAIN).addParticipants(Statuses.backedUp("alfa"))
        .addDifferences(Difference.newBuilder().setRecorded("the target's rate 0").setFound("the target's rate 500").setForeign(true)).build();

    assertThat(STATUS.rows(status)).containsOnlyKeys("(domains)", "alfa")
        .hasEntrySatisfying("(domains)", row -> assertThat(row).contains("CHANGED BY OTHERS recorded: the target's rate 0, found: the target's rate 500"))
        .hasEntrySatisfying("alfa", row -> assertThat(row).doesNotContain("CHANGED"));
  }

  @Test void a_stopped_migration_shows_who_differs_who_is_left_behind_and_what_was_changed() {
    Golden.same("status-stopped.txt", STATUS.text(Statuses.panicked()) + "\n" + new DetailsText(CLOCK, Palette.PLAIN).render(Statuses.panicked()));
  }

  @Test void incidents_are_a_table_with_what_to_do_below() {
    var problem = Problem.newBuilder().setCode("SPACE_SHORT").setExpected("12 GB free").setFound("3 GB").setRemedy("Free space.").setNode("alfa").build();
    var open = Incident.newBuilder().setIncident("net-eu-7/alfa~1").setProblem(problem).setOpenedAt(Statuses.at("13:00:00"));

    Golden.same("incidents.txt", new IncidentsText(CLOCK, Palette.PLAIN).render(List.of(open.build(),
        open.clone().setAcknowledgedBy("operator-1").setAcknowledgedAt(Statuses.at("13:01:00"))
            .addComments(IncidentComment.newBuilder().setBy("operator-1").setText("the disk\u001b").setAt(Statuses.at("13:02:00"))).build(),
        open.clone().setIncident("net-eu-7~2").setProblem(problem.toBuilder().clearNode()).setClosedAt(Statuses.at("13:10:00")).setClosedBy("service")
            .setClosedBecause("it goes on").build())));
    assertThat(new IncidentsText(CLOCK, Palette.PLAIN).render(List.of())).isEqualTo("no incidents");
  }

  @Test void a_completed_migration_shows_its_evidence_and_what_lies_behind() {
    Golden.same("status-details.txt", STATUS.text(Statuses.completed()) + "\n" + new DetailsText(CLOCK, Palette.PLAIN).render(Statuses.completed()));
  }

  @Test void rows_say_what_a_step_is_doing() {
    var status = Statuses.in(MigrationState.RUNNING, Phase.BACK_UP)
        .setDomains(NodeActivity.newBuilder().setState("CALLING").setStep("BACK_UP_SOURCE").setSince(Statuses.at("13:10:00")).setAttempt(1))
        .addParticipants(Statuses.participant("alfa", "DISCONNECTED").setBefore(Contracts.newBuilder().setCount(600).setDigest("aa"))
            .setActivity(NodeActivity.newBuilder().setState("RETRYING").setStep("BACK_UP").setSince(Statuses.at("13:10:00")).setAttempt(3)
                .setNextAt(Statuses.at("13:12:30")).setWaitsFor("another attempt after ...").setProblem(Problem.newBuilder().setCode("DATABASE_UNREACHABLE")
                    .setExpected("a connection").setFound("connection refused").setRemedy("Check host and port."))))
        .addParticipants(Statuses.participant("bravo", "BACKED_UP").setActivity(NodeActivity.newBuilder().setState("UNRESOLVED")
            .setStep("MOVE_CONTRACTS").setAttempt(1).setSince(Statuses.at("13:10:00")).setWaitsFor("a look at the node")))
        .addParticipants(Statuses.participant("charlie", "COMPARED").setBefore(Contracts.newBuilder().setCount(600).setDigest("aa"))
            .setAfter(Contracts.newBuilder().setCount(600).setDigest("bb")))
        .addParticipants(Statuses.backedUp("delta").setBackup(Statuses.backedUp("delta").getBackup().toBuilder()
            .setStrategy(BackupStrategy.CONFIRM).clearSha256().clearBytes().clearTook().setLocation("snap-0a1b"))
            .setActivity(NodeActivity.newBuilder().setState("IDLE").setWaitsFor("the other participants"))).build();

    Golden.same("status-rows.txt", STATUS.text(status));
  }

  @Test void a_participant_at_the_front_counts_as_arrived_only_while_it_needs_nobody() {
    var parked = NodeActivity.newBuilder().setState("PARKED").setStep("MOVE_CONTRACTS").build();

    assertThat(Nodes.summary(List.of(Statuses.backedUp("a").setActivity(parked).build(), Statuses.backedUp("b").build())))
        .isEqualTo("1/2 backed up, 1 parked");
    assertThat(Nodes.summary(List.of(Statuses.backedUp("a").setActivity(parked).build()))).isEqualTo("1 parked");
  }

  @Test void where_there_is_little_room_the_urgent_ones_come_first() {
    var text = STATUS.text(Statuses.held(), 2).lines().toList();

    assertThat(text).hasSize(4);
    assertThat(text.get(0)).isEqualTo(STATUS.line(Statuses.held()));
    assertThat(text.get(1)).startsWith("  charlie").contains("PARKED");
    assertThat(text.get(2)).startsWith("  bravo");
    assertThat(text.get(3)).isEqualTo("  and 3 more");
    assertThat(STATUS.text(Statuses.held(), 5)).isEqualTo(STATUS.text(Statuses.held()));
  }

  @Test void every_step_of_the_language_has_a_word() {
    assertThat(StepName.values()).allSatisfy(step -> assertThat(Words.underWay(step.name())).doesNotContain(step.name()));
    assertThat(Words.underWay("A_STEP_OF_TOMORROW")).isEqualTo("in A_STEP_OF_TOMORROW");
  }

  @Test void findings_are_a_table_with_what_blocks_first() {
    Golden.same("findings.txt", FindingsText.render(List.of(Statuses.finding(Severity.INFO, "alfa", "release", "FACT"),
        Statuses.finding(Severity.BLOCK, "@source", "strangers", "STRANGERS"), Statuses.finding(Severity.WARN, "bravo", "compare", "CONTRACTS_NOT_COMPARED")),
        Palette.PLAIN));
    assertThat(FindingsText.render(List.of(), Palette.PLAIN)).isEqualTo("no findings");
  }

  @Test void an_audit_trail_has_a_line_for_each_entry() {
    var text = new AuditText(CLOCK);
    var entry = AuditEntry.newBuilder().setPosition(41).setAt(Statuses.at("13:02:11")).setKind("MigrationHeld").setMigration("net-eu-7")
        .setActor("operator-1").setAuthentication("os-user (unauthenticated)").setReason("bank close").setTicket("CHG-7").setEventId("e-1")
        .setCorrelationId("c-1").setCausationId("c-0").setSummary("no new step begins").setOutcome("accepted").setDetailJson("{\"a\":1}").build();

    Golden.same("audit.txt", String.join("\n", AuditText.heading(), text.line(entry),
        text.line(entry.toBuilder().setPosition(1_000_042).setParticipant("charlie").setKind("LimitsLowered").setActor("service").clearReason()
            .clearTicket().setSummary("limits are 0/0").setOutcome("done").build()), AuditText.details(entry)));
  }

  @Test void pings_are_a_matrix_for_few_and_a_list_for_many() {
    var few = List.of(ping("alfa", "bravo", true, 850), ping("bravo", "alfa", true, 12_400), ping("alfa", "charlie", false, 60_000),
        ping("charlie", "alfa", false, 1), ping("charlie", "alfa", true, 71_000));
    var many = new ArrayList<Ping>();
    IntStream.range(0, 20).forEach(i -> many.add(ping("p" + (100 + i), "p" + (100 + (i + 1) % 20), i != 7, 100 + i)));

    Golden.same("pings-few.txt", PingMatrixText.render(few));
    Golden.same("pings-many.txt", PingMatrixText.render(many));
  }

  private static Ping ping(String from, String to, boolean answered, long millis) {
    return Ping.newBuilder().setFrom(from).setTo(to).setAnswered(answered).setTook(Statuses.millis(millis)).build();
  }

  @Test void migrations_are_a_table() {
    Golden.same("migrations.txt", new MigrationsText(CLOCK, Palette.PLAIN).render(List.of(
        MigrationSummary.newBuilder().setMigration("net-eu-7").setState(MigrationState.HELD).setPhase(Phase.BACK_UP).setSource("olddomain")
            .setTarget("newdomain").setParticipants(5).setPlannedAt(Statuses.at("12:00:00")).setWaitsFor("bank close").build(),
        MigrationSummary.newBuilder().setMigration("a").setState(MigrationState.COMPLETED).setPhase(Phase.RETIRE).setSource("x").setTarget("y")
            .setParticipants(2).setPlannedAt(Statuses.at("10:00:00")).setEndedAt(Statuses.at("11:00:00")).build())));
  }

  @Test void a_colour_only_repeats_what_a_word_says() {
    var coloured = new StatusText(CLOCK, Palette.COLOURED).text(Statuses.held());

    assertThat(coloured).contains("\u001b[");
    assertThat(coloured.replaceAll("\u001b\\[[0-9;]*m", "")).isEqualTo(STATUS.text(Statuses.held()));
  }

  @Test void nothing_is_said_to_be_done_before_it_is() {
    lines().filter(s -> s.getState() != MigrationState.COMPLETED).map(STATUS::text)
        .forEach(text -> assertThat(text).doesNotContainIgnoringCase("done").doesNotContain("100 %", "COMPLETED"));
  }

  @Test void what_a_node_says_cannot_steer_the_terminal() {
    var evil = "\u001b]0;title\u0007\u009b31m\r\n\u202Egnp\u2028x";

    assertThat(Plain.text(evil)).isEqualTo("\\u001b]0;title\\u0007\\u009b31m\\r\\n\\u202egnp\\u2028x");
    assertThat(Plain.text("ä 日本 \ud83d\ude80")).isEqualTo("ä 日本 \ud83d\ude80");
    var status = Statuses.held().toBuilder().setMigration(evil).setWaitsFor(evil);
    status.getParticipantsBuilder(0).setName(evil).setPosition(evil).getBackupBuilder().clearSha256().setLocation(evil);
    status.getParticipantsBuilder(1).getActivityBuilder().setState(evil).setStep(evil).getProblemBuilder().setCode(evil).setFound(evil);
    status.addPings(Ping.newBuilder().setFrom(evil).setTo(evil)).addFindings(Statuses.finding(Severity.BLOCK, evil, evil, evil));
    assertThat(STATUS.text(status.build()) + new DetailsText(CLOCK, Palette.PLAIN).render(status.build()))
        .doesNotContain("\u001b", "\u0007", "\u009b", "\r", "\u202e", "\u2028");
  }

  @Test void times_of_other_days_have_their_day() {
    assertThat(new Times(CLOCK).brief(Statuses.at("13:02:11"))).isEqualTo("14:02:11+01:00");
    assertThat(new Times(CLOCK).brief(Statuses.at("23:30:00"))).isEqualTo("2026-11-24 00:30:00+01:00");
  }

  @Test void amounts_are_said_as_people_say_them() {
    assertThat(Stream.of(0L, 999L, 1000L, 999_949L, 999_950L, 41_000_000_000L, Long.MAX_VALUE).map(Amounts::bytes))
        .containsExactly("0 B", "999 B", "1.0 kB", "999.9 kB", "1.0 MB", "41.0 GB", "9223.4 PB");
    assertThat(Stream.of(0L, 999L, 1850L, 59_999L, 60_000L, 371_000L, 3_720_000L).map(Statuses::millis).map(Amounts::time))
        .containsExactly("0 ms", "999 ms", "1.8 s", "59.9 s", "1m00s", "6m11s", "1h02m");
  }
}
