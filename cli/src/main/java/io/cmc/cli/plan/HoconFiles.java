// SPDX-License-Identifier: Apache-2.0
package io.cmc.cli.plan;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigException;
import com.typesafe.config.ConfigFactory;
import com.typesafe.config.ConfigParseOptions;
import com.typesafe.config.ConfigResolveOptions;
import com.typesafe.config.ConfigResolver;
import com.typesafe.config.ConfigUtil;
import com.typesafe.config.ConfigValue;
import com.typesafe.config.ConfigValueFactory;
import io.cmc.cli.problem.Trouble;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Function;
import java.util.function.UnaryOperator;

/**
 * Reads HOCON twice: once with the variables of this process, for what is not secret, and once with a mark in place of every
 * variable, so that a secret can be told to be a reference without ever being looked at.
 */
final class HoconFiles {

  private final UnaryOperator<String> environment;

  HoconFiles(UnaryOperator<String> environment) {
    this.environment = environment;
  }

  /** Later files win, as with Canton's own option -c. */
  HoconBlock read(List<Path> files) {
    var parsed = files.stream().map(HoconFiles::parse).reduce(ConfigFactory.empty(), (earlier, later) -> later.withFallback(earlier));
    return new HoconBlock("", resolve(parsed, environment).root(), resolve(parsed, this::mark).root());
  }

  private static Config parse(Path file) {
    try {
      return ConfigFactory.parseFile(file.toFile(), ConfigParseOptions.defaults().setAllowMissing(false));
    } catch (ConfigException e) {
      throw unreadable("a Canton configuration (HOCON) at " + file, e);
    }
  }

  /** A variable that is not set stays unresolved; it matters only where its value is needed. */
  private static Config resolve(Config parsed, UnaryOperator<String> variables) {
    try {
      return parsed.resolve(ConfigResolveOptions.noSystem().setAllowUnresolved(true).appendResolver(new Variables(variables)));
    } catch (ConfigException e) {
      throw unreadable("substitutions that can be resolved", e);
    }
  }

  private String mark(String variable) {
    return environment.apply(variable) != null || VariableMark.looksLikeVariable(variable) ? VariableMark.of(variable) : null;
  }

  private static Trouble unreadable(String expected, ConfigException e) {
    return Trouble.input("CONFIG_UNREADABLE", expected, said(e), "correct the file; `canton generate remote-config` writes one");
  }

  /** The library fails on some valid files (an override by ${?X} within ${a} { ... }) and then repeats the whole block, secrets included. */
  private static String said(ConfigException e) {
    return e instanceof ConfigException.BugOrBroken ? "blocks that the HOCON library cannot put together: a substitution inside ${...} { ... }"
        : e.getMessage();
  }

  private record Variables(Function<String, String> lookup) implements ConfigResolver {

    @Override public ConfigValue lookup(String path) {
      var value = lookup.apply(String.join(".", ConfigUtil.splitPath(path)));
      return value == null ? null : ConfigValueFactory.fromAnyRef(value, "environment variable " + path);
    }

    @Override public ConfigResolver withFallback(ConfigResolver fallback) {
      return this;
    }
  }
}
