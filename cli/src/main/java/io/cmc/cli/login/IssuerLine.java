// SPDX-License-Identifier: Apache-2.0
package io.cmc.cli.login;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.cmc.cli.login.Login.Endpoints;
import io.cmc.cli.problem.ExitCode;
import io.cmc.cli.problem.Trouble;
import java.io.IOException;
import java.net.InetAddress;
import java.net.URI;
import java.net.URLEncoder;
import java.net.UnknownHostException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.stream.Collectors;

/** Asks an issuer of tokens. Only over https, or on this machine. */
final class IssuerLine implements AutoCloseable {

  private static final Duration PATIENCE = Duration.ofSeconds(20);

  private final HttpClient http = HttpClient.newBuilder().connectTimeout(PATIENCE).followRedirects(HttpClient.Redirect.NEVER).build();

  /** Its endpoints, as it describes them itself. */
  Endpoints discover(String issuer) {
    try {
      var said = ask(HttpRequest.newBuilder(safe(issuer.replaceAll("/+$", "") + "/.well-known/openid-configuration")).GET());
      if (!issuer.equals(said.text("issuer"))) throw unreachable(issuer, "what describes no issuer of this name");
      return new Endpoints(issuer, said.text("token_endpoint"), said.text("device_authorization_endpoint"), said.text("revocation_endpoint"));
    } catch (IOException e) {
      throw unreachable(issuer, e.toString());
    }
  }

  /** @throws IOException when there is no answer that can be read */
  Answer post(String endpoint, Map<String, String> form) throws IOException {
    var body = form.entrySet().stream().map(e -> e.getKey() + "=" + URLEncoder.encode(e.getValue(), StandardCharsets.UTF_8)).collect(Collectors.joining("&"));
    return ask(HttpRequest.newBuilder(safe(endpoint)).header("Content-Type", "application/x-www-form-urlencoded").header("Accept", "application/json")
        .POST(HttpRequest.BodyPublishers.ofString(body)));
  }

  private Answer ask(HttpRequest.Builder request) throws IOException {
    try {
      var answer = http.send(request.timeout(PATIENCE).build(), BodyHandlers.ofString());
      var body = answer.body().isBlank() ? JsonNodeFactory.instance.objectNode() : new ObjectMapper().readTree(answer.body());
      return new Answer(answer.statusCode(), body);
    } catch (JsonProcessingException e) {
      throw new IOException("an answer that is no JSON"); // its text is not told: it may hold a token
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted", e);
    }
  }

  private static URI safe(String address) {
    try {
      var uri = URI.create(address);
      if (uri.getHost() != null && ("https".equals(uri.getScheme()) || "http".equals(uri.getScheme()) && InetAddress.getByName(uri.getHost()).isLoopbackAddress())) {
        return uri;
      }
    } catch (IllegalArgumentException | UnknownHostException e) {
      // as any other address that is none
    }
    throw Trouble.input("BAD_ISSUER", "an https address of an issuer and of its endpoints (http on this machine only)", "'" + address + "'",
        "give the issuer as the service has it in cmc.access.issuer");
  }

  static Trouble unreachable(String issuer, String found) {
    return new Trouble(ExitCode.UNREACHABLE, Trouble.problem("ISSUER_UNREACHABLE", "an answer of the issuer " + issuer, found, "check the address and the network, then try again"));
  }

  @Override public void close() {
    http.close();
  }
}
