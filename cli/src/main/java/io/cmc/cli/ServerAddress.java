// SPDX-License-Identifier: Apache-2.0
package io.cmc.cli;

import io.cmc.cli.problem.Trouble;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.regex.Pattern;

/** host:port, the host perhaps an IPv6 address in brackets. */
record ServerAddress(String host, int port) {

  private static final Pattern FORM = Pattern.compile("(\\[[0-9a-fA-F:.]+]|[^\\[\\]:/\\s]+):(\\d{1,5})");

  static ServerAddress parse(String text) {
    var match = FORM.matcher(text);
    if (!match.matches() || Integer.parseInt(match.group(2)) > 65535 || Integer.parseInt(match.group(2)) == 0) {
      throw Trouble.input("BAD_ADDRESS", "host:port for --server or CMC_SERVER", "'" + text + "'", "for example --server 127.0.0.1:7070");
    }
    return new ServerAddress(match.group(1), Integer.parseInt(match.group(2)));
  }

  /** Whether what is said to it stays on this machine. */
  boolean isHere() {
    try {
      return InetAddress.getByName(host.replaceAll("[\\[\\]]", "")).isLoopbackAddress();
    } catch (UnknownHostException e) {
      return false;
    }
  }

  @Override public String toString() {
    return host + ":" + port;
  }
}
