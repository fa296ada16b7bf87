// SPDX-License-Identifier: Apache-2.0
package io.cmc.cli;

import java.io.IOException;
import java.util.Properties;
import picocli.CommandLine.IVersionProvider;

/** The version that the build wrote beside this class. */
final class Version implements IVersionProvider {

  @Override public String[] getVersion() throws IOException {
    var built = new Properties();
    try (var in = Version.class.getResourceAsStream("version.properties")) {
      built.load(in);
    }
    return new String[] {"cmc " + built.getProperty("version"), "Java " + Runtime.version()};
  }
}
