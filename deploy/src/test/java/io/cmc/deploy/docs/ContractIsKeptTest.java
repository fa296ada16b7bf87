// SPDX-License-Identifier: Apache-2.0
package io.cmc.deploy.docs;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.SortedSet;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/** The public contract may grow and nothing else: clients of before go on. With {@code -Dcontract=write} what is new is released. */
class ContractIsKeptTest {

  private static final String RELEASED = "deploy/src/test/resources/contract/released.txt";
  private static final String HOW = "mvn -q -pl deploy -am test -Dtest=ContractIsKeptTest -Dcontract=write -Dsurefire.failIfNoSpecifiedTests=false";
  private static final Checkout CHECKOUT = Checkout.here();

  @Test void nothing_that_was_released_is_gone_or_changed() {
    var today = ContractLines.all();
    if ("write".equals(System.getProperty("contract"))) release(today);

    var released = CHECKOUT.text(RELEASED).lines().toList();

    assertThat(today).as("what clients of before stand on").containsAll(released);
    assertThat(released).as("what is new is frozen before it is used; write it with: %s", HOW).containsAll(today);
  }

  /** Only adds: what was released once stays in the file, and the test fails where it is missing. */
  private static void release(SortedSet<String> today) {
    var all = new TreeSet<>(today);
    if (CHECKOUT.has(RELEASED)) CHECKOUT.text(RELEASED).lines().forEach(all::add);
    CHECKOUT.write(RELEASED, String.join("\n", all) + "\n");
  }

  @Test void every_file_of_the_contract_is_looked_at() {
    var written = CHECKOUT.below("command-api/src/main/proto", ".proto").stream()
        .map(file -> CHECKOUT.path("command-api/src/main/proto").relativize(file).toString());

    assertThat(written).allSatisfy(file -> assertThat(ContractLines.files()).containsKey(file));
  }
}
