// SPDX-License-Identifier: Apache-2.0
package io.cmc.projection;

import io.cmc.event.Event;
import io.cmc.id.MigrationId;
import io.cmc.id.NodeName;
import java.util.ArrayList;
import java.util.LinkedList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** Several migrations at once, their events mixed as a store would have them. */
public final class RandomHistory {

  /** One for the whole JVM: a case that fails is the same one when it is run once more. */
  private static final long SEED = Long.getLong("seed", System.nanoTime());

  private RandomHistory() {}

  /** Prints its seed; {@code -Dseed=} gives the same again. */
  public static Random random(String test) {
    System.out.println(test + ": to see the same again, run with -Dseed=" + SEED);
    return new Random(SEED);
  }

  public static List<Event> of(Random random, int migrations, int participants) {
    var open = new ArrayList<LinkedList<Event>>();
    for (int m = 1; m <= migrations; m++) {
      var names = IntStream.rangeClosed(1, participants).mapToObj(n -> new NodeName("bank-" + n)).toList();
      open.add(new LinkedList<>(RandomMigration.of(random, new MigrationId("net-" + m), names)));
    }
    var mixed = new ArrayList<Event>();
    while (!open.isEmpty()) {
      var next = open.get(random.nextInt(open.size()));
      mixed.add(next.removeFirst());
      if (next.isEmpty()) open.remove(next);
    }
    return mixed;
  }

  /** Drawn again until it is long enough: a migration may end early. */
  public static List<Event> longerThan(int events, Random random, int migrations, int participants) {
    return Stream.generate(() -> of(random, migrations, participants)).filter(h -> h.size() > events).findFirst().orElseThrow();
  }

  public static List<Happened> happened(List<? extends Event> events) {
    return IntStream.range(0, events.size()).mapToObj(i -> new Happened(i + 1, events.get(i), metadata(i))).toList();
  }

  /** What the door and the workers put beside an event. */
  public static Map<String, String> metadata(int n) {
    return Map.of("actorSubject", "operator-" + n % 3, "actorName", "Op " + n % 3, "authentication", "os-user (unauthenticated)",
        "actorTeams", n % 4 == 0 ? "settlement,treasury" : "retail", "reason", "because of " + n, "ticket", n % 2 == 0 ? "CHG-" + n : "", "correlationId", "c-" + n / 10, "causationId", "k-" + n);
  }
}
