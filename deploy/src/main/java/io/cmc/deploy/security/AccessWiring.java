// SPDX-License-Identifier: Apache-2.0
package io.cmc.deploy.security;

import io.cmc.deploy.ServiceSettings;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.grpc.server.GlobalServerInterceptor;

/** Who is let in. Nothing here can be turned off: without an issuer of tokens the service has one of its own. */
@Configuration(proxyBeanMethods = false)
public class AccessWiring {

  private static final Logger LOG = LoggerFactory.getLogger(AccessWiring.class);

  @Bean static AdminToken adminToken(ServiceSettings settings) {
    var token = AdminToken.in(settings.data());
    LOG.info("No issuer of tokens is set (cmc.access.issuer): whoever can read {} may do everything.", token.file());
    return token;
  }

  @Bean(initMethod = "make", destroyMethod = "close") static Announcement announcement(AdminToken token, @Value("${spring.grpc.server.port}") int port) {
    return new Announcement(token, port);
  }

  @Bean static Tokens tokens(AdminToken token) {
    return new LocalAdmin(token);
  }

  @Bean @Order(Ordered.HIGHEST_PRECEDENCE) @GlobalServerInterceptor static Entrance entrance(Tokens tokens) {
    return new Entrance(tokens, new RefusedCalls(System::nanoTime));
  }

  @Bean static WhoAmIService whoAmI() {
    return new WhoAmIService();
  }
}
