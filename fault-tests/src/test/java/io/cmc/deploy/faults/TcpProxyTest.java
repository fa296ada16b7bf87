// SPDX-License-Identifier: Apache-2.0
package io.cmc.deploy.faults;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.cmc.deploy.faults.Bend.Verdict;
import io.cmc.deploy.faults.Bend.Way;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class TcpProxyTest {

  private final List<String> heard = new CopyOnWriteArrayList<>();
  private ServerSocket echo;
  private TcpProxy proxy;

  @BeforeEach void a_server_that_says_everything_again() throws IOException {
    echo = new ServerSocket(0, 10, InetAddress.getLoopbackAddress());
    Thread.ofVirtual().start(() -> {
      while (!echo.isClosed()) serve();
    });
    proxy = TcpProxy.to(echo.getLocalPort());
  }

  private void serve() {
    try {
      var one = echo.accept();
      Thread.ofVirtual().start(() -> answer(one));
    } catch (IOException closed) {
      // the test is over
    }
  }

  private void answer(Socket one) {
    try (one) {
      var buffer = new byte[100];
      for (int n = one.getInputStream().read(buffer); n > 0; n = one.getInputStream().read(buffer)) {
        heard.add(new String(buffer, 0, n, StandardCharsets.UTF_8));
        one.getOutputStream().write(buffer, 0, n);
      }
    } catch (IOException cut) {
      heard.add("(cut)");
    }
  }

  @AfterEach void end() throws IOException {
    proxy.close();
    echo.close();
  }

  private Socket client() throws IOException {
    var client = new Socket(InetAddress.getLoopbackAddress(), proxy.port());
    client.setSoTimeout(10_000);
    return client;
  }

  private static String ask(Socket client, String question) throws IOException {
    client.getOutputStream().write(question.getBytes(StandardCharsets.UTF_8));
    return new String(client.getInputStream().readNBytes(question.length()), StandardCharsets.UTF_8);
  }

  @Test void what_is_sent_arrives_and_comes_back() throws IOException {
    try (var client = client()) {
      assertThat(ask(client, "hello")).isEqualTo("hello");
    }
    await("the connection is forgotten").until(() -> proxy.open() == 0);
  }

  @Test void each_way_can_be_slow() throws IOException {
    try (var client = client()) {
      ask(client, "warm");
      proxy.delay(Duration.ofMillis(150), Duration.ofMillis(100));
      var begun = System.nanoTime();

      assertThat(ask(client, "slow")).isEqualTo("slow");
      assertThat(Duration.ofNanos(System.nanoTime() - begun)).isBetween(Duration.ofMillis(250), Duration.ofSeconds(5));
    }
  }

  @Test void a_half_open_connection_stays_and_is_silent_until_it_is_thawed() throws IOException {
    try (var client = client()) {
      ask(client, "warm");
      proxy.freeze();
      client.setSoTimeout(200);
      assertThatThrownBy(() -> ask(client, "late")).isInstanceOf(SocketTimeoutException.class);
      try (var another = client()) {
        assertThat(another.isConnected()).as("new connections are taken").isTrue();
      }
      assertThat(heard).containsExactly("warm");

      proxy.thaw();
      client.setSoTimeout(10_000);
      assertThat(new String(client.getInputStream().readNBytes(4), StandardCharsets.UTF_8)).isEqualTo("late");
    }
  }

  @Test void what_was_on_its_way_in_a_half_open_connection_is_lost_when_it_is_reset() throws IOException {
    try (var client = client()) {
      ask(client, "warm");
      proxy.freeze();
      client.getOutputStream().write("lost".getBytes(StandardCharsets.UTF_8));
      proxy.reset();
      proxy.thaw();

      await().until(() -> heard.contains("(cut)"));
      assertThat(heard).doesNotContain("lost");
    }
  }

  @Test void a_reset_is_seen_by_both_ends() throws IOException {
    try (var client = client()) {
      ask(client, "warm");
      proxy.reset();

      assertThatThrownBy(() -> ask(client, "gone")).isInstanceOf(IOException.class);
      await().until(() -> heard.contains("(cut)"));
    }
  }

  @Test void refused_ones_are_taken_again_on_the_same_port() throws IOException {
    proxy.refuse();
    assertThatThrownBy(this::client).isInstanceOf(IOException.class);

    proxy.accept();
    try (var client = client()) {
      assertThat(ask(client, "again")).isEqualTo("again");
    }
  }

  @Test void a_connection_is_cut_before_the_bytes_that_a_bend_does_not_like() throws IOException {
    proxy.bend(() -> (way, bytes) ->
        way == Way.TO_SERVER && new String(bytes, StandardCharsets.UTF_8).contains("COMMIT") ? Verdict.CUT : Verdict.FORWARD);
    try (var client = client()) {
      assertThat(ask(client, "insert")).isEqualTo("insert");
      assertThatThrownBy(() -> assertThat(ask(client, "COMMIT")).isEqualTo("COMMIT")).isInstanceOfAny(IOException.class, AssertionError.class);
    }
    assertThat(heard).doesNotContain("COMMIT");
  }

  @Test void a_connection_is_cut_behind_the_effect_when_the_answer_is_not_liked() throws IOException {
    proxy.bend(() -> (way, bytes) -> way == Way.TO_CLIENT ? Verdict.CUT : Verdict.FORWARD);
    try (var client = client()) {
      assertThatThrownBy(() -> assertThat(ask(client, "COMMIT")).isEqualTo("COMMIT")).isInstanceOfAny(IOException.class, AssertionError.class);
    }
    assertThat(heard).contains("COMMIT");
  }

  @Test void connections_that_were_forgotten_are_silent_for_ever_even_when_a_side_gives_up_and_new_ones_work() throws IOException {
    try (var old = client(); var fresh = new Socket()) {
      ask(old, "before");
      proxy.forget();
      old.getOutputStream().write("nobody hears this".getBytes(StandardCharsets.UTF_8));
      old.shutdownOutput();
      fresh.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), proxy.port()));
      fresh.setSoTimeout(10_000);

      assertThat(ask(fresh, "new")).isEqualTo("new");
      old.setSoTimeout(300);
      assertThatThrownBy(() -> old.getInputStream().read()).isInstanceOf(SocketTimeoutException.class);
      assertThat(heard).containsExactly("before", "new");
      assertThat(proxy.open()).isEqualTo(2);
    }
  }

  @Test void it_can_lead_somewhere_else() throws IOException {
    proxy.turnTo(freePort());
    try (var client = client()) {
      assertThatThrownBy(() -> assertThat(ask(client, "x")).isEqualTo("x")).isInstanceOfAny(IOException.class, AssertionError.class);
    }
    proxy.turnTo(echo.getLocalPort());
    try (var client = client()) {
      assertThat(ask(client, "here")).isEqualTo("here");
    }
  }

  private static int freePort() throws IOException {
    try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }
}
