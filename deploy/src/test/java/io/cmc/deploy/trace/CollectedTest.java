// SPDX-License-Identifier: Apache-2.0
package io.cmc.deploy.trace;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import io.cmc.deploy.ServiceSettings.Traces;
import io.opentelemetry.sdk.OpenTelemetrySdk;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class CollectedTest {

  private final LinkedBlockingQueue<String> received = new LinkedBlockingQueue<>();
  private HttpServer collector;

  @BeforeEach void a_collector_listens() throws IOException {
    collector = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    collector.createContext("/v1/traces", exchange -> {
      received.add(exchange.getRequestHeaders().getFirst("Content-Type") + " " + new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.ISO_8859_1));
      exchange.sendResponseHeaders(200, -1);
      exchange.close();
    });
    collector.start();
  }

  @AfterEach void close() {
    collector.stop(0);
  }

  @Test void what_ended_is_at_the_collector_when_the_service_stops() throws InterruptedException {
    var traces = Collected.by(new Traces(address(), 1));

    traces.getTracer("test").spanBuilder("step move_contracts").startSpan().end();
    ((OpenTelemetrySdk) traces).close();

    assertThat(received.poll(10, TimeUnit.SECONDS)).startsWith("application/x-protobuf").contains("step move_contracts", "canton-migration-controller");
  }

  @Test void of_what_begins_here_no_more_is_kept_than_the_share() throws InterruptedException {
    var traces = Collected.by(new Traces(address(), 0));

    traces.getTracer("test").spanBuilder("step move_contracts").startSpan().end();
    ((OpenTelemetrySdk) traces).close();

    assertThat(received.poll()).isNull();
  }

  private String address() {
    return "http://127.0.0.1:" + collector.getAddress().getPort() + "/v1/traces";
  }
}
