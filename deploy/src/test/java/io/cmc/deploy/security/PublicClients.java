// SPDX-License-Identifier: Apache-2.0
package io.cmc.deploy.security;

import jakarta.servlet.http.HttpServletRequest;
import java.util.Map;
import org.springframework.security.authentication.AuthenticationProvider;
import org.springframework.security.core.Authentication;
import org.springframework.security.oauth2.core.ClientAuthenticationMethod;
import org.springframework.security.oauth2.server.authorization.authentication.OAuth2ClientAuthenticationToken;
import org.springframework.security.oauth2.server.authorization.client.RegisteredClientRepository;

/** A client without a secret, as RFC 8628 has it for devices; the authorization server leaves that to whoever sets it up. */
final class PublicClients implements AuthenticationProvider {

  private final RegisteredClientRepository clients;

  PublicClients(RegisteredClientRepository clients) {
    this.clients = clients;
  }

  static Authentication read(HttpServletRequest request) {
    var client = request.getParameter("client_id");
    return client == null || request.getParameter("client_secret") != null ? null
        : new OAuth2ClientAuthenticationToken(client, ClientAuthenticationMethod.NONE, null, Map.of());
  }

  @Override public Authentication authenticate(Authentication authentication) {
    var token = (OAuth2ClientAuthenticationToken) authentication;
    if (!ClientAuthenticationMethod.NONE.equals(token.getClientAuthenticationMethod())) return null;
    var client = clients.findByClientId(token.getPrincipal().toString());
    return client == null || !client.getClientAuthenticationMethods().contains(ClientAuthenticationMethod.NONE) ? null
        : new OAuth2ClientAuthenticationToken(client, ClientAuthenticationMethod.NONE, null);
  }

  @Override public boolean supports(Class<?> authentication) {
    return OAuth2ClientAuthenticationToken.class.isAssignableFrom(authentication);
  }
}
