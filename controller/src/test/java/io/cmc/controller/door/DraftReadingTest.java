// SPDX-License-Identifier: Apache-2.0
package io.cmc.controller.door;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.protobuf.Message;
import com.google.protobuf.UnknownFieldSet;
import com.google.protobuf.UnknownFieldSet.Field;
import io.cmc.api.v1.Plan;
import io.cmc.controller.activity.Plans;
import io.cmc.id.SynchronizerId;
import io.cmc.journey.Phase;
import io.cmc.plan.BackupStrategy;
import io.cmc.plan.ClosingStrategy;
import io.cmc.plan.MigrationPlan;
import io.cmc.plan.Pace;
import io.cmc.plan.Tls;
import io.cmc.plan.Verification;
import io.cmc.rejection.OrderRejected;
import io.cmc.rejection.ProblemCode;
import io.cmc.wire.PlanMessage;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class DraftReadingTest {

  private static final MigrationPlan WHOLE = Plans.gatesBefore(Plans.soaking(
      Plans.sourceDatabase(Plans.of(ClosingStrategy.DOMAIN_RATE, 2), BackupStrategy.PG_DUMP), Duration.ofHours(2)), Phase.MOVE_CONTRACTS);
  private static final Plan PLAN = PlanMessage.of(WHOLE);
  private static final UnknownFieldSet NEWER =
      UnknownFieldSet.newBuilder().addField(4711, Field.newBuilder().addVarint(1).build()).build();

  @Test void what_a_whole_plan_says_is_read_as_it_was_meant() {
    var draft = DraftReading.read(PLAN);

    assertThat(draft.migration()).isEqualTo(WHOLE.migration());
    assertThat(draft.source().id()).contains(WHOLE.source().id());
    assertThat(draft.source().database()).isEqualTo(WHOLE.source().database());
    assertThat(draft.target().sequencers()).isEqualTo(WHOLE.target().sequencers());
    assertThat(draft.closing()).contains(ClosingStrategy.DOMAIN_RATE);
    assertThat(draft.holdBefore()).containsExactly(Phase.MOVE_CONTRACTS);
    assertThat(draft.soak()).isEqualTo(Duration.ofHours(2));
    assertThat(draft.participants()).extracting(p -> p.name()).isEqualTo(WHOLE.names());
  }

  @Test void what_is_left_out_is_left_to_be_found_out_or_has_its_default() {
    var bare = Plan.newBuilder(PLAN).clearClosing().clearSoak().clearPace().clearVerification().clearHoldBefore();
    bare.getSourceBuilder().clearId().clearProtocolVersion().clearDatabase();
    bare.getTargetBuilder().clearAlias().clearId();
    bare.getParticipantsBuilder(0).clearUid().clearBackup().clearDatabase();

    var draft = DraftReading.read(bare.build());

    assertThat(draft.closing()).isEmpty();
    assertThat(draft.soak()).isZero();
    assertThat(draft.pace()).isEqualTo(Pace.DEFAULT);
    assertThat(draft.verification()).isEqualTo(Verification.DEFAULT);
    assertThat(draft.source().id()).isEqualTo(Optional.<SynchronizerId>empty());
    assertThat(draft.target().alias()).isEmpty();
    assertThat(draft.participants().getFirst().uid()).isEmpty();
    assertThat(draft.participants().getFirst().backup()).isEmpty();
  }

  @Test void terms_are_read_and_what_they_leave_out_stays_open() {
    var window = io.cmc.api.v1.Window.newBuilder().setFrom(com.google.protobuf.Timestamp.newBuilder().setSeconds(100))
        .setUntil(com.google.protobuf.Timestamp.newBuilder().setSeconds(200));

    var said = DraftReading.read(Plan.newBuilder(PLAN).setTerms(io.cmc.api.v1.Terms.newBuilder().setWindow(window).addWaivable("a").setProveBackups(false)).build());
    var unsaid = DraftReading.read(Plan.newBuilder(PLAN).clearTerms().build());

    assertThat(said.terms().window().orElseThrow().reserve()).isZero();
    assertThat(said.terms().waivable()).containsExactly("a");
    assertThat(said.terms().proveBackups()).contains(false);
    assertThat(unsaid.terms()).isEqualTo(io.cmc.controller.survey.DraftPlan.Terms.OPEN);
  }

  @Test void where_nothing_is_said_tls_is_meant_and_plain_is_what_asks_for_it_by_name() {
    var unsaid = Plan.newBuilder(PLAN);
    unsaid.getParticipantsBuilder(0).getAdminBuilder().clearPlaintext();
    unsaid.getParticipantsBuilder(0).getDatabaseBuilder().clearPlaintext();

    var participant = DraftReading.read(unsaid.build()).participants().getFirst();

    assertThat(participant.admin().tls()).contains(new Tls(Optional.empty(), Optional.empty(), Optional.empty()));
    assertThat(participant.database().orElseThrow().tls()).isPresent();
    assertThat(DraftReading.read(PLAN).participants().getFirst().admin().tls()).isEmpty();
    assertThat(PLAN.getParticipants(0).getAdmin().getPlaintext()).isTrue();
  }

  static Stream<Arguments> secrets() {
    return Stream.of(
        Arguments.of("in place of a variable's name", change(b -> b.getParticipantsBuilder(0).getAdminBuilder().getTokenBuilder().setEnv("s3cr3t!"))),
        Arguments.of("in place of a file's name", change(b -> b.getParticipantsBuilder(0).getDatabaseBuilder().getPasswordBuilder().setFile("s3cr3t!\nmore"))),
        Arguments.of("in an address", change(b -> b.getParticipantsBuilder(0).getAdminBuilder().setHost("me:s3cr3t!@host"))),
        Arguments.of("in a sequencer's address", change(b -> b.getTargetBuilder().setSequencers(0, "https://me:s3cr3t!@host:5003"))));
  }

  @ParameterizedTest(name = "{0}") @MethodSource("secrets")
  void a_secret_where_none_belongs_is_refused_and_not_repeated(String where, UnaryOperator<Plan.Builder> change) {
    var plan = change.apply(Plan.newBuilder(PLAN)).build();

    assertThatThrownBy(() -> DraftReading.read(plan)).isInstanceOfSatisfying(OrderRejected.class, e -> {
      assertThat(e.problem().code()).isEqualTo(ProblemCode.PLAN_UNREADABLE);
      assertThat(e.problem().toString()).doesNotContain("s3cr3t");
    });
  }

  static Stream<Arguments> newer() {
    return Stream.of(
        Arguments.of("Plan", (UnaryOperator<Plan.Builder>) b -> b.setUnknownFields(NEWER)),
        Arguments.of("SourceDomain", change(b -> b.getSourceBuilder().setUnknownFields(NEWER))),
        Arguments.of("Endpoint", change(b -> b.getTargetBuilder().getAdminBuilder().setUnknownFields(NEWER))),
        Arguments.of("Participant", change(b -> b.getParticipantsBuilder(1).setUnknownFields(NEWER))),
        Arguments.of("Database", change(b -> b.getParticipantsBuilder(1).getDatabaseBuilder().setUnknownFields(NEWER))));
  }

  @ParameterizedTest(name = "{0}") @MethodSource("newer")
  void a_field_that_this_service_does_not_know_is_refused_wherever_it_stands(String where, UnaryOperator<Plan.Builder> change) {
    var plan = change.apply(Plan.newBuilder(PLAN)).build();

    assertThatThrownBy(() -> DraftReading.read(plan)).isInstanceOfSatisfying(OrderRejected.class, e -> {
      assertThat(e.problem().code()).isEqualTo(ProblemCode.UNKNOWN_FIELD);
      assertThat(e.problem().found()).contains("4711").contains(where);
    });
  }

  static Stream<Arguments> unreadable() {
    return Stream.of(
        Arguments.of("Net EU", change(b -> b.setMigration("Net EU"))),
        Arguments.of("no port", change(b -> b.getParticipantsBuilder(0).getAdminBuilder().setPort(0))),
        Arguments.of("no host", change(b -> b.getParticipantsBuilder(0).getAdminBuilder().setHost(" "))),
        Arguments.of("a hostile name", change(b -> b.getParticipantsBuilder(0).setName("../../etc"))),
        Arguments.of("no uid", change(b -> b.getParticipantsBuilder(0).setUid("alfa"))),
        Arguments.of("no alias", change(b -> b.getSourceBuilder().setAlias(""))),
        Arguments.of("a secret without a name", change(b -> b.getParticipantsBuilder(0).getAdminBuilder().getTokenBuilder())),
        Arguments.of("tls and plaintext", change(b -> b.getParticipantsBuilder(0).getAdminBuilder().getTlsBuilder())),
        Arguments.of("a certificate without a key", change(b -> b.getParticipantsBuilder(0).getAdminBuilder().clearPlaintext().getTlsBuilder().setCertificateFile("c"))),
        Arguments.of("a server-name of a database", change(b -> b.getParticipantsBuilder(0).getDatabaseBuilder().clearPlaintext().getTlsBuilder().setServerName("n"))),
        Arguments.of("a ping timeout of nothing", change(b -> b.getVerificationBuilder().getPingTimeoutBuilder().setSeconds(0).setNanos(0))),
        Arguments.of("a negative pace", change(b -> b.getPaceBuilder().setParallel(-1))));
  }

  @ParameterizedTest(name = "{0}") @MethodSource("unreadable")
  void what_cannot_be_is_refused_in_words(String what, UnaryOperator<Plan.Builder> change) {
    var plan = change.apply(Plan.newBuilder(PLAN)).build();

    assertThatThrownBy(() -> DraftReading.read(plan)).isInstanceOfSatisfying(OrderRejected.class, e -> {
      assertThat(e.problem().code()).isEqualTo(ProblemCode.PLAN_UNREADABLE);
      assertThat(e.problem().found()).isNotBlank();
    });
  }

  private static UnaryOperator<Plan.Builder> change(Function<Plan.Builder, Message.Builder> change) {
    return b -> {
      change.apply(b);
      return b;
    };
  }
}
