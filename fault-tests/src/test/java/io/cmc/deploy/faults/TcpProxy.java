// SPDX-License-Identifier: Apache-2.0
package io.cmc.deploy.faults;

import io.cmc.deploy.faults.Bend.Way;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.time.Duration;
import java.util.HashSet;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;

/**
 * A port on loopback that forwards to another one, until it is told to behave like a bad network. Each connection has two virtual
 * threads.
 */
final class TcpProxy implements AutoCloseable {

  private final Set<Pipe> pipes = ConcurrentHashMap.newKeySet();
  private final Valve valve = new Valve();
  private final int port;
  private volatile int target;
  private volatile Supplier<Bend> bends = () -> Bend.STRAIGHT;
  private volatile ServerSocket door;
  private volatile Thread doorkeeper;

  private TcpProxy(int target) throws IOException {
    this.target = target;
    this.door = new ServerSocket(0, 200, InetAddress.getLoopbackAddress());
    this.port = door.getLocalPort();
    listen(door);
  }

  /** @param target a port of loopback */
  static TcpProxy to(int target) {
    try {
      return new TcpProxy(target);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  int port() {
    return port;
  }

  /** How many connections are open. */
  int open() {
    return pipes.size();
  }

  /** Where connections go from now on. */
  void turnTo(int otherTarget) {
    target = otherTarget;
  }

  /** Who looks at the connections that are made from now on. */
  void bend(Supplier<Bend> each) {
    bends = each;
  }

  /** Whatever goes through takes this much longer, in order. */
  void delay(Duration toServer, Duration toClient) {
    valve.delay(toServer, toClient);
  }

  /** Half-open: connections stay and are taken, and not a byte goes through. What was on its way then is lost if a side gives up. */
  void freeze() {
    valve.shut();
  }

  void thaw() {
    valve.open();
  }

  /** Half-open for ever: the connections there are stay and not a byte goes through any more, and new ones work; as behind a firewall that was restarted. */
  void forget() {
    valve.silence(Set.copyOf(pipes));
  }

  /** All connections there are end with a reset. */
  void reset() {
    pipes.forEach(Pipe::reset);
  }

  /** Nobody listens any more, as when the machine behind it is up and its service is not. */
  void refuse() {
    try {
      door.close();
      doorkeeper.join(); // until it has let go, the kernel still takes calls
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    reset();
  }

  /** After {@link #refuse}: on the same port as before. */
  void accept() {
    try {
      var again = new ServerSocket();
      again.setReuseAddress(true);
      again.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 200);
      door = again;
      listen(again);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void listen(ServerSocket at) {
    doorkeeper = Thread.ofVirtual().start(() -> {
      while (!at.isClosed()) take(at);
    });
  }

  private void take(ServerSocket at) {
    try {
      var client = at.accept();
      Thread.ofVirtual().start(() -> connect(client));
    } catch (IOException closed) {
      // the loop ends
    }
  }

  private void connect(Socket client) {
    try {
      var pipe = new Pipe(client, new Socket(InetAddress.getLoopbackAddress(), target), valve, bends.get());
      pipes.add(pipe);
      pipe.open(() -> pipes.remove(pipe));
    } catch (IOException nobodyThere) {
      Pipe.cut(client);
    }
  }

  @Override public void close() {
    valve.release();
    refuse();
  }

  /** What all connections of a proxy share. */
  static final class Valve {
    private final Set<Pipe> silent = new HashSet<>();
    private boolean shut;
    private Duration toServer = Duration.ZERO;
    private Duration toClient = Duration.ZERO;

    synchronized void delay(Duration up, Duration down) {
      toServer = up;
      toClient = down;
    }

    synchronized Duration delay(Way way) {
      return way == Way.TO_SERVER ? toServer : toClient;
    }

    synchronized void shut() {
      shut = true;
    }

    synchronized void open() {
      shut = false;
      notifyAll();
    }

    synchronized void silence(Set<Pipe> pipes) {
      silent.addAll(pipes);
    }

    synchronized void release() {
      silent.clear();
      open();
    }

    synchronized void pass(Pipe pipe) throws InterruptedException {
      while (shut || silent.contains(pipe)) wait();
    }
  }
}
