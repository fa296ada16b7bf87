// SPDX-License-Identifier: Apache-2.0
package io.cmc.store;

import io.cmc.event.Event;
import io.cmc.id.Id;
import io.cmc.id.IncidentId;
import io.cmc.id.MigrationId;
import io.cmc.id.NodeName;
import io.cmc.id.NodeUid;
import io.cmc.id.PlanHash;
import io.cmc.id.RequestId;
import io.cmc.id.SynchronizerAlias;
import io.cmc.id.SynchronizerId;
import io.cmc.journey.Assignment;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import io.cmc.plan.Window;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.random.RandomGenerator;
import java.util.stream.Stream;

/** Values for any type of the language, made from its records; the same seed gives the same values. */
public final class RandomValues {

  private static final Instant FIRST = Instant.parse("2026-03-07T06:00:00Z");
  private final RandomGenerator random;
  private final RandomText text;

  /** @param text for the plain texts, by the name of the component they stand in */
  public RandomValues(RandomGenerator random, RandomText text) {
    this.random = random;
    this.text = text;
  }

  public static RandomValues realistic(RandomGenerator random) {
    return new RandomValues(random, RandomText.realistic(random));
  }

  public <T> T of(Class<T> type) {
    return type.cast(value(type, type.getSimpleName()));
  }

  /** Every type of event, by walking the sealed interfaces. */
  public static Stream<Class<? extends Event>> eventTypes() {
    return leaves(Event.class).distinct().map(c -> c.asSubclass(Event.class));
  }

  public static Stream<Class<?>> leaves(Class<?> type) {
    return type.isSealed() ? Arrays.stream(type.getPermittedSubclasses()).flatMap(RandomValues::leaves) : Stream.of(type);
  }

  private Object value(Type type, String name) {
    return type instanceof ParameterizedType p ? container(p, name) : single((Class<?>) type, name);
  }

  private Object container(ParameterizedType type, String name) {
    var raw = type.getRawType();
    var element = type.getActualTypeArguments()[0];
    if (raw == Optional.class) return random.nextBoolean() ? Optional.of(value(element, name)) : Optional.empty();
    if (raw == List.class) return Stream.generate(() -> value(element, name)).limit(random.nextInt(1, 4)).toList();
    if (raw == Set.class) return new TreeSet<>(Stream.generate(() -> value(element, name)).limit(random.nextInt(0, 4)).toList());
    if (raw == java.util.Map.class) return new TreeMap<>(java.util.Map.of(value(element, name), value(type.getActualTypeArguments()[1], name)));
    if (raw == SortedMap.class) return new TreeMap<>(java.util.Map.of("release", "2.10.4", "protocolVersion", text.of(name)));
    throw new IllegalArgumentException("no random " + type + " yet; add it here");
  }

  private Object single(Class<?> type, String name) {
    if (Id.class.isAssignableFrom(type)) return id(type);
    if (type.isEnum()) return pick(type.getEnumConstants());
    if (type == Assignment.class) return assignment();
    if (type == Window.class) return new Window(FIRST, FIRST.plusSeconds(random.nextLong(3_600, 36_000)), Duration.ofMinutes(random.nextInt(5, 60)));
    if (type.isRecord()) return record(type);
    return plain(type, name);
  }

  private Object plain(Class<?> type, String name) {
    if (type == String.class) return text.of(name);
    if (type == int.class || type == Integer.class) return number(name);
    if (type == long.class || type == Long.class) return random.nextLong(0, 1L << 40);
    if (type == double.class || type == Double.class) return random.nextInt(1, 40) / 4.0;
    if (type == boolean.class || type == Boolean.class) return random.nextBoolean();
    if (type == Instant.class) return FIRST.plusMillis(random.nextLong(0, 86_400_000));
    if (type == Duration.class) return Duration.ofMillis(random.nextLong(1, 7_200_000));
    throw new IllegalArgumentException("no random " + type + " yet; add it here");
  }

  private int number(String name) {
    return switch (name) {
      case "port" -> random.nextInt(1_024, 65_536);
      case "protocolVersion" -> random.nextInt(3, 8);
      case "run", "round", "attempt" -> random.nextInt(1, 4);
      default -> random.nextInt(0, 120);
    };
  }

  private Object id(Class<?> type) {
    var fingerprint = "1220" + hex(12);
    if (type == MigrationId.class) return new MigrationId("net-eu-7");
    if (type == NodeName.class) return new NodeName(pick("participantA", "participantB", "bank-7", "clearing.eu"));
    if (type == NodeUid.class) return new NodeUid(pick("participantA", "bank-7") + "::" + fingerprint);
    if (type == SynchronizerId.class) return new SynchronizerId(pick("olddomain", "newdomain") + "::" + fingerprint);
    if (type == SynchronizerAlias.class) return new SynchronizerAlias(pick("olddomain", "newdomain-2"));
    if (type == PlanHash.class) return new PlanHash(hex(32));
    if (type == IncidentId.class) return new IncidentId("net-eu-7/participantA~" + random.nextInt(1, 20));
    if (type == RequestId.class) return new RequestId("MOVE_CONTRACTS-" + random.nextInt(1, 1000));
    throw new IllegalArgumentException("no random " + type + " yet; add it here");
  }

  private String hex(int bytes) {
    var raw = new byte[bytes];
    random.nextBytes(raw);
    return java.util.HexFormat.of().formatHex(raw);
  }

  // a look again holds another assignment: now and then one is enough
  private Object assignment() {
    var kinds = leaves(Assignment.class).filter(c -> c != Assignment.LookAgain.class || random.nextInt(4) == 0).toArray(Class<?>[]::new);
    return record(pick(kinds));
  }

  private Object record(Class<?> type) {
    var components = type.getRecordComponents();
    var types = Arrays.stream(components).map(RecordComponent::getType).toArray(Class<?>[]::new);
    var values = Arrays.stream(components).map(c -> value(c.getGenericType(), c.getName())).toArray();
    try {
      var constructor = type.getDeclaredConstructor(types);
      constructor.setAccessible(true);
      return constructor.newInstance(values);
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException("cannot make a " + type.getSimpleName() + " of " + Arrays.toString(values), e);
    }
  }

  @SafeVarargs
  private <T> T pick(T... choices) {
    return choices[random.nextInt(choices.length)];
  }
}
