// SPDX-License-Identifier: Apache-2.0
package io.cmc.cli;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Properties;
import picocli.CommandLine.IVersionProvider;

/** The version that the build wrote beside this class. */
final class Version implements IVersionProvider {

  @Override public String[] getVersion() {
    return new String[] {ours(), "Java " + Runtime.version()};
  }

  /** "cmc" and the number. */
  static String ours() {
    var built = new Properties();
    try (var in = Version.class.getResourceAsStream("version.properties")) {
      built.load(in);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return "cmc " + built.getProperty("version");
  }
}
