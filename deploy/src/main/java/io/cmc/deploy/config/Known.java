// SPDX-License-Identifier: Apache-2.0
package io.cmc.deploy.config;

import io.cmc.deploy.ServiceSettings;
import java.lang.reflect.Parameter;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.springframework.boot.context.properties.source.ConfigurationPropertyName;
import org.springframework.boot.context.properties.source.ConfigurationPropertyName.Form;

/** The settings that there are, as the records say to which they are bound. */
sealed interface Known {

  /** One value, or several of a list. */
  record Value(Type type) implements Known {}

  /** Anything under names that others chose. */
  record Open(Type type) implements Known {}

  /** Several of a kind, each under a name of its own. */
  record Each(Known of) implements Known {}

  record Group(Map<String, Known> members) implements Known {}

  /** Under {@code cmc.} */
  static Known all() {
    return group(ServiceSettings.class);
  }

  private static Known group(Class<?> type) {
    var members = new LinkedHashMap<String, Known>();
    for (var parameter : type.getDeclaredConstructors()[0].getParameters()) members.put(kebab(parameter.getName()), of(parameter));
    return new Group(members);
  }

  private static Known of(Parameter parameter) {
    if (parameter.getType().isRecord()) return group(parameter.getType());
    if (parameter.getType() != Map.class) return new Value(parameter.getParameterizedType());
    var each = ((ParameterizedType) parameter.getParameterizedType()).getActualTypeArguments()[1];
    return each instanceof Class<?> type && type.isRecord() ? new Each(group(type)) : new Open(parameter.getParameterizedType());
  }

  private static String kebab(String name) {
    return name.replaceAll("(?<=[a-z])(?=[A-Z])", "-").toLowerCase(Locale.ROOT);
  }

  /** Where a value begins that is bound as a whole. @param name without what is within it */
  record Leaf(ConfigurationPropertyName name, Type type) {}

  /** What a name leads to; empty: to nothing. @param element of the name that is looked at */
  static Optional<Leaf> leaf(Known from, ConfigurationPropertyName name, int element) {
    var more = element < name.getNumberOfElements();
    return switch (from) {
      case Value v -> rest(name, element).allMatch(e -> e.matches("\\d+")) ? Optional.of(new Leaf(name.chop(element), v.type())) : Optional.empty();
      case Open o -> more ? Optional.of(new Leaf(name.chop(element), o.type())) : Optional.empty();
      case Each e -> more ? leaf(e.of(), name, element + 1) : Optional.empty();
      case Group g -> more ? member(g, name.getElement(element, Form.UNIFORM)).flatMap(m -> leaf(m, name, element + 1)) : Optional.empty();
    };
  }

  private static Stream<String> rest(ConfigurationPropertyName name, int element) {
    return IntStream.range(element, name.getNumberOfElements()).mapToObj(i -> name.getElement(i, Form.ORIGINAL));
  }

  private static Optional<Known> member(Group group, String uniform) {
    return group.members().entrySet().stream().filter(m -> m.getKey().replace("-", "").equals(uniform)).map(Map.Entry::getValue).findFirst();
  }

  /** All names, {@code NAME} where there may be several. */
  static List<String> names(String prefix, Known known) {
    return switch (known) {
      case Value v -> List.of(prefix);
      case Open o -> List.of(prefix);
      case Each e -> names(prefix + ".NAME", e.of());
      case Group g -> {
        var names = new ArrayList<String>();
        g.members().forEach((name, member) -> names.addAll(names(prefix + "." + name, member)));
        yield names;
      }
    };
  }
}
