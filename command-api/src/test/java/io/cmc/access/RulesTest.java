// SPDX-License-Identifier: Apache-2.0
package io.cmc.access;

import static org.assertj.core.api.Assertions.assertThat;

import io.cmc.api.v1.MigrationOrdersGrpc;
import io.grpc.ServiceDescriptor;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class RulesTest {

  /** Of all services that there are stubs of, whatever file they are in. */
  private static Set<String> methods() throws Exception {
    var stubs = Path.of(MigrationOrdersGrpc.class.getProtectionDomain().getCodeSource().getLocation().toURI()).resolve("io/cmc/api/v1");
    var names = new TreeSet<String>();
    try (var files = Files.list(stubs)) {
      for (var file : files.map(f -> f.getFileName().toString()).filter(f -> f.endsWith("Grpc.class")).toList()) {
        var stub = Class.forName("io.cmc.api.v1." + file.replace(".class", ""));
        ((ServiceDescriptor) stub.getMethod("getServiceDescriptor").invoke(null)).getMethods().forEach(m -> names.add(m.getFullMethodName()));
      }
    }
    return names;
  }

  @Test void every_public_method_has_a_row_and_every_row_a_method() throws Exception {
    var rows = Rules.all().stream().map(r -> r.call().replaceAll("#.*", "")).filter(c -> c.startsWith("cmc."))
        .collect(Collectors.toCollection(TreeSet::new));

    assertThat(rows).as("who may call what; what has no row is refused").isEqualTo(methods());
  }

  @Test void no_row_is_open_but_those_that_tell_nothing_of_a_migration() {
    assertThat(Rules.all()).filteredOn(r -> r.scope() == Scope.OPEN).extracting(Rule::call).allSatisfy(call -> assertThat(call).matches("grpc\\..*|cmc\\.api\\.v1\\.Access/WhoAmI"));
    assertThat(Rules.all()).filteredOn(r -> r.scope() != Scope.OPEN).allSatisfy(r -> assertThat(r.roles()).isNotEmpty());
  }

  @Test void what_is_in_no_row_is_for_nobody() {
    assertThat(Rules.of("cmc.api.v1.MigrationOrders/DropEverything")).isEmpty();
  }
}
