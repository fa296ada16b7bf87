// SPDX-License-Identifier: Apache-2.0
package io.cmc.controller.door;

import static org.assertj.core.api.Assertions.assertThat;

import io.cmc.access.Grant;
import io.cmc.access.Grants;
import io.cmc.access.Role;
import io.cmc.access.Rule;
import io.cmc.access.Rules;
import io.cmc.access.Scope;
import io.cmc.api.v1.AmendMigrationRequest;
import io.cmc.api.v1.AmendedAddress;
import io.cmc.api.v1.MigrationOrder;
import io.cmc.api.v1.OrderContext;
import io.cmc.api.v1.Pace;
import io.cmc.api.v1.PlanMigrationRequest;
import io.cmc.api.v1.Problem;
import io.cmc.rejection.ProblemCode;
import io.cmc.wire.PlanMessage;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class OrderDoorTest {

  private static final Grants OF_A = grants(Grant.of(Role.OPERATOR, "a"));
  private static final Grants OF_Z = grants(Grant.of(Role.OPERATOR, "z"));
  private static final Grants OF_A_AND_B = grants(Grant.of(Role.OPERATOR, "a"), Grant.of(Role.OPERATOR, "b"));
  private static final Grants OF_ALL = grants(Grant.everywhere(Role.OPERATOR));

  private final Door door = new Door();

  @BeforeAll void plans_are_kept() {
    Network.plans().forEach(plan -> door.database.keep(plan));
  }

  @BeforeEach void nothing_was_ordered() {
    door.refused.clear();
    door.taken.clear();
    door.database.db().sql("delete from order_answer").update();
  }

  @AfterAll void close() {
    door.close();
  }

  static Stream<String> aboutAMigration() {
    return Rules.all().stream().filter(Rule::order).filter(r -> r.scope() != Scope.ALL_TEAMS && r.scope() != Scope.PLANNED_TEAMS).map(Rule::call);
  }

  @ParameterizedTest @MethodSource("aboutAMigration")
  void an_order_on_a_migration_that_is_not_seen_is_answered_word_for_word_as_one_on_none(String method) {
    var rule = Rules.of(method).orElseThrow();

    var hidden = door.as(OF_Z).call(method, Network.order(rule, Network.OWN, "alfa", "key-1"));
    var absent = door.as(OF_Z).call(method, Network.order(rule, Network.NOWHERE, "alfa", "key-2"));

    assertThat(hidden.orElseThrow().toString().replace(Network.OWN, "NAME")).isEqualTo(absent.orElseThrow().toString().replace(Network.NOWHERE, "NAME"));
    assertThat(door.refusals()).hasSize(2).extracting(r -> r.migration().value()).containsExactly(Network.OWN, Network.NOWHERE);
    assertThat(answers()).as("neither leaves a trace in the keys").isZero();
  }

  @ParameterizedTest @MethodSource("named")
  void an_order_on_anothers_participant_is_answered_word_for_word_as_one_on_none(String method) {
    var rule = Rules.of(method).orElseThrow();

    var hidden = door.as(OF_A).call(method, Network.order(rule, Network.SHARED, "bravo", ""));
    var nobodys = door.as(OF_A).call(method, Network.order(rule, Network.SHARED, "charlie", ""));
    var absent = door.as(OF_A).call(method, Network.order(rule, Network.SHARED, "nobody", ""));

    assertThat(absent.map(Problem::getCode)).contains("PARTICIPANT_NOT_FOUND");
    assertThat(hidden.orElseThrow().toString().replace("bravo", "NAME")).isEqualTo(absent.orElseThrow().toString().replace("nobody", "NAME"));
    assertThat(nobodys.orElseThrow().toString().replace("charlie", "NAME")).isEqualTo(absent.orElseThrow().toString().replace("nobody", "NAME"));
  }

  static Stream<String> named() {
    return Rules.all().stream().filter(r -> r.order() && r.scope() == Scope.NAMED_TEAMS).map(Rule::call);
  }

  @ParameterizedTest @MethodSource("named")
  void without_a_participant_an_order_is_about_all_and_needs_the_role_for_every_team(String method) {
    var rule = Rules.of(method).orElseThrow();
    if (rule.method().equals("AmendMigration") || rule.method().equals("ParkStep")) return; // one names addresses, the other always somebody

    var one = door.as(OF_A).call(method, Network.order(rule, Network.SHARED, "", ""));
    var all = door.as(OF_ALL).call(method, Network.order(rule, Network.SHARED, "", ""));

    assertThat(one.map(Problem::getCode)).contains("NOT_ALLOWED");
    assertThat(all).isEmpty();
  }

  @Test void a_participant_without_a_team_belongs_to_nobody() {
    var held = order(Network.SHARED);

    assertThat(door.as(OF_A_AND_B).call(method("HoldMigration"), held).map(Problem::getCode)).contains("NOT_ALLOWED");
    assertThat(door.as(OF_ALL).call(method("HoldMigration"), held)).isEmpty();
  }

  @Test void a_refusal_says_what_is_wanted_and_what_is_there_and_names_no_team_but_the_callers() {
    var refusal = door.as(OF_A).call(method("HoldMigration"), order(Network.SHARED)).orElseThrow();

    assertThat(refusal.getExpected()).isEqualTo("OPERATOR for every team of the migration");
    assertThat(refusal.getFound()).isEqualTo("it for a");
    assertThat(refusal.getRemedy()).isEqualTo(ProblemCode.NOT_ALLOWED.remedy());
    assertThat(door.refused).singleElement().satisfies(m -> assertThat(m.getMetaData()).containsEntry("actorSubject", "somebody").containsEntry("reason", "because"));
  }

  @Test void the_key_of_a_refused_order_is_free_and_is_taken_once_the_role_is_there() {
    var held = order(Network.OWN, "key-1");
    door.as(grants(Grant.of(Role.VIEWER, "a"))).call(method("HoldMigration"), held);

    assertThat(door.as(OF_A).call(method("HoldMigration"), held)).isEmpty();
    assertThat(door.taken).hasSize(1);
  }

  @Test void whoever_uses_the_key_of_an_order_that_is_not_theirs_learns_neither_the_order_nor_the_migration() {
    door.as(OF_ALL).call(method("HoldMigration"), order(Network.SHARED, "key-1"));

    var known = door.as(OF_A).call(method("HoldMigration"), order(Network.OWN, "key-1")).orElseThrow();
    var again = door.as(OF_Z).call(method("HoldMigration"), order(Network.SHARED, "key-1")).orElseThrow();

    assertThat(known.toString()).contains("another order").doesNotContain(Network.SHARED).doesNotContain("HoldMigration");
    assertThat(again.getCode()).as("what was accepted is no answer for a stranger").isEqualTo("MIGRATION_NOT_FOUND");
  }

  @Test void an_address_is_amended_by_its_own_team_and_everything_else_by_all() {
    var address = AmendMigrationRequest.newBuilder().setMigration(Network.SHARED).addAddresses(AmendedAddress.newBuilder().setParticipant("alfa"));

    assertThat(door.as(OF_A).call(method("AmendMigration"), address.build())).isEmpty();
    assertThat(door.call(method("AmendMigration"), address.setPace(Pace.newBuilder().setParallel(2)).build()).map(Problem::getCode)).contains("NOT_ALLOWED");
  }

  @Test void a_plan_is_made_by_whoever_operates_every_team_that_it_names() {
    var plan = PlanMessage.of(Network.plan("net-new", "a", "b"));
    var request = PlanMigrationRequest.newBuilder().setPlan(plan).build();
    var teamless = PlanMigrationRequest.newBuilder().setPlan(PlanMessage.of(Network.plan("net-new", "a", ""))).build();

    assertThat(door.as(OF_A).call(method("PlanMigration"), request).orElseThrow().getExpected()).isEqualTo("OPERATOR for team b");
    assertThat(door.as(OF_A).call(method("PlanMigration"), teamless).map(Problem::getCode)).contains("NOT_ALLOWED");
    assertThat(door.as(OF_A).call(method("PlanMigration"), PlanMigrationRequest.getDefaultInstance()).map(Problem::getCode)).contains("NOT_ALLOWED");
    assertThat(door.as(OF_A_AND_B).call(method("PlanMigration"), request).map(Problem::getCode)).isNotEqualTo(java.util.Optional.of("NOT_ALLOWED"));
  }

  @Test void a_node_that_was_planned_as_another_teams_is_not_taken_over_by_a_plan() {
    var whose = new Ownership(door.database.plans());
    var again = Network.plan("net-again", "a", "a", "a"); // the same nodes, of which the newest plan gives the second to b and the third to nobody

    assertThat(whose.objection(again, OF_A).map(p -> p.code() + " " + p.expected())).contains("NOT_ALLOWED OPERATOR for the team that bravo was planned for before");
    assertThat(whose.objection(again, OF_A_AND_B)).as("what is nobody's").isPresent();
    assertThat(whose.objection(again, OF_ALL)).isEmpty();
    assertThat(whose.objection(Network.plan("net-again", "a", "b", ""), OF_A)).as("as before").isEmpty();
  }

  @Test void of_a_name_that_is_taken_by_others_nothing_more_is_told() {
    var plan = PlanMessage.of(Network.plan(Network.SHARED, "z"));

    var refusal = door.as(OF_Z).call(method("PlanMigration"), PlanMigrationRequest.newBuilder().setPlan(plan).build()).orElseThrow();

    assertThat(refusal).extracting(Problem::getCode, Problem::getExpected, Problem::getFound).containsExactly("NAME_TAKEN", "a new name", "another plan");
  }

  @Test void what_cannot_be_a_name_is_refused_before_anything_is_looked_for() {
    assertThat(door.as(OF_A).call(method("HoldMigration"), order("../net")).map(Problem::getCode)).contains("CONTEXT_MISSING");
    assertThat(door.taken).isEmpty();
  }

  private static MigrationOrder order(String migration) {
    return order(migration, "");
  }

  private static MigrationOrder order(String migration, String key) {
    return MigrationOrder.newBuilder().setMigration(migration).setContext(OrderContext.newBuilder().setReason("because").setIdempotencyKey(key)).build();
  }

  private static String method(String name) {
    return "cmc.api.v1.MigrationOrders/" + name;
  }

  private int answers() {
    return door.database.db().sql("select count(*) from order_answer").query(Integer.class).single();
  }

  private static Grants grants(Grant... all) {
    return new Grants(Set.of(all));
  }
}
