// SPDX-License-Identifier: Apache-2.0
package io.cmc.deploy.docs;

import io.cmc.id.Id;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The types that values consist of.
 *
 * @param leftOut packages whose own types are not among the values
 */
record Types(List<Package> leftOut) {

  /** As a reader writes it: {@code List<NodeName>}. */
  static String name(Type type) {
    return switch (type) {
      case ParameterizedType p -> name(p.getRawType()) + Arrays.stream(p.getActualTypeArguments()).map(Types::name)
          .collect(Collectors.joining(", ", "<", ">"));
      case Class<?> c -> c.getSimpleName();
      default -> type.getTypeName();
    };
  }

  /** MOVE_CONTRACTS for MoveContracts. */
  static String constant(String name) {
    return name.replaceAll("(?<=[a-z])(?=[A-Z])", "_").toUpperCase(Locale.ROOT);
  }

  /** Our own records and enums that these are made of, by name. */
  List<Class<?>> reachable(List<Class<?>> from) {
    Set<Class<?>> seen = new LinkedHashSet<>();
    var open = new ArrayDeque<>(from);
    while (!open.isEmpty()) {
      var type = open.pop();
      if (seen.add(type)) parts(type).forEach(open::add);
    }
    return seen.stream().filter(t -> !leftOut.contains(t.getPackage())).filter(t -> t.isRecord() || t.isEnum())
        .sorted(Comparator.comparing(Class::getSimpleName)).<Class<?>>map(t -> t).toList();
  }

  private static Stream<Class<?>> parts(Class<?> type) {
    var components = type.isRecord() ? Arrays.stream(type.getRecordComponents()) : Stream.<RecordComponent>of();
    var permitted = type.isSealed() ? Arrays.stream(type.getPermittedSubclasses()) : Stream.<Class<?>>of();
    return Stream.concat(components.map(RecordComponent::getGenericType).flatMap(Types::classes), permitted)
        .filter(t -> t.getName().startsWith("io.cmc.") && !Id.class.isAssignableFrom(t)).map(t -> (Class<?>) t);
  }

  private static Stream<Class<?>> classes(Type type) {
    return switch (type) {
      case ParameterizedType p -> Arrays.stream(p.getActualTypeArguments()).flatMap(Types::classes);
      case Class<?> c -> Stream.of(c);
      default -> Stream.of();
    };
  }
}
