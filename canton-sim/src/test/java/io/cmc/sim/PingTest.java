// SPDX-License-Identifier: Apache-2.0
package io.cmc.sim;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class PingTest {

  private static final long SHORT = 400;
  private static final long LONG = 20_000;
  private static Fleet fleet;

  @BeforeAll
  static void start() {
    fleet = new Fleet(Fleet.plan(14).timing(Fleet.timing().withFirstPing(Duration.ofMillis(1500))));
  }

  @AfterAll
  static void stop() {
    fleet.close();
  }

  private static Admin open() {
    var admin = fleet.next();
    admin.setLimits(-1, -1, 0.5);
    return admin;
  }

  private static long pingContracts(Admin admin) {
    return admin.node().process().contracts(List.of(admin.node().spec().uid().toString()), "", 100).size();
  }

  @Test
  void a_ping_is_answered_and_leaves_nothing_behind() {
    var one = open();
    var other = open();

    assertThat(one.pings(other, LONG)).isTrue();
    assertThat(other.pings(one, LONG)).isTrue();
    assertThat(one.pings(one, LONG)).isTrue();
    Fleet.await(() -> pingContracts(one) == 0 && pingContracts(other) == 0);
  }

  @Test
  void small_limits_are_enough() {
    var one = open();
    var other = open();
    one.setLimits(4, 4, 0.5);
    other.setLimits(4, 4, 0.5);

    assertThat(one.pings(other, LONG)).isTrue();
  }

  @Test
  void limits_of_zero_on_either_side_fail_it() {
    var one = open();
    var closed = open();
    closed.setLimits(0, 0, 0.5);

    assertThat(one.pings(closed, SHORT)).isFalse();
    assertThat(closed.pings(one, SHORT)).isFalse();
  }

  @Test
  void an_unanswered_ping_is_cleaned_up_at_the_next_connection() {
    var one = open();
    var closed = open();
    closed.setLimits(0, 0, 0.5);
    assertThat(one.pings(closed, SHORT)).isFalse();
    assertThat(pingContracts(one)).isEqualTo(1);

    one.disconnect("olddomain");
    one.connect("olddomain");

    Fleet.await(() -> pingContracts(one) == 0);
  }

  @Test
  void a_side_that_is_disconnected_fails_it_after_the_time_and_not_before() {
    var one = open();
    var away = open();
    away.disconnect("olddomain");
    var begun = Instant.now();

    assertThat(away.pings(one, SHORT)).isFalse();
    assertThat(Duration.between(begun, Instant.now())).isGreaterThanOrEqualTo(Duration.ofMillis(SHORT));
    assertThat(one.pings(away, SHORT)).isFalse();
    assertThat(Duration.between(begun, Instant.now())).isGreaterThanOrEqualTo(Duration.ofMillis(3 * SHORT));
  }

  @Test
  void a_ping_without_time_fails_at_once() {
    var one = open();

    assertThat(one.pings(one, 0)).isFalse();
  }

  @Test
  void the_first_ping_after_a_migration_is_slow() {
    var one = open();
    one.disconnect("olddomain");
    one.migrate();
    one.reconnect();

    assertThat(one.pings(one, SHORT)).isFalse();
    assertThat(one.pings(one, LONG)).isTrue();
  }
}
