// SPDX-License-Identifier: Apache-2.0
package io.cmc.deploy.security;

import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jose.jwk.gen.RSAKeyGenerator;
import io.cmc.deploy.system.InProcess;
import java.io.IOException;
import java.net.InetAddress;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Collectors;
import com.fasterxml.jackson.databind.ObjectMapper;
import jakarta.servlet.http.HttpServlet;
import org.apache.catalina.LifecycleException;
import org.apache.catalina.core.StandardContext;
import org.apache.catalina.startup.Tomcat;
import org.apache.tomcat.util.modeler.Registry;
import org.springframework.context.annotation.AnnotatedBeanDefinitionReader;
import org.springframework.web.context.support.GenericWebApplicationContext;
import org.springframework.web.filter.DelegatingFilterProxy;

/** Spring Authorization Server on a port of this machine: an issuer of tokens that others wrote. One person, one client for people, one for services. */
final class RealIssuer implements AutoCloseable {

  static final String CLIENT = "cmc-cli";
  static final String ROBOT = "robot";
  static final String ROBOT_SECRET = "robot-secret";
  static final String PERSON = "olga";
  static final String PASSWORD = "olga-password";

  private final List<RSAKey> keys = new CopyOnWriteArrayList<>();
  private final int port = InProcess.freePort();
  private final Path folder;
  private final HttpClient http = HttpClient.newHttpClient();
  private Tomcat tomcat;

  private RealIssuer(Path folder) {
    this.folder = folder;
    rotate();
  }

  static RealIssuer start(Path folder) {
    var issuer = new RealIssuer(folder);
    issuer.listen();
    return issuer;
  }

  /** Again on the same port, after it was away. */
  void listen() {
    Registry.disableRegistry(); // as the service does, which may come after it in this JVM
    tomcat = new Tomcat();
    tomcat.setBaseDir(folder.toString());
    tomcat.setPort(port);
    tomcat.getConnector().setProperty("address", InetAddress.getLoopbackAddress().getHostAddress());
    var site = (StandardContext) tomcat.addContext("", folder.toString());
    site.setClearReferencesThreadLocals(false);
    site.setClearReferencesRmiTargets(false);
    Tomcat.addServlet(site, "nothing else", new HttpServlet() { });
    site.addServletMappingDecoded("/", "nothing else");
    var beans = new GenericWebApplicationContext();
    beans.getBeanFactory().registerSingleton("issuer", this);
    new AnnotatedBeanDefinitionReader(beans).register(IssuerRules.class);
    site.addServletContainerInitializer((classes, context) -> {
      beans.setServletContext(context);
      beans.refresh();
      context.addFilter("security", new DelegatingFilterProxy("springSecurityFilterChain", beans)).addMappingForUrlPatterns(null, false, "/*");
    }, null);
    try {
      tomcat.start();
    } catch (LifecycleException e) {
      throw new IllegalStateException(e);
    }
  }

  void goAway() {
    try {
      tomcat.stop();
      tomcat.destroy();
    } catch (LifecycleException e) {
      throw new IllegalStateException(e);
    }
  }

  String url() {
    return "http://127.0.0.1:" + port;
  }

  /** A new key signs from now on; the older ones are still published. */
  RSAKey rotate() {
    try {
      keys.addFirst(new RSAKeyGenerator(2048).keyID(UUID.randomUUID().toString()).algorithm(com.nimbusds.jose.JWSAlgorithm.RS256).generate());
      return keys.getFirst();
    } catch (com.nimbusds.jose.JOSEException e) {
      throw new IllegalStateException(e);
    }
  }

  RSAKey key() {
    return keys.getFirst();
  }

  JWKSet published() {
    return new JWKSet(List.<JWK>copyOf(keys));
  }

  /** A service's token, by its client credentials. */
  String serviceToken() {
    return post("/oauth2/token", Map.of("grant_type", "client_credentials", "client_id", ROBOT, "client_secret", ROBOT_SECRET, "scope", "read"));
  }

  private String post(String path, Map<String, String> form) {
    var body = form.entrySet().stream().map(e -> e.getKey() + "=" + URLEncoder.encode(e.getValue(), StandardCharsets.UTF_8)).collect(Collectors.joining("&"));
    var answer = send(HttpRequest.newBuilder(URI.create(url() + path)).header("Content-Type", "application/x-www-form-urlencoded")
        .POST(HttpRequest.BodyPublishers.ofString(body)).build());
    try {
      return new ObjectMapper().readTree(answer.body()).path("access_token").asText();
    } catch (IOException e) {
      throw new IllegalStateException(answer.body(), e);
    }
  }

  /** What the person does in a browser: logs in at the address that the device shows. @return where the issuer sends the browser afterwards */
  String confirm(String verificationUri) {
    var basic = Base64.getEncoder().encodeToString((PERSON + ":" + PASSWORD).getBytes(StandardCharsets.UTF_8));
    return send(HttpRequest.newBuilder(URI.create(verificationUri)).header("Authorization", "Basic " + basic).build())
        .headers().firstValue("Location").orElse("nowhere");
  }

  private HttpResponse<String> send(HttpRequest request) {
    try {
      return http.send(request, HttpResponse.BodyHandlers.ofString());
    } catch (IOException e) {
      throw new IllegalStateException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  @Override public void close() {
    http.close();
    goAway();
  }
}
