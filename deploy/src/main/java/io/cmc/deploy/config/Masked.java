// SPDX-License-Identifier: Apache-2.0
package io.cmc.deploy.config;

import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.springframework.boot.context.properties.source.ConfigurationPropertyName;
import org.springframework.boot.context.properties.source.ConfigurationPropertyName.Form;

/** Takes values that may be secrets out of whatever is said about settings, wherever the words come from. */
final class Masked {

  private static final String MASK = "***";
  private static final Pattern LOGIN = Pattern.compile("//[^/?\\s]*@");
  private static final Pattern PARAMETER = Pattern.compile("(?i)(password|secret|token)=[^&\\s]*");
  /** Names of what holds or may hold one; what ends so is only the place of one. */
  private static final Pattern SECRET = Pattern.compile(".*(password|secret|token|jaas|credential|chat).*|url");
  private static final Pattern PLACE = Pattern.compile(".*(env|file|location|type)");

  /** What is shorter is taken out as a word of its own only, or little would be left to read. */
  private static final int SHORT = 8;

  private final List<String> secrets;

  Masked(Configuration configuration) {
    this.secrets = configuration.set().entrySet().stream().filter(s -> isSecret(s.getKey())).flatMap(s -> parts(Configuration.text(s.getValue())))
        .filter(text -> !text.isBlank()).distinct().sorted(Comparator.comparingInt(String::length).reversed()).toList();
  }

  private static boolean isSecret(ConfigurationPropertyName name) {
    var last = name.getLastElement(Form.UNIFORM).toLowerCase(Locale.ROOT);
    var whole = name.toString().toLowerCase(Locale.ROOT);
    return (SECRET.matcher(last).matches() || whole.startsWith("cmc.kafka.properties") && SECRET.matcher(whole).matches()) && !PLACE.matcher(last).matches();
  }

  /** Of an address what comes after the host, where some have their secret; else all of it. */
  private static Stream<String> parts(String value) {
    var host = value.indexOf("://");
    if (host < 0) return Stream.of(value);
    var path = value.indexOf('/', host + 3);
    return path < 0 || path + 1 == value.length() || value.startsWith("jdbc:") ? Stream.empty() : Stream.of(value.substring(path + 1));
  }

  String text(String said) {
    var masked = PARAMETER.matcher(LOGIN.matcher(said).replaceAll("//" + MASK + "@")).replaceAll("$1=" + MASK);
    for (var secret : secrets) masked = secret.length() < SHORT ? masked.replaceAll("(?<!\\w)" + Pattern.quote(secret) + "(?!\\w)", MASK) : masked.replace(secret, MASK);
    return masked;
  }
}
