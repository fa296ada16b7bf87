// SPDX-License-Identifier: Apache-2.0
package io.cmc.cli.plan;

import com.typesafe.config.ConfigException;
import com.typesafe.config.ConfigObject;
import com.typesafe.config.ConfigRenderOptions;
import com.typesafe.config.ConfigUtil;
import com.typesafe.config.ConfigValue;
import com.typesafe.config.ConfigValueType;
import io.cmc.cli.problem.Trouble;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/** One block of a Canton configuration, with and without the values of environment variables. */
final class HoconBlock {

  private final String path;
  private final ConfigObject values;
  private final ConfigObject marked;

  HoconBlock(String path, ConfigObject values, ConfigObject marked) {
    this.path = path;
    this.values = values;
    this.marked = marked;
  }

  Set<String> names() {
    return new TreeSet<>(values.keySet());
  }

  String path(String name) {
    return path.isEmpty() ? name : path + "." + ConfigUtil.quoteString(name).replaceAll("^\"([A-Za-z0-9_-]+)\"$", "$1");
  }

  /** The block below some names, one after the other. */
  Optional<HoconBlock> block(String... names) {
    var block = Optional.of(this);
    for (var name : names) {
      block = block.flatMap(b -> b.child(name));
    }
    return block;
  }

  private Optional<HoconBlock> child(String name) {
    var value = values.get(name);
    if (value == null || isNull(value)) {
      return Optional.empty();
    }
    if (value instanceof ConfigObject object && marked.get(name) instanceof ConfigObject twin) {
      return Optional.of(new HoconBlock(path(name), object, twin));
    }
    throw wrong(name, "a block of settings", "something else");
  }

  /** A text or number, the values of variables filled in. */
  Optional<String> text(String name) {
    var value = values.get(name);
    if (value == null || isNull(value)) {
      return Optional.empty();
    }
    return Optional.of(single(name, value));
  }

  private String single(String name, ConfigValue value) {
    try {
      return switch (value.valueType()) {
        case STRING, NUMBER, BOOLEAN -> value.unwrapped().toString();
        case OBJECT, LIST, NULL -> throw wrong(name, "a single value", "a block or a list");
      };
    } catch (ConfigException.NotResolved e) {
      throw Trouble.input("CONFIG_UNREADABLE", "a value for " + path(name), rendered(value) + ", which is not set" + origin(value),
          "set the variable and repeat the order");
    }
  }

  /** The same value with marks in place of variables; the text ${name} where it stayed unresolved. */
  Optional<String> marked(String name) {
    var value = marked.get(name);
    if (value == null || isNull(value)) {
      return Optional.empty();
    }
    return Optional.of(isResolved(value) ? single(name, value) : rendered(value));
  }

  private static boolean isNull(ConfigValue value) {
    return isResolved(value) && value.valueType() == ConfigValueType.NULL;
  }

  private static boolean isResolved(ConfigValue value) {
    try {
      return value.valueType() != null;
    } catch (ConfigException.NotResolved e) {
      return value instanceof ConfigObject;
    }
  }

  private static String rendered(ConfigValue value) {
    return value.render(ConfigRenderOptions.concise());
  }

  int port(String name, String text) {
    try {
      var port = Integer.parseInt(text);
      if (port > 0 && port < 65536) {
        return port;
      }
    } catch (NumberFormatException e) {
      // said below, together with numbers that are no ports
    }
    throw wrong(name, "a port from 1 to 65535", "'" + text + "'");
  }

  Trouble wrong(String name, String expected, String found) {
    return wrong(name, expected, found, "correct the configuration");
  }

  Trouble wrong(String name, String expected, String found, String remedy) {
    return Trouble.input("CONFIG_UNREADABLE", expected + " for " + path(name), found + origin(values.get(name)), remedy);
  }

  private static String origin(ConfigValue value) {
    return value == null ? "" : " at " + value.origin().description();
  }
}
