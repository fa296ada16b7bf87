// SPDX-License-Identifier: Apache-2.0
package io.cmc.access;

import java.util.Objects;

/**
 * Who gave an order.
 *
 * @param subject stable id: a token's subject at its issuer, or the local administrator's token and who uses it
 * @param name for people to read
 * @param authentication how the subject was known; {@code UNAUTHENTICATED} in what is older than authentication
 * @param grants what the person may do, as it was known when the call came
 */
public record Actor(String subject, String name, String authentication, Grants grants) {

  public static final String UNAUTHENTICATED = "os-user (unauthenticated)";

  /** The service itself: workers, timers and processes. */
  public static final Actor SERVICE = new Actor("service", "service", "service", Grants.EVERYTHING);

  public Actor {
    Objects.requireNonNull(grants, "nobody is without grants, not even who has none");
  }

  /** Somebody whose roles do not matter, or are not known: a caller of before accounts, or of long ago. */
  public Actor(String subject, String name, String authentication) {
    this(subject, name, authentication, Grants.NONE);
  }
}
