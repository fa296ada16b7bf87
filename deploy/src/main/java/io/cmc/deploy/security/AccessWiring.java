// SPDX-License-Identifier: Apache-2.0
package io.cmc.deploy.security;

import io.cmc.deploy.ServiceSettings;
import io.github.bucket4j.TimeMeter;
import io.grpc.netty.NettyServerBuilder;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Condition;
import org.springframework.context.annotation.ConditionContext;
import org.springframework.context.annotation.Conditional;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.core.env.Environment;
import org.springframework.core.type.AnnotatedTypeMetadata;
import org.springframework.grpc.server.GlobalServerInterceptor;
import org.springframework.grpc.server.ServerBuilderCustomizer;

/** Who is let in. Nothing here can be turned off: without an issuer of tokens the service has one token of its own, and with one it has none. */
@Configuration(proxyBeanMethods = false)
@Import({AccessWiring.LocalAccess.class, AccessWiring.IssuedAccess.class})
public class AccessWiring {

  private static final Logger LOG = LoggerFactory.getLogger(AccessWiring.class);

  /** Calls that a client takes back as soon as it made them; a person who ends a command now and then makes few. */
  private static final int RESETS = 400;
  private static final int RESETS_IN_SECONDS = 30;

  static final class NoIssuer implements Condition {
    @Override public boolean matches(ConditionContext context, AnnotatedTypeMetadata metadata) {
      return context.getEnvironment().getProperty("cmc.access.issuer", "").isBlank();
    }
  }

  static final class AnIssuer implements Condition {
    @Override public boolean matches(ConditionContext context, AnnotatedTypeMetadata metadata) {
      return !new NoIssuer().matches(context, metadata);
    }
  }

  @Configuration(proxyBeanMethods = false)
  @Conditional(NoIssuer.class)
  static class LocalAccess {

    @Bean static AdminToken adminToken(ServiceSettings settings) {
      var token = AdminToken.in(settings.data());
      LOG.info("No issuer of tokens is set (cmc.access.issuer): whoever can read {} may do everything.", token.file());
      return token;
    }

    @Bean(initMethod = "make", destroyMethod = "close") static Announcement announcement(AdminToken token, @Value("${spring.grpc.server.port}") int port) {
      return new Announcement(token, port);
    }

    @Bean static Tokens tokens(AdminToken token, Listening listening) {
      listening.warnOfTheOnlyToken();
      return new LocalAdmin(token);
    }
  }

  @Configuration(proxyBeanMethods = false)
  @Conditional(AnIssuer.class)
  static class IssuedAccess {

    @Bean static Tokens tokens(ServiceSettings settings) {
      var acceptance = Acceptance.of(settings.access());
      LOG.info("Calls are accepted with tokens of {} for the audience {}.", acceptance.issuer().url(), acceptance.audience());
      return new IssuedTokens(acceptance, new IssuerKeys(acceptance.issuer(), System::nanoTime));
    }
  }

  /** Before anybody asks for it; a door that shows no certificate has none to follow. */
  @Bean static DoorBundles doorBundles(Environment environment) {
    return new DoorBundles(DoorCertificate.of(environment));
  }

  /** Of both doors, that over HTTP where there is one. @return that of the gRPC services */
  @Bean static Listening listening(Environment environment, ServiceSettings settings) {
    var plaintext = settings.access().plaintext();
    if ("servlet".equalsIgnoreCase(environment.getProperty("spring.main.web-application-type"))) listening(environment, "server", plaintext);
    return listening(environment, "spring.grpc.server", plaintext);
  }

  private static Listening listening(Environment environment, String door, boolean plaintext) {
    var encrypted = environment.getProperty(door + ".ssl.enabled", Boolean.class, !environment.getProperty(door + ".ssl.bundle", "").isBlank());
    return new Listening(environment.getProperty(door + ".address", ""), encrypted, plaintext);
  }

  @Bean @Order(Ordered.HIGHEST_PRECEDENCE) @GlobalServerInterceptor static Entrance entrance(Tokens tokens, ServiceSettings settings) {
    return new Entrance(tokens, new Turnstile(new Budgets(settings.limits(), TimeMeter.SYSTEM_NANOTIME)), new RefusedCalls(System::nanoTime));
  }

  /** What one connection may cost, before anybody is known. */
  @Bean static ServerBuilderCustomizer<NettyServerBuilder> connections(ServiceSettings settings) {
    return server -> server.maxConcurrentCallsPerConnection(settings.limits().callsAtOnce()).maxRstFramesPerWindow(RESETS, RESETS_IN_SECONDS);
  }

  @Bean static WhoAmIService whoAmI() {
    return new WhoAmIService();
  }
}
