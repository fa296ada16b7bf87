// SPDX-License-Identifier: Apache-2.0
package io.cmc.deploy;

import static org.assertj.core.api.Assertions.assertThat;

import io.cmc.postgres.ThrowawayServer;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;

class OfflineReplayTest {

  @Test void no_bean_of_it_could_call_anybody_but_the_database() {
    try (var context = OfflineReplay.start(List.of("--cmc.database.url=" + ThrowawayServer.newDatabase()))) {
      var types = Stream.of(context.getBeanDefinitionNames()).map(context::getType).filter(Objects::nonNull).map(Class::getName).toList();

      assertThat(types).contains("io.cmc.projection.replay.Replay", "io.cmc.deploy.Pool");
      assertThat(types).filteredOn(t -> t.startsWith("io.cmc.")).allMatch(t -> t.startsWith("io.cmc.projection.") || t.startsWith("io.cmc.store.")
          || t.startsWith("io.cmc.deploy."));
      assertThat(types).noneMatch(t -> t.startsWith("io.grpc.") || t.startsWith("org.springframework.grpc.") || t.startsWith("org.axonframework."));
    }
  }

  @Test void it_must_be_told_which_database_and_which_models() {
    assertThat(run("--offline")).contains("expected --database-url, --data or --config");
    assertThat(run("--offline", "status", "--all", "--database-url", "x")).contains("expected one read model or --all");
    assertThat(run("--offline", "nonsense", "--database-url", ThrowawayServer.newDatabase())).contains("expected one of [audit, incident, status]");
  }

  private static String run(String... words) {
    var err = new StringWriter();
    var exit = new CommandLine(new OfflineReplay()).setErr(new PrintWriter(err)).execute(words);
    assertThat(exit).isEqualTo(2);
    return err.toString();
  }
}
