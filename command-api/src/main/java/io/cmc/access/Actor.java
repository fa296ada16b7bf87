// SPDX-License-Identifier: Apache-2.0
package io.cmc.access;

/**
 * Who gave an order.
 *
 * @param subject stable id, for example an operating system user or a token's subject
 * @param name for people to read
 * @param authentication how the subject was known; {@code UNAUTHENTICATED} until accounts exist
 */
public record Actor(String subject, String name, String authentication) {

  public static final String UNAUTHENTICATED = "os-user (unauthenticated)";

  /** The service itself: workers, timers and processes. */
  public static final Actor SERVICE = new Actor("service", "service", "service");
}
