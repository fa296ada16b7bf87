// SPDX-License-Identifier: Apache-2.0
package io.cmc.deploy.docs;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class LinksLeadSomewhereTest {

  private static final Checkout CHECKOUT = Checkout.here();
  private static final Pattern LINK = Pattern.compile("(?<!`)\\[[^\\]]+]\\(([^)\\s]+)\\)");
  private static final Pattern HEADING = Pattern.compile("(?m)^#+ (.+)$");
  private static final Pattern ANCHOR = Pattern.compile("<a id=\"([^\"]+)\">");
  /** A path of ours in a code span; one with a star, brackets or an ellipsis stands for many. */
  private static final Pattern NAMED = Pattern.compile("`((?:[a-z0-9-]+|\\.ci|src)/[A-Za-z0-9_./@-]+\\.(?:java|sql|proto|md|yaml))`");
  private static final Pattern CITED = Pattern.compile("docs/([a-z-]+)\\.md(?:#([a-z0-9-]+))?");

  static Stream<String> pages() {
    var inRoot = Stream.of("README.md", "ARCHITECTURE.md", "CONTRIBUTING.md", "CHANGELOG.md").filter(CHECKOUT::has);
    return Stream.concat(inRoot, CHECKOUT.below("docs", ".md").stream().map(p -> CHECKOUT.root().relativize(p).toString()));
  }

  @ParameterizedTest @MethodSource("pages") void every_link_of_a_page_leads_to_a_file_and_a_place_in_it(String page) {
    var text = CHECKOUT.text(page);

    var broken = matches(LINK, text).map(m -> m.group(1)).filter(link -> !link.contains("://")).filter(link -> leadsNowhere(page, link)).toList();

    assertThat(broken).as("links of %s that lead nowhere", page).isEmpty();
  }

  @ParameterizedTest @MethodSource("pages") void every_file_that_a_page_names_is_there(String page) {
    var missing = matches(NAMED, CHECKOUT.text(page)).map(m -> m.group(1)).filter(file -> !CHECKOUT.has(file)).toList();

    assertThat(missing).as("files that %s names", page).isEmpty();
  }

  @Test void every_page_and_place_that_the_code_cites_is_there() {
    var broken = new ArrayList<String>();
    for (var source : sources()) {
      matches(CITED, CHECKOUT.text(source)).filter(m -> !isThere("docs/" + m.group(1) + ".md", m.group(2)))
          .forEach(m -> broken.add(source + " cites " + m.group()));
    }

    assertThat(broken).isEmpty();
  }

  private static List<String> sources() {
    return Stream.of("command-api", "event-store", "controller", "projections", "canton-sim", "cli", "deploy", "system-tests", "fault-tests", "crash-tests", "simulation-tests")
        .flatMap(module -> CHECKOUT.below(module + "/src", ".java").stream()).map(p -> CHECKOUT.root().relativize(p).toString()).toList();
  }

  private static boolean leadsNowhere(String page, String link) {
    var parts = link.split("#", 2);
    var folder = Path.of(page).getParent();
    var target = parts[0].isEmpty() ? Path.of(page) : folder == null ? Path.of(parts[0]) : folder.resolve(parts[0]).normalize();
    return !isThere(target.toString(), parts.length > 1 ? parts[1] : null);
  }

  private static boolean isThere(String file, String place) {
    return CHECKOUT.has(file) && (place == null || places(CHECKOUT.text(file)).contains(place));
  }

  private static Set<String> places(String text) {
    return Stream.concat(matches(HEADING, text).map(m -> slug(m.group(1))), matches(ANCHOR, text).map(m -> m.group(1))).collect(Collectors.toSet());
  }

  /** As the usual renderers make an anchor of a heading. */
  private static String slug(String heading) {
    return heading.toLowerCase(Locale.ROOT).replaceAll("[^\\p{L}\\p{N}\\s_-]", "").strip().replaceAll("\\s", "-");
  }

  private static Stream<MatchResult> matches(Pattern pattern, String text) {
    return pattern.matcher(text).results();
  }
}
