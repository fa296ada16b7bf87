// SPDX-License-Identifier: Apache-2.0
package io.cmc.cli;

/** How answers are printed. */
enum Output {
  TABLE, JSON, YAML;

  @Override public String toString() {
    return name().toLowerCase(java.util.Locale.ROOT);
  }
}
