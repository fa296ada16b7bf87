// SPDX-License-Identifier: Apache-2.0
package io.cmc.deploy.faults;

import io.cmc.deploy.faults.Bend.Verdict;
import io.cmc.deploy.faults.Bend.Way;
import io.cmc.deploy.faults.TcpProxy.Valve;
import java.io.IOException;
import java.net.Socket;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;

/** One connection through the proxy. Reading and writing are apart, so that a delay does not slow down what follows it even more. */
final class Pipe {

  private static final byte[] END = new byte[0];

  private final Socket client;
  private final Socket server;
  private final Valve valve;
  private final Bend bend;
  private volatile boolean cut;
  private volatile boolean broken;
  private Runnable afterwards;
  private int ended;

  private record Parcel(byte[] bytes, Instant due) {}

  Pipe(Socket client, Socket server, Valve valve, Bend bend) {
    this.client = client;
    this.server = server;
    this.valve = valve;
    this.bend = bend;
  }

  /** @param afterwards called once, when both ways have ended */
  void open(Runnable whenEnded) throws IOException {
    afterwards = whenEnded;
    client.setTcpNoDelay(true);
    server.setTcpNoDelay(true);
    oneWay(Way.TO_SERVER, client, server);
    oneWay(Way.TO_CLIENT, server, client);
  }

  private void oneWay(Way way, Socket from, Socket to) {
    var parcels = new LinkedBlockingQueue<Parcel>();
    Thread.ofVirtual().start(() -> read(way, from, parcels));
    Thread.ofVirtual().start(() -> write(way, to, parcels));
  }

  private void read(Way way, Socket from, BlockingQueue<Parcel> parcels) {
    var buffer = new byte[16 << 10];
    try {
      for (int n = from.getInputStream().read(buffer); n > 0; n = from.getInputStream().read(buffer)) {
        parcels.add(new Parcel(Arrays.copyOf(buffer, n), Instant.now().plus(valve.delay(way))));
      }
      parcels.add(new Parcel(END, Instant.now().plus(valve.delay(way))));
    } catch (IOException gone) {
      broken = true; // what was on its way is lost, and the other end hears of it once anything goes through
      parcels.add(new Parcel(END, Instant.now()));
    }
  }

  private void write(Way way, Socket to, BlockingQueue<Parcel> parcels) {
    try {
      for (var p = parcels.take(); passes(way, p); p = parcels.take()) {
        to.getOutputStream().write(p.bytes());
      }
      if (!cut) to.shutdownOutput();
    } catch (IOException | InterruptedException broken) {
      reset();
    } finally {
      end();
    }
  }

  private boolean passes(Way way, Parcel parcel) throws InterruptedException {
    var left = Duration.between(Instant.now(), parcel.due());
    if (left.isPositive()) Thread.sleep(left);
    Verdict verdict;
    do {
      valve.pass(this); // the end of a side is no more heard of than what it said
      verdict = cut || broken ? Verdict.CUT : parcel.bytes() == END ? Verdict.FORWARD : see(way, parcel.bytes());
    } while (verdict == Verdict.HOLD);
    if (verdict == Verdict.CUT) reset();
    return verdict == Verdict.FORWARD && parcel.bytes() != END;
  }

  private synchronized Verdict see(Way way, byte[] bytes) {
    return bend.see(way, bytes);
  }

  private synchronized void end() {
    if (++ended < 2) return;
    close(client);
    close(server);
    afterwards.run();
  }

  /** Both ends learn of it at once, and what was on its way is lost. */
  void reset() {
    cut = true;
    cut(client);
    cut(server);
  }

  static void cut(Socket socket) {
    try {
      socket.setSoLinger(true, 0);
    } catch (IOException closedAlready) {
      return;
    }
    close(socket);
  }

  private static void close(Socket socket) {
    try {
      socket.close();
    } catch (IOException goneAnyway) {
      // closed is closed
    }
  }
}
