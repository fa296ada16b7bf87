// SPDX-License-Identifier: Apache-2.0
package io.cmc.controller.migration;

import static org.assertj.core.api.Assertions.assertThat;

import io.cmc.controller.activity.Plans;
import io.cmc.id.NodeName;
import io.cmc.id.NodeUid;
import io.cmc.id.SynchronizerAlias;
import io.cmc.id.SynchronizerId;
import io.cmc.plan.BackupStrategy;
import io.cmc.plan.ClosingStrategy;
import io.cmc.plan.Endpoint;
import io.cmc.plan.MigrationPlan;
import io.cmc.plan.ParticipantPlan;
import io.cmc.plan.SourceDomain;
import io.cmc.plan.TargetDomain;
import io.cmc.rejection.ProblemCode;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

class PlanRulesTest {

  private static final MigrationPlan PLAN = Plans.of(ClosingStrategy.DOMAIN_RATE, 2);
  private static final ParticipantPlan ALFA = PLAN.participants().getFirst();
  private static final ParticipantPlan BRAVO = PLAN.participants().getLast();

  static Stream<Arguments> broken() {
    return Stream.of(
        Arguments.of(ProblemCode.NO_PARTICIPANTS, Plans.with(PLAN, List.of()), "none"),
        Arguments.of(ProblemCode.PARTICIPANT_TWICE, Plans.with(PLAN, List.of(ALFA, as(BRAVO, ALFA.name(), BRAVO.uid(), BRAVO.admin()))), "alfa twice"),
        Arguments.of(ProblemCode.SAME_NODE, Plans.with(PLAN, List.of(ALFA, as(BRAVO, BRAVO.name(), ALFA.uid(), BRAVO.admin()))), ALFA.uid().value()),
        Arguments.of(ProblemCode.SAME_NODE, Plans.with(PLAN, List.of(ALFA, as(BRAVO, BRAVO.name(), BRAVO.uid(), ALFA.admin()))), "alfa.example:5012"),
        Arguments.of(ProblemCode.SAME_DOMAIN, Plans.to(PLAN, target(PLAN.source().id().value(), "newdomain-1", 5)), "olddomain"),
        Arguments.of(ProblemCode.SAME_DOMAIN, Plans.to(PLAN, target(PLAN.target().id().value(), "olddomain", 5)), "olddomain"),
        Arguments.of(ProblemCode.PROTOCOL_VERSION_NOT_HIGHER, Plans.to(PLAN, target(PLAN.target().id().value(), "newdomain-1", 4)), "version 4"),
        Arguments.of(ProblemCode.PROTOCOL_VERSION_NOT_HIGHER, Plans.to(PLAN, target(PLAN.target().id().value(), "newdomain-1", 3)), "version 3"),
        Arguments.of(ProblemCode.DATABASE_NOT_NAMED, Plans.with(PLAN, List.of(ALFA, withoutDatabase(BRAVO))), "none"),
        Arguments.of(ProblemCode.RATE_NOT_SETTABLE, Plans.from(PLAN, withoutAdmin(PLAN.source())), "not both"));
  }

  @ParameterizedTest(name = "{0}: {2}") @MethodSource("broken")
  void a_plan_that_breaks_a_rule_is_refused_with_what_was_found_and_what_to_do(ProblemCode code, MigrationPlan plan, String found) {
    var problem = PlanRules.firstBroken(plan);

    assertThat(problem).hasValueSatisfying(p -> {
      assertThat(p.code()).isEqualTo(code);
      assertThat(p.expected()).isNotBlank();
      assertThat(p.found()).contains(found);
      assertThat(p.remedy()).isEqualTo(code.remedy());
    });
  }

  @ParameterizedTest @EnumSource(ClosingStrategy.class)
  void a_plan_that_can_be_carried_out_breaks_none(ClosingStrategy closing) {
    assertThat(PlanRules.firstBroken(Plans.of(closing, 3))).isEmpty();
  }

  @Test void domains_without_admin_apis_are_fit_for_strategies_that_do_not_need_them() {
    var plan = Plans.of(ClosingStrategy.OUTSIDE, 2);

    assertThat(PlanRules.firstBroken(Plans.from(plan, withoutAdmin(plan.source())))).isEmpty();
    assertThat(PlanRules.firstBroken(Plans.confirmedBackups(plan))).isEmpty();
  }

  private static ParticipantPlan as(ParticipantPlan p, NodeName name, NodeUid uid, Endpoint admin) {
    return new ParticipantPlan(name, uid, p.team(), admin, p.ledger(), p.database(), p.backup());
  }

  private static ParticipantPlan withoutDatabase(ParticipantPlan p) {
    return new ParticipantPlan(p.name(), p.uid(), p.team(), p.admin(), p.ledger(), Optional.empty(), BackupStrategy.PG_DUMP);
  }

  private static TargetDomain target(String id, String alias, int version) {
    var t = PLAN.target();
    return new TargetDomain(new SynchronizerAlias(alias), new SynchronizerId(id), version, t.sequencers(), t.trustCollectionFile(),
        t.admin());
  }

  private static SourceDomain withoutAdmin(SourceDomain s) {
    return new SourceDomain(s.alias(), s.id(), s.protocolVersion(), Optional.empty(), s.database(), s.backup());
  }
}
