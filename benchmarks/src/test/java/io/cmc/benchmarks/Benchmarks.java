// SPDX-License-Identifier: Apache-2.0
package io.cmc.benchmarks;

import java.util.List;

/** All there are. */
final class Benchmarks {

  private Benchmarks() {}

  static List<Benchmark> all() {
    var large = new LargeFleet();
    return List.of(new Appending(), new Rebuilding(), large, new Migrating(large::measured), new LookingBack(), new Stepping(), new Starting(), new Lagging());
  }
}
