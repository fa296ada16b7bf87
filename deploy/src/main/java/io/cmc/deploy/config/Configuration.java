// SPDX-License-Identifier: Apache-2.0
package io.cmc.deploy.config;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.springframework.boot.context.config.ConfigDataEnvironmentPostProcessor;
import org.springframework.boot.context.properties.source.ConfigurationProperty;
import org.springframework.boot.context.properties.source.ConfigurationPropertyName;
import org.springframework.boot.context.properties.source.ConfigurationPropertySources;
import org.springframework.boot.context.properties.source.IterableConfigurationPropertySource;
import org.springframework.boot.origin.Origin;
import org.springframework.boot.origin.PropertySourceOrigin;
import org.springframework.boot.origin.TextResourceOrigin;
import org.springframework.boot.support.SpringApplicationJsonEnvironmentPostProcessor;
import org.springframework.core.env.ConfigurableEnvironment;
import org.springframework.core.env.SimpleCommandLinePropertySource;
import org.springframework.core.env.StandardEnvironment;
import org.springframework.core.env.SystemEnvironmentPropertySource;

/**
 * What the service would start with: options before environment before files, read by Spring Boot's own code.
 *
 * @param set names under {@code cmc.} that have a value, with what says so first
 */
record Configuration(ConfigurableEnvironment environment, Map<ConfigurationPropertyName, ConfigurationProperty> set) {

  static final ConfigurationPropertyName CMC = ConfigurationPropertyName.of("cmc");

  /**
   * @param variables of the environment
   * @throws RuntimeException of Spring Boot or of the YAML reader, on a file that is not there or cannot be read
   */
  static Configuration read(List<String> options, Map<String, Object> variables) {
    var environment = new StandardEnvironment();
    environment.getPropertySources().replace(StandardEnvironment.SYSTEM_ENVIRONMENT_PROPERTY_SOURCE_NAME,
        new SystemEnvironmentPropertySource(StandardEnvironment.SYSTEM_ENVIRONMENT_PROPERTY_SOURCE_NAME, variables));
    environment.getPropertySources().addFirst(new SimpleCommandLinePropertySource(options.toArray(String[]::new)));
    new SpringApplicationJsonEnvironmentPostProcessor().postProcessEnvironment(environment, null);
    ConfigDataEnvironmentPostProcessor.applyTo(environment);
    ConfigurationPropertySources.attach(environment);
    return new Configuration(environment, set(environment));
  }

  private static Map<ConfigurationPropertyName, ConfigurationProperty> set(ConfigurableEnvironment environment) {
    var set = new LinkedHashMap<ConfigurationPropertyName, ConfigurationProperty>();
    for (var source : ConfigurationPropertySources.get(environment)) {
      if (!(source instanceof IterableConfigurationPropertySource named)) continue;
      named.stream().filter(CMC::isAncestorOf).forEach(name -> Optional.ofNullable(named.getConfigurationProperty(name)).ifPresent(value -> set.putIfAbsent(name, value)));
    }
    return set;
  }

  /** Whether something is said there; an empty text says nothing. */
  boolean isSet(String name) {
    var asked = ConfigurationPropertyName.of(name);
    return set.entrySet().stream().anyMatch(s -> (s.getKey().equals(asked) || asked.isAncestorOf(s.getKey())) && !text(s.getValue()).isBlank());
  }

  static String text(ConfigurationProperty property) {
    return String.valueOf(property.getValue());
  }

  static boolean isVariable(ConfigurationProperty property) {
    return property.getSource().getUnderlyingSource() instanceof SystemEnvironmentPropertySource;
  }

  /** For people: file and line, variable or option. */
  static String where(ConfigurationProperty property) {
    if (isVariable(property)) return "environment";
    if (property.getSource().getUnderlyingSource() instanceof SimpleCommandLinePropertySource) return "options";
    return Optional.ofNullable(property.getOrigin()).map(Configuration::where).orElse("");
  }

  private static String where(Origin origin) {
    if (origin instanceof PropertySourceOrigin within && within.getOrigin() != null) return where(within.getOrigin());
    if (origin instanceof TextResourceOrigin text && text.getResource() != null && text.getLocation() != null) {
      return text.getResource().getFilename() + ":" + (text.getLocation().getLine() + 1);
    }
    return origin.toString();
  }
}
