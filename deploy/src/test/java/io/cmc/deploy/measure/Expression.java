// SPDX-License-Identifier: Apache-2.0
package io.cmc.deploy.measure;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What a query of Prometheus names, as far as is needed to see that it is there: a query of what does not exist is silent for ever. */
record Expression(String text) {

  private static final Set<String> WORDS = Set.of("and", "or", "unless", "bool", "by", "without", "on", "ignoring", "offset");
  private static final Set<String> LABELS = Stream.concat(Stream.of("instance"), Metric.all().stream().flatMap(m -> m.labels().stream()))
      .collect(Collectors.toSet());
  private static final Set<String> SERIES = Metric.all().stream().flatMap(m -> m.names().stream()).collect(Collectors.toSet());
  private static final Pattern GROUPED = Pattern.compile("\\b(?:by|without|on|ignoring|group_left|group_right)\\s*\\(([^)]*)\\)");
  private static final Pattern CHOSEN = Pattern.compile("\\{([^}]*)}");
  private static final Pattern MATCHER = Pattern.compile("([A-Za-z_]\\w*)\\s*(?:=~|!~|!=|=)");
  private static final Pattern NAME = Pattern.compile("[A-Za-z_:][\\w:]*+(?!\\s*\\()");

  void namesOnlyWhatIsMeasured() {
    assertThat(metrics()).as("metrics in %s", text).isNotEmpty().isSubsetOf(SERIES);
    assertThat(labels()).as("labels in %s", text).isSubsetOf(LABELS);
  }

  Set<String> metrics() {
    var bare = GROUPED.matcher(text.replaceAll("\"[^\"]*\"", "")).replaceAll(" ").replaceAll("\\{[^}]*}|\\[[^]]*]", " ");
    return NAME.matcher(bare).results().map(m -> m.group()).filter(name -> !WORDS.contains(name)).collect(Collectors.toSet());
  }

  Set<String> labels() {
    var unquoted = text.replaceAll("\"[^\"]*\"", "");
    var labels = new HashSet<String>();
    GROUPED.matcher(unquoted).results().flatMap(m -> List.of(m.group(1).split(",")).stream()).map(String::strip).filter(l -> !l.isEmpty()).forEach(labels::add);
    CHOSEN.matcher(unquoted).results().flatMap(m -> MATCHER.matcher(m.group(1)).results()).forEach(m -> labels.add(m.group(1)));
    return labels;
  }
}
