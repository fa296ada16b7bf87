// SPDX-License-Identifier: Apache-2.0
package io.cmc.sim;

import static org.assertj.core.api.Assertions.assertThat;

import io.cmc.postgres.TestSessions;
import io.cmc.postgres.ThrowawayServer;
import io.cmc.sim.node.Sessions;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.HashSet;
import java.util.Set;
import java.util.stream.IntStream;
import javax.sql.DataSource;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;

class PortsTest {

  @Test void networks_that_are_made_at_the_same_time_never_get_the_same_port() {
    try (var one = new Ports(database(), 0, 0); var other = new Ports(database(), 0, 0)) {
      var ofBoth = drawn(one);

      assertThat(drawn(other)).doesNotContainAnyElementsOf(ofBoth);
    }
  }

  @Test void a_node_whose_port_is_the_first_of_a_block_comes_back_on_it() throws IOException {
    var database = database();
    var block = freeBlock();
    try (var first = new Ports(database, block, 0)) {
      assertThat(first.site("participantA", null).first()).isEqualTo(block);
    }

    try (var again = new Ports(database, block, 0); var opened = new ServerSocket(block, 1, InetAddress.getLoopbackAddress())) {
      assertThat(again.site("participantA", null).first()).isEqualTo(block).isEqualTo(opened.getLocalPort());
    }
  }

  @Test void a_network_that_comes_back_keeps_its_ports_and_others_stay_away_from_them() {
    var database = database();
    Set<Integer> before;
    try (var first = new Ports(database, 0, 0)) {
      before = drawn(first);
    }

    try (var again = new Ports(database, 0, 0); var other = new Ports(database(), 0, 0)) {
      assertThat(drawn(again)).isEqualTo(before);
      assertThat(drawn(other)).doesNotContainAnyElementsOf(before);
    }
  }

  private static int freeBlock() {
    try (var some = new Ports(database(), 0, 0)) {
      var port = some.site("participantA", null).first();
      return port - port % 100;
    }
  }

  private static Set<Integer> drawn(Ports ports) {
    var drawn = new HashSet<Integer>();
    IntStream.range(0, 80).mapToObj(n -> ports.site("participant" + n, null)).forEach(site -> {
      drawn.add(site.first());
      drawn.add(site.second());
    });
    return drawn;
  }

  private static DataSource database() {
    var database = TestSessions.of(ThrowawayServer.newDatabase());
    JdbcClient.create(database).sql(Sessions.script("simulator.sql")).update();
    return database;
  }
}
