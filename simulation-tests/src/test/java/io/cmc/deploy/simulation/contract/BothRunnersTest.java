// SPDX-License-Identifier: Apache-2.0
package io.cmc.deploy.simulation.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cmc.deploy.simulation.machine.Lease;
import io.cmc.deploy.simulation.machine.Parts;
import io.cmc.deploy.simulation.machine.WorkRows;
import io.cmc.deploy.system.QuietLog;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The product's runner and the simulation's mirror of it do the same in the same histories. Seeded ones: {@code -Dcontract.seeds}, from
 * {@code -Dcontract.from} on. Calls that wait for long let watch and other steps go on meanwhile, in both in the same order.
 */
class BothRunnersTest {

  private static final long FROM = Long.getLong("contract.from", 1);
  private static final int SEEDS = Integer.getInteger("contract.seeds", 3);
  private static final int MANY = 100;

  @RegisterExtension static final QuietLog LOG = QuietLog.except();

  private static Company company;

  @BeforeAll static void opens() {
    company = new Company();
  }

  @AfterAll static void closes() {
    company.close();
  }

  static Stream<History> scripted() {
    return Histories.usual().stream();
  }

  static Stream<History> seeded() {
    return LongStream.range(FROM, FROM + SEEDS).mapToObj(Seeded::history);
  }

  static Stream<History> many() {
    return Stream.concat(MoreHistories.all().stream(), LongStream.range(FROM + SEEDS, FROM + SEEDS + MANY).mapToObj(Seeded::history));
  }

  @ParameterizedTest @MethodSource("scripted") void a_history_goes_the_same_way_in_both(History history) {
    bothPlay(history);
  }

  @ParameterizedTest @MethodSource("seeded") void so_does_one_that_is_drawn_by_chance(History history) {
    bothPlay(history);
  }

  @Tag("faults") @ParameterizedTest @MethodSource("many") void and_so_do_many(History history) {
    bothPlay(history);
  }

  private static void bothPlay(History history) {
    assertSame(ProductRunner.play(company, history), MirrorRunner.play(history, Parts.REAL));
  }

  @Test void a_runner_that_stores_no_intent_is_told_apart() {
    var history = Histories.named("turned-back-half-closed");

    var other = MirrorRunner.play(history, Parts.REAL.with((Parts.Intents) (intent, report) -> { }));

    assertThatThrownBy(() -> assertSame(other, MirrorRunner.play(history, Parts.REAL))).isInstanceOf(AssertionError.class).hasMessageContaining("journey of");
  }

  @Test void a_runner_whose_calls_begin_while_all_is_held_is_told_apart() {
    var history = Histories.named("held-before-a-call");

    var other = MirrorRunner.play(history, Parts.REAL.with(new Parts.Fence() {
      @Override public boolean mayIntend(WorkRows rows, Lease lease) {
        return true;
      }

      @Override public boolean mayBegin(WorkRows rows, Lease lease) {
        return true;
      }
    }));

    assertThatThrownBy(() -> assertSame(other, MirrorRunner.play(history, Parts.REAL))).isInstanceOf(AssertionError.class)
        .hasMessageContaining("the migration's own stream");
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
