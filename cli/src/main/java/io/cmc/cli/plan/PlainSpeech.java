// SPDX-License-Identifier: Apache-2.0
package io.cmc.cli.plan;

import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Which nodes are spoken to without TLS: those on this very machine, and those that canton-migration.plaintext names.
 *
 * @param named nodes by their names in the configuration
 */
record PlainSpeech(Set<String> named) {

  static final String REMEDY = "add a tls block, or ask for it by name: canton-migration.plaintext.%s = true";
  private static final Pattern LOOPBACK = Pattern.compile("localhost|127(\\.\\d{1,3}){3}|\\[?::1]?");

  static PlainSpeech read(HoconBlock root) {
    return new PlainSpeech(root.block("canton-migration", "plaintext").map(PlainSpeech::agreed).orElse(Set.of()));
  }

  private static Set<String> agreed(HoconBlock block) {
    var all = block.names();
    all.removeIf(name -> !isYes(block.text(name)));
    return all;
  }

  static boolean isYes(Optional<String> word) {
    return word.filter(text -> text.equals("true") || text.equals("yes") || text.equals("on")).isPresent();
  }

  boolean with(String node, String host) {
    return named.contains(node) || staysHere(host);
  }

  /** What never leaves the machine can be read by nobody else on the way. */
  static boolean staysHere(String host) {
    return LOOPBACK.matcher(host).matches();
  }
}
