// SPDX-License-Identifier: Apache-2.0
package io.cmc.deploy;

import io.cmc.cli.Cmc;
import io.cmc.deploy.config.ConfigCommand;
import io.cmc.deploy.demo.BrokerCommand;
import io.cmc.deploy.demo.Demo;
import io.cmc.deploy.sample.FollowCommand;
import io.cmc.deploy.simulation.SimulateCommand;
import io.cmc.sim.SimulatorMain;
import java.util.Arrays;

/**
 * What {@code ./cmc} runs: the service, a look at its settings, the simulator, the demo, the simulation, the sample consumer, a replay without the service, and for every
 * other verb the client.
 */
public final class Main {

  private Main() {}

  public static void main(String[] args) {
    var verb = args.length == 0 ? "" : args[0];
    var rest = Arrays.copyOfRange(args, Math.min(1, args.length), args.length);
    if (verb.equals("replay") && Arrays.asList(rest).contains("--offline")) {
      OfflineReplay.main(rest);
      return;
    }
    switch (verb) {
      case "serve" -> ServeCommand.main(rest);
      case "config" -> ConfigCommand.main(rest);
      case "sim" -> SimulatorMain.main(rest);
      case "demo" -> Demo.main(rest);
      case "simulate" -> SimulateCommand.main(rest);
      case "broker" -> BrokerCommand.main(rest);
      case "follow" -> FollowCommand.main(rest);
      default -> Cmc.main(args);
    }
  }
}
