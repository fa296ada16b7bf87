// SPDX-License-Identifier: Apache-2.0
package io.cmc.deploy.config;

import io.cmc.deploy.config.Known.Leaf;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.springframework.boot.context.properties.bind.BindException;
import org.springframework.boot.context.properties.bind.Bindable;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.ConfigurationProperty;
import org.springframework.boot.context.properties.source.ConfigurationPropertyName;
import org.springframework.boot.context.properties.source.ConfigurationPropertyName.Form;
import org.springframework.core.ResolvableType;

/** Whether each name that is set is one that there is, and each value of its type: all of them, where the start would end with the first. */
final class Names {

  /** Variables of the client and of hooks. */
  private static final Set<String> OF_OTHERS = Set.of("cmc.server", "cmc.token", "cmc.token.file", "cmc.ca", "cmc.participant", "cmc.migration");

  private final Configuration configuration;
  private final Known known = Known.all();
  private final List<String> all = Known.names(Configuration.CMC.toString(), known);
  private final Binder binder;

  Names(Configuration configuration) {
    this.configuration = configuration;
    this.binder = Binder.get(configuration.environment());
  }

  List<Finding> findings() {
    var findings = new ArrayList<Finding>();
    var values = new LinkedHashMap<Leaf, ConfigurationProperty>();
    configuration.set().forEach((name, property) -> Known.leaf(known, name, 1).ifPresentOrElse(leaf -> values.putIfAbsent(leaf, property), () -> {
      if (!OF_OTHERS.contains(name.toString()) && !isEmptyGroup(name, property)) findings.add(unknown(name, property));
    }));
    values.forEach((leaf, property) -> value(leaf, property).ifPresent(findings::add));
    return findings;
  }

  /** A heading in YAML with nothing below it. */
  private boolean isEmptyGroup(ConfigurationPropertyName name, ConfigurationProperty property) {
    return Configuration.text(property).isBlank() && all.stream().anyMatch(n -> n.startsWith(name + "."));
  }

  /** In the environment there may be what others put there, such as Kubernetes for each of its services. */
  private Finding unknown(ConfigurationPropertyName name, ConfigurationProperty property) {
    var text = "there is no such setting" + nearest(name).map(n -> "; the nearest is " + n).orElse("");
    var where = Configuration.where(property);
    return Configuration.isVariable(property) ? Finding.doubtful(name.toString(), where, text) : Finding.wrong(name.toString(), where, text);
  }

  private Optional<String> nearest(ConfigurationPropertyName name) {
    return Nearest.to(name.toString(), all.stream().map(n -> named(n, name)).toList());
  }

  /** A name of their own is what somebody chose, and not what was mistyped. */
  private static String named(String known, ConfigurationPropertyName name) {
    var parts = known.split("\\.");
    for (int i = 0; i < parts.length && i < name.getNumberOfElements(); i++) {
      if (parts[i].equals("NAME")) parts[i] = name.getElement(i, Form.ORIGINAL);
    }
    return String.join(".", parts);
  }

  private Optional<Finding> value(Leaf leaf, ConfigurationProperty property) {
    try {
      binder.bind(leaf.name(), Bindable.of(ResolvableType.forType(leaf.type())));
      return Optional.empty();
    } catch (BindException e) {
      return Optional.of(Finding.wrong(leaf.name().toString(), Configuration.where(property), "expected " + words(leaf.type()) + ", found something else"));
    }
  }

  private static String words(Type type) {
    if (type instanceof ParameterizedType many && many.getRawType() == Map.class) return "for each name " + words(many.getActualTypeArguments()[1]);
    if (type instanceof ParameterizedType many) return "a list of " + words(many.getActualTypeArguments()[0]);
    if (type == int.class) return "a whole number";
    if (type == double.class) return "a number";
    if (type == boolean.class) return "true or false";
    if (type == Duration.class) return "a time such as 30s, 5m or 7d";
    return type == Path.class ? "a path" : "a text whose ${...} can be replaced";
  }
}
