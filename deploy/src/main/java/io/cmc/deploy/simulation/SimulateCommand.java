// SPDX-License-Identifier: Apache-2.0
package io.cmc.deploy.simulation;

import io.cmc.deploy.simulation.machine.Parts;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Runs simulated migrations: one with its story, or many until one breaks what must hold. */
@Command(name = "simulate", mixinStandardHelpOptions = true, sortOptions = false,
    description = "Runs whole migrations with random faults in memory and virtual time; the same seed gives the same story.")
public final class SimulateCommand implements Callable<Integer> {

  @Option(names = "--seed", description = "run this one and print its story")
  private Long seed;
  @Option(names = "--participants", description = "how many, 1 to 8 (default: as the seed has it)")
  private Integer participants;
  @Option(names = "--looks", description = "tell of calls that only read and of leases as well")
  private boolean looks;
  @Option(names = "--runs", defaultValue = "1000", description = "without --seed: how many to run (default: ${DEFAULT-VALUE})")
  private int runs;
  @Option(names = "--from", defaultValue = "1", description = "without --seed: the first seed (default: ${DEFAULT-VALUE})")
  private long from;

  @Option(names = "--keep-going", description = "without --seed: name every failing seed and not only the first, and those that stand")
  private boolean keepGoing;

  public static void main(String[] args) {
    System.exit(new CommandLine(new SimulateCommand()).execute(args));
  }

  @Override public Integer call() {
    return seed == null ? many() : one();
  }

  private int one() {
    var outcome = run(seed);
    new Story(looks).tell(outcome).forEach(System.out::println);
    if (outcome.fault() != null) outcome.fault().printStackTrace(System.out);
    return outcome.good() ? 0 : 1;
  }

  private int many() {
    Map<String, Integer> ends = new TreeMap<>();
    var failed = 0;
    for (long next = from; next < from + runs; next++) {
      var outcome = run(next);
      if (!outcome.good()) {
        System.out.println(outcome);
        failed++;
        if (!keepGoing) return 1;
      }
      if (keepGoing && outcome.good() && outcome.how().startsWith("STANDING")) System.out.println(outcome);
      ends.merge(outcome.how(), 1, Integer::sum);
    }
    System.out.println(runs + " runs, " + failed + " failed: " + ends);
    return failed == 0 ? 0 : 1;
  }

  private Outcome run(long which) {
    return Simulation.run(which, Optional.ofNullable(participants), Parts.REAL);
  }
}
