// SPDX-License-Identifier: Apache-2.0
package io.cmc.deploy.config;

import java.util.Locale;

/**
 * What there is to say about a setting.
 *
 * @param where it stands: file and line, variable or option; empty: nowhere, or in several places
 * @param text without the value, which may be a secret
 */
record Finding(Weight weight, String setting, String where, String text) {

  enum Weight {
    /** The service would not start, or not as it is meant. */
    WRONG,
    /** It would start, and somebody should look. */
    DOUBTFUL,
    /** It was tried and is there. */
    GOOD;

    String word() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  static Finding wrong(String setting, String where, String text) {
    return new Finding(Weight.WRONG, setting, where, text);
  }

  static Finding doubtful(String setting, String where, String text) {
    return new Finding(Weight.DOUBTFUL, setting, where, text);
  }
}
