// SPDX-License-Identifier: Apache-2.0
package io.cmc.deploy.simulation.contract;

import io.cmc.event.Event;
import io.cmc.event.MigrationEvent.ParticipantsLookedAt;
import io.cmc.event.MigrationEvent.ParticipantsParked;
import io.cmc.event.MigrationEvent.ParticipantsReached;
import io.cmc.event.MigrationEvent.ParticipantsReconciled;
import io.cmc.event.MigrationEvent.ParticipantsUnparked;
import io.cmc.event.StepEvent.StepWaiting;
import io.cmc.journey.Sighting;
import io.cmc.plan.MigrationPlan;
import io.cmc.proof.BackupProof;
import io.cmc.proof.DrainProof;
import io.cmc.proof.RestoreProof;
import io.cmc.rejection.Problem;
import java.lang.reflect.RecordComponent;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Says what is in an event, or in anything else made of records, but for times and what follows from them. */
final class Telling {

  private Telling() {}

  /** What waits says how long, and how often it says so depends on when it was looked at. */
  static List<String> journey(List<? extends Event> events) {
    return events.stream().filter(e -> !(e instanceof StepWaiting)).map(Telling::of).toList();
  }

  /** Where participants are told of in batches, each is told of alone, and those that follow one another are put in order. */
  static List<String> migration(List<? extends Event> events) {
    var told = new ArrayList<String>();
    var batch = new ArrayList<String>();
    for (var event : events) {
      if (event instanceof StepWaiting) continue;
      var parts = parts(event);
      batch.addAll(parts.orElse(List.of()));
      if (parts.isPresent()) continue;
      flush(batch, told);
      told.add(of(event));
    }
    flush(batch, told);
    return told;
  }

  private static void flush(List<String> batch, List<String> told) {
    batch.stream().sorted().forEach(told::add);
    batch.clear();
  }

  private static Optional<List<String>> parts(Event event) {
    return switch (event) {
      case ParticipantsReached e -> Optional.of(e.participants().stream().map(p -> "Reached " + e.stage() + " " + e.round() + " " + p
          + (e.blocked().contains(p) ? " blocked" : "")).toList());
      case ParticipantsLookedAt e -> Optional.of(Stream.concat(each("Holds ", e.stage() + " " + e.round(), e.holding()),
          each("FellBack ", e.stage() + " " + e.round(), e.fellBack())).toList());
      case ParticipantsParked e -> Optional.of(each("Parked ", "", e.participants()).toList());
      case ParticipantsUnparked e -> Optional.of(each("Unparked ", "", e.participants()).toList());
      case ParticipantsReconciled e -> Optional.of(e.sightings().stream().map(s -> "Reconciled " + e.run() + " " + of(s)).toList());
      default -> Optional.empty();
    };
  }

  private static Stream<String> each(String what, String stage, Collection<?> participants) {
    return participants.stream().map(p -> what + stage + " " + p);
  }

  static String of(Object value) {
    return switch (value) {
      case null -> "-";
      case Instant t -> "";
      case Duration d -> "";
      case DrainProof p -> "";
      case RestoreProof p -> "";
      case MigrationPlan p -> "";
      case BackupProof p -> p.strategy() + " " + p.location();
      case Problem p -> p.code().name();
      case Sighting s -> s.node() + " " + sighting(s);
      case Optional<?> o -> o.map(Telling::of).orElse("none");
      case Collection<?> c -> c.stream().map(Telling::of).toList().toString();
      case Map<?, ?> m -> m.entrySet().stream().map(e -> of(e.getKey()) + "=" + of(e.getValue())).sorted().toList().toString();
      case Record r when r.getClass().getRecordComponents().length == 1 && r.getClass().getPackageName().equals("io.cmc.id") -> r.toString();
      case Record r -> r.getClass().getSimpleName() + Arrays.stream(r.getClass().getRecordComponents()).map(c -> of(read(c, r)))
          .filter(text -> !text.isEmpty()).collect(Collectors.joining(" ", "(", ")"));
      default -> value.toString();
    };
  }

  /** Who answers too late for a look, by real time in one of the runners, is not seen and does not differ. */
  private static String sighting(Sighting s) {
    return s.kind() == Sighting.Kind.DIFFERS ? "differs: " + s.recorded() + ", " + s.found() : "does not differ";
  }

  private static Object read(RecordComponent component, Record of) {
    try {
      var accessor = component.getAccessor();
      accessor.setAccessible(true);
      return accessor.invoke(of);
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException("cannot read " + component, e);
    }
  }
}
