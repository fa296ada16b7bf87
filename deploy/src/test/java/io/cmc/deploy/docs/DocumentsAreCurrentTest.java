// SPDX-License-Identifier: Apache-2.0
package io.cmc.deploy.docs;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** With {@code -Ddocs.write=true} the pages are written instead of compared. */
class DocumentsAreCurrentTest {

  private static final String REWRITE = "mvn -q -pl deploy -am test -Dtest=DocumentsAreCurrentTest -Ddocs.write=true "
      + "-Dsurefire.failIfNoSpecifiedTests=false";
  private static final Checkout CHECKOUT = Checkout.here();
  private static final Map<String, Page> PAGES = Page.all(CHECKOUT).stream().collect(Collectors.toMap(Page::file, page -> page));

  static Stream<String> pages() {
    return PAGES.keySet().stream().sorted();
  }

  @ParameterizedTest @MethodSource("pages") void a_page_that_is_made_from_the_code_says_what_the_code_says(String file) {
    var made = PAGES.get(file).text();
    if (Boolean.getBoolean("docs.write")) CHECKOUT.write(file, made);

    assertThat(CHECKOUT.has(file)).as("%s is missing; write it with: %s", file, REWRITE).isTrue();
    assertThat(CHECKOUT.text(file)).as("%s is not what the code says. Do not edit it; rewrite it with: %s", file, REWRITE).isEqualTo(made);
  }
}
