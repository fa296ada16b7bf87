// SPDX-License-Identifier: Apache-2.0
package io.cmc.id;

import java.util.regex.Pattern;

final class Uids {

  private static final Pattern FORM = Pattern.compile("[A-Za-z0-9_ -]{1,185}::[A-Za-z0-9_ -]{1,255}");

  private Uids() {}

  static void requireUid(String text) {
    if (!FORM.matcher(text).matches()) throw new IllegalArgumentException("expected name::fingerprint, found: " + text);
  }
}
