// SPDX-License-Identifier: Apache-2.0
package io.cmc.sim;

import io.cmc.sim.node.NodeSite;
import io.cmc.sim.node.Storage;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.HashSet;
import java.util.Random;
import java.util.Set;
import javax.sql.DataSource;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Gives every node two ports and remembers them, so that a network comes back where it was. */
final class Ports {

  // below the range that the system gives to outgoing connections, so that a stopped node's port is not taken
  private static final int LOWEST = 15_000;
  private static final int HIGHEST = 32_000;
  // ports of a network that is not open yet, or has stopped, are free to others: each process draws from a stretch of its own first
  private static final int STRETCH = 1_000;
  private static final int DRAWS = 100;
  private final JdbcClient jdbc;
  private final Set<Integer> given = new HashSet<>();
  private final Random random = new Random();
  private int next;

  /** @param first port to be given; 0: any */
  Ports(DataSource database, int first) {
    next = first;
    jdbc = JdbcClient.create(database);
    jdbc.sql("select first_port, second_port from network_nodes").query((row, n) -> given.add(row.getInt(1)) | given.add(row.getInt(2))).list();
  }

  NodeSite site(String node, Storage storage) {
    var known = jdbc.sql("select first_port, second_port from network_nodes where name = ?").param(node)
        .query((row, n) -> new NodeSite(storage, row.getInt(1), row.getInt(2))).optional();
    return known.orElseGet(() -> remember(node, new NodeSite(storage, free(), free())));
  }

  private NodeSite remember(String node, NodeSite site) {
    jdbc.sql("insert into network_nodes(name, first_port, second_port) values (?, ?, ?)").params(node, site.first(), site.second()).update();
    return site;
  }

  /** The same port for the same name, as long as the database lives. */
  int single(String name, int wanted) {
    return wanted > 0 ? wanted : site(name, null).first();
  }

  private int free() {
    if (next > 0) return next++;
    for (var draw = 1; ; draw++) {
      var port = draw <= DRAWS ? stretch() + random.nextInt(STRETCH) : random.nextInt(LOWEST, HIGHEST);
      if (!given.contains(port) && isFree(port) && given.add(port)) return port;
    }
  }

  private static int stretch() {
    return LOWEST + STRETCH * (int) (ProcessHandle.current().pid() % ((HIGHEST - LOWEST) / STRETCH));
  }

  private static boolean isFree(int port) {
    try (var probe = new ServerSocket(port, 1, InetAddress.getLoopbackAddress())) {
      return probe.isBound();
    } catch (IOException e) {
      return false;
    }
  }
}
