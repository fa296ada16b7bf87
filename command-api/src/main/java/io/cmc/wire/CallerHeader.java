// SPDX-License-Identifier: Apache-2.0
package io.cmc.wire;

import io.cmc.access.Actor;
import io.cmc.access.Grants;
import io.grpc.Metadata;

/**
 * Who calls. Until accounts exist the service listens on loopback only, and a caller is who they say they are: the operating system's
 * user that the client names, marked as unauthenticated. Whoever is on this machine may do everything.
 */
public final class CallerHeader {

  /** Header in which a client names the operating system's user. */
  public static final Metadata.Key<String> OS_USER = Metadata.Key.of("cmc-os-user", Metadata.ASCII_STRING_MARSHALLER);

  /** Who names nobody. */
  public static final Actor NAMELESS = actor("nameless");

  private static final int MOST = 100;

  private CallerHeader() {}

  public static Actor actor(Metadata headers) {
    var user = headers.get(OS_USER);
    return user == null || user.isBlank() ? NAMELESS : actor(user.substring(0, Math.min(MOST, user.length())).replaceAll("\\p{Cntrl}", "?"));
  }

  private static Actor actor(String name) {
    return new Actor(name, name, Actor.UNAUTHENTICATED, Grants.EVERYTHING);
  }
}
