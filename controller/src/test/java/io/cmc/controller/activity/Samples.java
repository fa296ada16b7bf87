// SPDX-License-Identifier: Apache-2.0
package io.cmc.controller.activity;

import io.cmc.access.Actor;
import io.cmc.access.OrderContext;
import io.cmc.id.Id;
import io.cmc.id.IncidentId;
import io.cmc.id.JourneyId;
import io.cmc.id.MigrationId;
import io.cmc.id.NodeName;
import io.cmc.id.NodeUid;
import io.cmc.id.PlanHash;
import io.cmc.id.RequestId;
import io.cmc.id.SynchronizerAlias;
import io.cmc.id.SynchronizerId;
import io.cmc.journey.Assignment;
import io.cmc.journey.Stage;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;

/** Values of the language for tests, made from its records; the same seed gives the same values. */
public final class Samples {

  public static final MigrationId MIGRATION = new MigrationId("net-eu-7");
  public static final NodeName ALFA = new NodeName("alfa");
  public static final JourneyId JOURNEY = new JourneyId(MIGRATION, ALFA);
  public static final Instant NOON = Instant.parse("2026-03-07T12:00:00Z");
  public static final Actor OPERATOR = new Actor("operator-1", "Olga Operator", Actor.UNAUTHENTICATED);
  public static final String FINGERPRINT = "1220" + "0af1".repeat(16);

  private final Random random;

  public Samples(long seed) {
    this.random = new Random(seed);
  }

  public static OrderContext by(Instant at) {
    return new OrderContext(OPERATOR, "change window", "CHG-4711", "", at);
  }

  public static OrderContext by() {
    return by(NOON);
  }

  /** The kinds that a sealed type comes in, down to the records. */
  public static <T> List<Class<? extends T>> kinds(Class<T> type) {
    return leaves(type).distinct().<Class<? extends T>>map(c -> c.asSubclass(type)).toList();
  }

  private static Stream<Class<?>> leaves(Class<?> type) {
    return type.isSealed() ? Arrays.stream(type.getPermittedSubclasses()).flatMap(Samples::leaves) : Stream.of(type);
  }

  public <T> T of(Class<T> type) {
    return type.cast(value(type));
  }

  private Object value(Type type) {
    if (type instanceof ParameterizedType p) return container(p);
    var plain = (Class<?>) type;
    if (Id.class.isAssignableFrom(plain)) return id(plain);
    if (plain == JourneyId.class) return JOURNEY;
    if (plain.isEnum()) return oneOf(plain.getEnumConstants());
    if (plain.isSealed()) return value(oneOf(leaves(plain).filter(c -> c != Assignment.LookAgain.class).toArray(Class<?>[]::new)));
    return plain.isRecord() ? record(plain) : simple(plain);
  }

  private Object container(ParameterizedType type) {
    var element = type.getActualTypeArguments()[0];
    if (type.getRawType() == Optional.class) return Optional.of(value(element));
    if (type.getRawType() == List.class) return List.of(value(element), value(element));
    if (type.getRawType() == Set.class) return new TreeSet<>(Set.of(value(element)));
    if (type.getRawType() == SortedMap.class) return new TreeMap<>(Map.of("release", "2.10.4"));
    throw new IllegalArgumentException("no sample of " + type + " yet; add it here");
  }

  private Object simple(Class<?> type) {
    if (type == String.class) return "text-" + random.nextInt(1000);
    if (type == int.class || type == Integer.class) return 1 + random.nextInt(1000);
    if (type == long.class) return (long) random.nextInt(100_000);
    if (type == double.class) return 0.5;
    if (type == boolean.class) return random.nextBoolean();
    if (type == Instant.class) return NOON.plusSeconds(random.nextInt(3600));
    if (type == Duration.class) return Duration.ofSeconds(1 + random.nextInt(600));
    throw new IllegalArgumentException("no sample of " + type + " yet; add it here");
  }

  private Object id(Class<?> type) {
    if (type == MigrationId.class) return MIGRATION;
    if (type == NodeName.class) return ALFA;
    if (type == NodeUid.class) return new NodeUid("alfa::" + FINGERPRINT);
    if (type == SynchronizerId.class) return new SynchronizerId("domain" + random.nextInt(9) + "::" + FINGERPRINT);
    if (type == SynchronizerAlias.class) return new SynchronizerAlias("alias-" + random.nextInt(1000));
    if (type == PlanHash.class) return new PlanHash("%064x".formatted(random.nextLong() & Long.MAX_VALUE));
    if (type == IncidentId.class) return new IncidentId("net-eu-7/alfa~1");
    if (type == RequestId.class) return new RequestId(JOURNEY + "#" + (1 + random.nextInt(99)));
    throw new IllegalArgumentException("no sample of " + type + " yet; add it here");
  }

  private Object record(Class<?> type) {
    var parts = type.getRecordComponents();
    var values = Arrays.stream(parts).map(c -> value(c.getGenericType())).toArray();
    try {
      var constructor = type.getDeclaredConstructor(Arrays.stream(parts).map(c -> c.getType()).toArray(Class<?>[]::new));
      constructor.setAccessible(true);
      return constructor.newInstance(values);
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException("no sample of " + type.getSimpleName() + " from " + Arrays.toString(values), e);
    }
  }

  @SafeVarargs
  private <T> T oneOf(T... choices) {
    return choices[random.nextInt(choices.length)];
  }

  public static List<Stage> participantStages() {
    return Arrays.stream(Stage.values()).filter(Stage::onParticipants).toList();
  }
}
