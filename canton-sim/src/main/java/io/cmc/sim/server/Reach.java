// SPDX-License-Identifier: Apache-2.0
package io.cmc.sim.server;

import io.grpc.InsecureServerCredentials;
import io.grpc.ServerCredentials;
import java.net.InetAddress;
import java.net.InetSocketAddress;

/**
 * From where ports can be reached, and who answers there.
 *
 * @param address loopback, or the one that stands for all of this machine
 */
public record Reach(InetAddress address, ServingThreads threads) {

  public static Reach loopback(ServingThreads threads) {
    return new Reach(InetAddress.getLoopbackAddress(), threads);
  }

  public static Reach everywhere(ServingThreads threads) {
    return new Reach(new InetSocketAddress(0).getAddress(), threads);
  }

  /** Opens a port. One that was closed a moment ago may take a while to be free again. */
  public Port open(int number) {
    return open(number, InsecureServerCredentials.create());
  }

  Port open(int number, ServerCredentials credentials) {
    return new Port(new InetSocketAddress(address, number), threads, credentials);
  }
}
