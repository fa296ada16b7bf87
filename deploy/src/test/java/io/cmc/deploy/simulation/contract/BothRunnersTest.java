// SPDX-License-Identifier: Apache-2.0
package io.cmc.deploy.simulation.contract;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The product's runner and the simulation's mirror of it do the same in the same histories. */
class BothRunnersTest {

  private static Company company;

  @BeforeAll static void opens() {
    company = new Company();
  }

  @AfterAll static void closes() {
    company.close();
  }

  static Stream<History> scripted() {
    return Histories.all().stream();
  }

  @ParameterizedTest @MethodSource("scripted") void a_history_goes_the_same_way_in_both(History history) {
    var mirror = MirrorRunner.play(history);
    var product = ProductRunner.play(company, history);

    assertSame(product, mirror);
  }

  private static void assertSame(Account product, Account mirror) {
    assertThat(product.answers()).as("answers to orders").isEqualTo(mirror.answers());
    assertThat(product.journeys().keySet()).as("participants").isEqualTo(mirror.journeys().keySet());
    product.journeys().forEach((node, events) -> assertThat(events).as("journey of %s", node).isEqualTo(mirror.journeys().get(node)));
    assertThat(product.migration()).as("the migration's own stream").isEqualTo(mirror.migration());
    assertThat(product.calls().keySet()).as("nodes that were called").isEqualTo(mirror.calls().keySet());
    product.calls().forEach((node, calls) -> assertThat(calls).as("calls of %s", node).isEqualTo(mirror.calls().get(node)));
    assertThat(product.ends()).as("how all is left").isEqualTo(mirror.ends());
  }
}
