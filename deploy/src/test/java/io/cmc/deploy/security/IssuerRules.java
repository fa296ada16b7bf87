// SPDX-License-Identifier: Apache-2.0
package io.cmc.deploy.security;

import com.nimbusds.jose.jwk.source.JWKSource;
import com.nimbusds.jose.proc.SecurityContext;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.annotation.Order;
import org.springframework.security.authentication.AuthenticationProvider;
import org.springframework.security.authentication.ProviderManager;
import org.springframework.security.authentication.dao.DaoAuthenticationProvider;
import org.springframework.security.config.Customizer;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.config.annotation.web.configuration.EnableWebSecurity;
import org.springframework.security.config.annotation.web.configuration.OAuth2AuthorizationServerConfiguration;
import org.springframework.security.core.userdetails.User;
import org.springframework.security.core.userdetails.UserDetailsService;
import org.springframework.security.oauth2.core.AuthorizationGrantType;
import org.springframework.security.oauth2.core.ClientAuthenticationMethod;
import org.springframework.security.oauth2.jwt.JwtDecoder;
import org.springframework.security.oauth2.jwt.JwtEncoder;
import org.springframework.security.oauth2.jwt.NimbusJwtEncoder;
import org.springframework.security.oauth2.server.authorization.authentication.OAuth2DeviceVerificationAuthenticationProvider;
import org.springframework.security.oauth2.server.authorization.client.InMemoryRegisteredClientRepository;
import org.springframework.security.oauth2.server.authorization.client.RegisteredClient;
import org.springframework.security.oauth2.server.authorization.client.RegisteredClientRepository;
import org.springframework.security.oauth2.server.authorization.settings.AuthorizationServerSettings;
import org.springframework.security.oauth2.server.authorization.settings.TokenSettings;
import org.springframework.security.oauth2.server.authorization.token.JwtEncodingContext;
import org.springframework.security.oauth2.server.authorization.token.OAuth2TokenCustomizer;
import org.springframework.security.provisioning.InMemoryUserDetailsManager;
import org.springframework.security.web.SecurityFilterChain;
import org.springframework.security.web.authentication.www.BasicAuthenticationFilter;
import org.springframework.security.web.context.SecurityContextHolderFilter;

/** How the issuer of the tests is set up, as an enterprise's own would be: audience and roles in claims, a public client for devices. */
@Configuration(proxyBeanMethods = false)
@EnableWebSecurity
class IssuerRules {

  @Bean @Order(1) SecurityFilterChain endpoints(HttpSecurity http, RegisteredClientRepository clients) {
    http.oauth2AuthorizationServer(server -> {
      http.securityMatcher(server.getEndpointsMatcher());
      server.oidc(Customizer.withDefaults());
      server.deviceAuthorizationEndpoint(device -> device.verificationUri("/oauth2/device_verification"));
      server.deviceVerificationEndpoint(device -> device.authenticationProviders(all -> all.forEach(IssuerRules::askNothingMore)));
      server.clientAuthentication(client -> client.authenticationConverter(PublicClients::read).authenticationProvider(new PublicClients(clients)));
    }).authorizeHttpRequests(all -> all.anyRequest().authenticated())
        .addFilterAfter(new BasicAuthenticationFilter(new ProviderManager(new DaoAuthenticationProvider(people()))), SecurityContextHolderFilter.class);
    return http.build();
  }

  /** Who logged in has agreed. */
  private static void askNothingMore(AuthenticationProvider provider) {
    if (provider instanceof OAuth2DeviceVerificationAuthenticationProvider device) device.setAuthorizationConsentRequired(context -> false);
  }

  @Bean @Order(2) SecurityFilterChain rest(HttpSecurity http) {
    return http.authorizeHttpRequests(all -> all.anyRequest().permitAll()).build();
  }

  @Bean UserDetailsService people() {
    return new InMemoryUserDetailsManager(User.withUsername(RealIssuer.PERSON).password("{noop}" + RealIssuer.PASSWORD).roles("USER").build());
  }

  @Bean RegisteredClientRepository clients() {
    var people = RegisteredClient.withId(UUID.randomUUID().toString()).clientId(RealIssuer.CLIENT).clientAuthenticationMethod(ClientAuthenticationMethod.NONE)
        .authorizationGrantType(AuthorizationGrantType.DEVICE_CODE).authorizationGrantType(AuthorizationGrantType.REFRESH_TOKEN).scope("profile")
        .tokenSettings(TokenSettings.builder().accessTokenTimeToLive(Duration.ofMinutes(5)).deviceCodeTimeToLive(Duration.ofSeconds(30)).reuseRefreshTokens(false).build()).build();
    var robot = RegisteredClient.withId(UUID.randomUUID().toString()).clientId(RealIssuer.ROBOT).clientSecret("{noop}" + RealIssuer.ROBOT_SECRET)
        .clientAuthenticationMethod(ClientAuthenticationMethod.CLIENT_SECRET_POST).authorizationGrantType(AuthorizationGrantType.CLIENT_CREDENTIALS)
        .scope("read").build();
    return new InMemoryRegisteredClientRepository(people, robot);
  }

  @Bean AuthorizationServerSettings address(RealIssuer issuer) {
    return AuthorizationServerSettings.builder().issuer(issuer.url()).build();
  }

  @Bean JWKSource<SecurityContext> keys(RealIssuer issuer) {
    return (selector, context) -> selector.select(issuer.published());
  }

  @Bean JwtDecoder decoder(JWKSource<SecurityContext> keys) {
    return OAuth2AuthorizationServerConfiguration.jwtDecoder(keys);
  }

  @Bean JwtEncoder encoder(JWKSource<SecurityContext> keys) {
    var encoder = new NimbusJwtEncoder(keys);
    encoder.setJwkSelector(List::getFirst);
    return encoder;
  }

  @Bean OAuth2TokenCustomizer<JwtEncodingContext> claims() {
    return context -> {
      context.getClaims().audience(List.of("cmc", "another-service"));
      if (context.getPrincipal().getName().equals(RealIssuer.PERSON)) {
        context.getClaims().claim("name", "Olga Operator").claim("cmc_roles", List.of("viewer", "operator:payments", "dancer")).claim("groups", List.of("/ops"));
      } else {
        context.getClaims().claim("cmc_roles", "auditor").claim("groups", List.of("/payments/ops"));
      }
    };
  }
}
