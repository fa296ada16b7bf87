// SPDX-License-Identifier: Apache-2.0
package io.cmc.deploy.config;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import org.slf4j.LoggerFactory;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** What is done about the settings of the service without starting it. */
@Command(name = "config", mixinStandardHelpOptions = true, description = "About the settings of the service, without starting it.", subcommands = ConfigCheckCommand.class)
public final class ConfigCommand implements Runnable {

  @Spec private CommandSpec spec;

  public static void main(String[] args) {
    // what libraries and the parts that are tried have to say is said as findings
    ((Logger) LoggerFactory.getLogger(Logger.ROOT_LOGGER_NAME)).setLevel(Level.OFF);
    System.exit(line().execute(args));
  }

  static CommandLine line() {
    return new CommandLine(new ConfigCommand()).setCaseInsensitiveEnumValuesAllowed(true);
  }

  @Override public void run() {
    throw new ParameterException(spec.commandLine(), "expected check");
  }
}
