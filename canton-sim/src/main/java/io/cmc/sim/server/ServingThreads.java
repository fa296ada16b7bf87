// SPDX-License-Identifier: Apache-2.0
package io.cmc.sim.server;

import io.netty.channel.EventLoopGroup;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.nio.NioIoHandler;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;

/** The threads behind all ports of a network: two that move bytes, and a virtual one for each call. */
public final class ServingThreads implements AutoCloseable {

  private final EventLoopGroup loops = new MultiThreadIoEventLoopGroup(2, NioIoHandler.newFactory());
  private final ExecutorService calls = Executors.newVirtualThreadPerTaskExecutor();

  EventLoopGroup loops() {
    return loops;
  }

  ExecutorService calls() {
    return calls;
  }

  /** Interrupts calls that still run, and gives them a moment to leave. */
  @Override
  public void close() {
    calls.shutdownNow();
    try {
      calls.awaitTermination(2, TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    loops.shutdownGracefully(0, 1, TimeUnit.SECONDS);
  }
}
