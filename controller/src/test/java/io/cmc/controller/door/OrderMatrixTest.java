// SPDX-License-Identifier: Apache-2.0
package io.cmc.controller.door;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import io.cmc.access.Cell;
import io.cmc.access.Grant;
import io.cmc.access.Grants;
import io.cmc.access.Holding;
import io.cmc.access.Role;
import io.cmc.access.Rule;
import io.cmc.access.Rules;
import io.cmc.api.v1.Problem;
import io.cmc.rejection.ProblemCode;
import java.util.Arrays;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Every cell of docs/roles.md that is about an order, through the services themselves. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class OrderMatrixTest {

  private final Door door = new Door();

  @BeforeAll void plans_are_kept() {
    Network.plans().forEach(plan -> door.database.keep(plan));
  }

  @BeforeEach void nothing_was_ordered() {
    door.refused.clear();
    door.taken.clear();
  }

  @AfterAll void close() {
    door.close();
  }

  static Stream<Arguments> cells() {
    return Rules.all().stream().filter(Rule::order).flatMap(rule -> Arrays.stream(Role.values())
        .flatMap(role -> Arrays.stream(Holding.values()).map(held -> arguments(rule.name(), role, held, rule))));
  }

  @ParameterizedTest(name = "{0} by {1} {2}") @MethodSource("cells")
  void an_order_is_taken_from_whom_the_table_says(String name, Role role, Holding held, Rule rule) {
    var migration = held == Holding.SHARED ? Network.SHARED : Network.OWN;

    var ended = door.as(grants(role, held)).call(rule.call(), Network.order(rule, migration, "alfa", ""));

    assertThat(cell(ended)).as("%s by %s, held %s, ended with %s", name, role, held.words(), ended).isEqualTo(Cell.of(rule, role, held));
    var atTheDoor = door.refusals().stream().map(r -> r.problem().code()).filter(OrderMatrixTest::ofTheDoor).toList();
    if (cell(ended) == Cell.YES) assertThat(atTheDoor).isEmpty();
    else assertThat(atTheDoor).as("what is refused is written down").containsExactly(ProblemCode.valueOf(ended.orElseThrow().getCode()));
    if (cell(ended) != Cell.YES) assertThat(door.taken).isEmpty();
  }

  static Grants grants(Role role, Holding held) {
    return switch (held) {
      case OWN, SHARED -> new Grants(Set.of(Grant.of(role, "a")));
      case OTHER -> new Grants(Set.of(Grant.of(role, "z")));
      case ALL -> new Grants(Set.of(Grant.everywhere(role)));
      case NONE -> Grants.NONE;
    };
  }

  /** What is refused for another reason got past the door. */
  private static Cell cell(Optional<Problem> ended) {
    return ended.map(p -> switch (ProblemCode.valueOf(p.getCode())) {
      case NOT_ALLOWED -> Cell.NOT_ALLOWED;
      case INTERNAL -> throw new AssertionError("a fault, and no answer: " + p);
      case MIGRATION_NOT_FOUND, PARTICIPANT_NOT_FOUND -> Cell.NOT_THERE;
      default -> Cell.YES;
    }).orElse(Cell.YES);
  }

  private static boolean ofTheDoor(ProblemCode code) {
    return code == ProblemCode.NOT_ALLOWED || code == ProblemCode.MIGRATION_NOT_FOUND || code == ProblemCode.PARTICIPANT_NOT_FOUND;
  }
}
