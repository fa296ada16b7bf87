// SPDX-License-Identifier: Apache-2.0
package io.cmc.deploy.security;

import java.net.InetAddress;
import java.net.URI;
import java.net.UnknownHostException;

/** The address of an issuer of tokens, which is its name as well: tokens carry it letter by letter. */
record Issuer(String url) {

  Issuer {
    var uri = URI.create(url);
    if (!isSafe(uri) || uri.getRawQuery() != null || uri.getRawFragment() != null || url.contains("@")) {
      throw new IllegalArgumentException("expected an https address without query as cmc.access.issuer (http on this machine only), found: " + url);
    }
  }

  /** Keys that somebody on the way could exchange prove nothing. */
  static boolean isSafe(URI uri) {
    return uri.getHost() != null && ("https".equals(uri.getScheme()) || "http".equals(uri.getScheme()) && isHere(uri.getHost()));
  }

  private static boolean isHere(String host) {
    try {
      return InetAddress.getByName(host).isLoopbackAddress();
    } catch (UnknownHostException e) {
      return false;
    }
  }

  /** Where it describes itself, by OpenID Connect Discovery 1.0. */
  URI discovery() {
    return URI.create(url.replaceAll("/+$", "") + "/.well-known/openid-configuration");
  }

  /** The same subject at another issuer is somebody else. */
  String subject(String sub) {
    return sub + "@" + url;
  }
}
