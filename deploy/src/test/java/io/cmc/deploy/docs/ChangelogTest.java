// SPDX-License-Identifier: Apache-2.0
package io.cmc.deploy.docs;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The changelog says of every version which events it brought: who reads them has to know. */
class ChangelogTest {

  private static final Checkout CHECKOUT = Checkout.here();
  private static final String EVENTS = "### Events and revisions";
  private static final Pattern REVISION = Pattern.compile("(?s)Revision (\\d+): (.*)");
  private static final Pattern NAME = Pattern.compile("`(\\w+)`");

  @Test void every_version_has_a_section_on_events() {
    assertThat(versions()).isNotEmpty().allSatisfy(version -> assertThat(version.split(EVENTS, -1)).as("sections '%s' of %s", EVENTS, version.lines().findFirst()).hasSize(2));
  }

  @Test void every_released_event_with_its_revision_is_named_in_one_of_them_and_nothing_else() {
    assertThat(versions().stream().flatMap(ChangelogTest::named).toList()).as("events under '%s' of CHANGELOG.md, in the list 'Revision N: ...' of the version that brings them", EVENTS)
        .containsExactlyInAnyOrderElementsOf(released());
  }

  private static List<String> versions() {
    return Stream.of(CHECKOUT.text("CHANGELOG.md").split("(?m)^## ")).skip(1).toList();
  }

  private static Stream<String> named(String version) {
    return Stream.of(version.substring(version.indexOf(EVENTS)).split("(?m)^- ")).map(REVISION::matcher).filter(Matcher::matches)
        .flatMap(list -> NAME.matcher(list.group(2)).results().map(name -> name.group(1) + " " + list.group(1)));
  }

  /** Some have a sample for each assignment. */
  private static List<String> released() {
    return CHECKOUT.below("event-store/src/test/resources/events/released", ".json").stream().map(file -> file.getFileName().toString().split("\\."))
        .map(parts -> parts[0] + " " + parts[1]).distinct().toList();
  }
}
