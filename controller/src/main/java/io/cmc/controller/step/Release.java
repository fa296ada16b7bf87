// SPDX-License-Identifier: Apache-2.0
package io.cmc.controller.step;

import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/** A release of Canton's, as far as it can be told from outside; where a node tells a range it is the lowest of it. */
record Release(int major, int minor, int patch) implements Comparable<Release> {

  private static final Pattern NUMBER = Pattern.compile("(\\d+)\\.(\\d+)(?:\\.(\\d+))?");

  /** The first number in a text such as {@code 2.10.5-SNAPSHOT} or {@code 2.9.5 or newer}. */
  static Optional<Release> in(String text) {
    var number = NUMBER.matcher(text);
    if (!number.find()) return Optional.empty();
    var patch = number.group(3) == null ? "0" : number.group(3);
    return Optional.of(new Release(Integer.parseInt(number.group(1)), Integer.parseInt(number.group(2)), Integer.parseInt(patch)));
  }

  /** What nodes of the release speak (docs/canton.md); empty for a release that we know nothing of. */
  Set<Integer> protocolVersions() {
    if (major != 2) return Set.of();
    return switch (minor) {
      case 3, 4 -> Set.of(2, 3);
      case 5 -> Set.of(2, 3, 4);
      case 6 -> Set.of(3, 4);
      case 7, 8 -> Set.of(3, 4, 5);
      case 9 -> Set.of(5);
      case 10 -> Set.of(5, 7);
      default -> Set.of();
    };
  }

  /** From {@code first} inclusive to {@code end} exclusive. */
  boolean within(Release first, Release end) {
    return compareTo(first) >= 0 && compareTo(end) < 0;
  }

  @Override public int compareTo(Release other) {
    if (major != other.major) return Integer.compare(major, other.major);
    if (minor != other.minor) return Integer.compare(minor, other.minor);
    return Integer.compare(patch, other.patch);
  }

  @Override public String toString() {
    return major + "." + minor + "." + patch;
  }
}
