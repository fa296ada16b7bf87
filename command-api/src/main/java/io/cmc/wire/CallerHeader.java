// SPDX-License-Identifier: Apache-2.0
package io.cmc.wire;

import io.cmc.access.Actor;
import io.grpc.Metadata;
import java.util.Optional;

/** What a call says of who makes it. */
public final class CallerHeader {

  /** {@code Bearer} and a token: the only thing that is believed. */
  public static final Metadata.Key<String> AUTHORIZATION = Metadata.Key.of("authorization", Metadata.ASCII_STRING_MARSHALLER);

  /** The operating system's user at the client. A claim; it tells apart people who share a token. */
  public static final Metadata.Key<String> OS_USER = Metadata.Key.of("cmc-os-user", Metadata.ASCII_STRING_MARSHALLER);

  /** Where the caller of another door of this process sits; believed from within the process only. */
  public static final Metadata.Key<String> REMOTE = Metadata.Key.of("cmc-remote-address", Metadata.ASCII_STRING_MARSHALLER);

  /** Who came through no door: may do nothing. */
  public static final Actor NAMELESS = new Actor("nameless", "nameless", Actor.UNAUTHENTICATED);

  private static final int MOST = 100;

  private CallerHeader() {}

  /** The user whom the client names, short and harmless in a log. */
  public static Optional<String> osUser(Metadata headers) {
    return Optional.ofNullable(headers.get(OS_USER)).filter(user -> !user.isBlank())
        .map(user -> user.substring(0, Math.min(MOST, user.length())).replaceAll("\\p{Cntrl}", "?"));
  }
}
