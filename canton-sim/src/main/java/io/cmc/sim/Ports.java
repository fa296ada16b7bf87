// SPDX-License-Identifier: Apache-2.0
package io.cmc.sim;

import io.cmc.sim.node.NodeSite;
import io.cmc.sim.node.Storage;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import javax.sql.DataSource;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Gives every node two ports and remembers them, so that a network comes back where it was. */
final class Ports implements AutoCloseable {

  // below the range that the system gives to outgoing connections, so that a stopped node's port is not taken
  private static final int LOWEST = 15_000;
  private static final int HIGHEST = 32_000;
  /** Ports of a network are free to others until it opens them, so it draws from blocks whose first port it holds as long as it lives. */
  private static final int BLOCK = 100;
  private static final int DRAWS = 10_000;
  private final JdbcClient jdbc;
  private final Set<Integer> given = new HashSet<>();
  private final List<ServerSocket> held = new ArrayList<>();
  private final Random random = new Random();
  private int next;
  private int drawn;

  /** @param first port to be given; 0: any; @param taken by something else of the network; 0: none is */
  Ports(DataSource database, int first, int taken) {
    next = first;
    given.add(taken);
    jdbc = JdbcClient.create(database);
    jdbc.sql("select first_port, second_port from network_nodes").query((row, n) -> given.add(row.getInt(1)) | given.add(row.getInt(2))).list();
    if (first == 0) given.stream().map(port -> port - port % BLOCK).distinct().filter(this::mayBeHeld).forEach(this::hold); // others may have one of them by now
  }

  private boolean mayBeHeld(int block) {
    return block >= LOWEST && block < HIGHEST && !given.contains(block);
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
    while (true) {
      if (drawn % BLOCK == 0) drawn = block();
      var port = drawn++;
      if (isFree(port) && given.add(port)) return port;
    }
  }

  /** @return the first port of a new one that may be given */
  private int block() {
    for (var draw = 0; draw < DRAWS; draw++) {
      var first = random.nextInt(LOWEST / BLOCK, HIGHEST / BLOCK) * BLOCK;
      if (mayBeHeld(first) && hold(first)) return first + 1;
    }
    throw new IllegalStateException("expected a block of free ports between " + LOWEST + " and " + HIGHEST + ", found none");
  }

  private boolean hold(int first) {
    try {
      return held.add(new ServerSocket(first, 1, InetAddress.getLoopbackAddress()));
    } catch (IOException taken) {
      return false;
    }
  }

  @Override public void close() {
    held.forEach(Ports::close);
  }

  private static void close(ServerSocket socket) {
    try {
      socket.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static boolean isFree(int port) {
    try (var probe = new ServerSocket(port, 1, InetAddress.getLoopbackAddress())) {
      return probe.isBound();
    } catch (IOException e) {
      return false;
    }
  }
}
