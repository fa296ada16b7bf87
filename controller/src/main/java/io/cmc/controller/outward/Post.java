// SPDX-License-Identifier: Apache-2.0
package io.cmc.controller.outward;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.cmc.controller.secrecy.SecretReader;
import java.io.IOException;
import java.net.ConnectException;
import java.net.http.HttpClient;
import java.net.http.HttpConnectTimeoutException;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.time.InstantSource;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** Sends letters over HTTP, signed where there is a secret. Follows no redirect and reads no more of an answer than it can use. */
public final class Post implements AutoCloseable {

  private static final int MOST = 65_536;
  private static final Duration CONNECT = Duration.ofSeconds(10);

  private final HttpClient client = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).followRedirects(HttpClient.Redirect.NEVER)
      .connectTimeout(CONNECT).build();
  private final Signing signing;
  private final InstantSource clock;

  public Post(InstantSource clock, SecretReader secrets) {
    this.clock = clock;
    this.signing = new Signing(secrets);
  }

  /**
   * Blocks until the whole answer is there, or the time is over.
   *
   * @throws Unreachable when there is none
   */
  public Reply send(Way.Web to, Letter letter, Duration limit) {
    var sent = client.sendAsync(request(to, letter, limit), BodyHandlers.limiting(BodyHandlers.ofString(UTF_8), MOST));
    try {
      return reply(sent.get(limit.toMillis(), TimeUnit.MILLISECONDS));
    } catch (TimeoutException e) {
      throw late(to, limit);
    } catch (ExecutionException e) {
      throw trouble(to, limit, e.getCause());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new Unreachable("interrupted while " + to.host() + " was asked", true);
    } finally {
      sent.cancel(true);
    }
  }

  private HttpRequest request(Way.Web to, Letter letter, Duration limit) {
    var timestamp = clock.instant().getEpochSecond();
    var request = HttpRequest.newBuilder(to.url()).timeout(limit).header("Content-Type", letter.mediaType())
        .header("webhook-id", letter.id()).header("webhook-timestamp", String.valueOf(timestamp));
    to.secret().ifPresent(secret -> request.header("webhook-signature", signing.of(secret, letter.id(), timestamp, letter.body())));
    return request.POST(BodyPublishers.ofString(letter.body(), UTF_8)).build();
  }

  private static Reply reply(HttpResponse<String> answer) {
    return new Reply(answer.statusCode(), Plain.of(answer.body()));
  }

  private static Unreachable trouble(Way.Web to, Duration limit, Throwable cause) {
    return switch (cause) {
      case HttpConnectTimeoutException e -> new Unreachable(to.host() + " cannot be reached", false);
      case ConnectException e -> new Unreachable(to.host() + " cannot be reached", false);
      case java.net.http.HttpTimeoutException e -> late(to, limit);
      case IOException e -> new Unreachable(to.host() + " gave no answer that can be read (" + Plain.of(String.valueOf(e.getMessage())) + ")", true);
      default -> throw new IllegalStateException(cause);
    };
  }

  private static Unreachable late(Way.Web to, Duration limit) {
    return new Unreachable(to.host() + " did not answer within " + limit.toMillis() + " ms", true);
  }

  @Override public void close() {
    client.shutdownNow();
  }
}
