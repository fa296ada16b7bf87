// SPDX-License-Identifier: Apache-2.0
package io.cmc.plan;

import java.util.regex.Pattern;

/** Addresses at which a machine speaks to itself: nobody else can listen on the way. */
public final class Loopback {

  private static final Pattern ADDRESS = Pattern.compile("localhost|127(\\.\\d{1,3}){3}|\\[?::1]?");

  private Loopback() {}

  /** By the text alone; no name server is asked. */
  public static boolean is(String host) {
    return ADDRESS.matcher(host).matches();
  }
}
