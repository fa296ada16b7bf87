// SPDX-License-Identifier: Apache-2.0
package io.cmc.sim.journal;

import java.time.Instant;
import java.util.List;

/**
 * One mutating call that reached a node, or one thing that happened to the node itself ({@code node/start}, {@code node/crash}, ...).
 *
 * @param seq order of arrival over all nodes, gaps allowed
 * @param method short name, as in {@code DomainConnectivityService/ConnectDomain}
 * @param caller the client's user agent, such as {@code cmc/4711 grpc-java-netty/1.80.0}; empty where it says none
 * @param outcome {@code OK}, a gRPC code with the error id, {@code NO_ANSWER} for a call cut off by a crash; null while it runs
 * @param effects what the call changed, in order; empty when it changed nothing
 * @param ended null while it runs
 */
public record JournalEntry(
    long seq, Instant at, String node, String method, String request, String caller, String outcome, List<String> effects,
    Instant ended) {

  /** True when the call changed the node, whatever it answered. */
  public boolean effective() {
    return !effects.isEmpty();
  }

  public boolean running() {
    return outcome == null;
  }
}
