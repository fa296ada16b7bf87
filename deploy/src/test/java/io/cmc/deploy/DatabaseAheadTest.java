// SPDX-License-Identifier: Apache-2.0
package io.cmc.deploy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;

/** A database that is made ready before there are beans, and a start that fails. */
class DatabaseAheadTest {

  @Configuration(proxyBeanMethods = false)
  @EnableConfigurationProperties(ServiceSettings.class)
  @Import(Storage.class)
  static class StorageAlone {}

  @TempDir private Path data;
  private final SpringApplication application = new SpringApplication(StorageAlone.class);

  DatabaseAheadTest() {
    application.setWebApplicationType(WebApplicationType.NONE);
    application.addListeners(new DatabaseAhead());
  }

  @Test void a_start_that_fails_before_anybody_asks_for_the_database_leaves_no_server_behind() {
    application.addInitializers(context -> {
      throw new IllegalStateException("before all beans");
    });

    assertThatThrownBy(() -> application.run("--cmc.data=" + data)).hasStackTraceContaining("before all beans");

    assertThat(data.resolve("postgres").resolve("data")).isNotEmptyDirectory();
    assertThat(data.resolve("postgres").resolve("data").resolve("postmaster.pid")).doesNotExist();
  }

  @Test void one_that_cannot_be_made_ready_is_told_as_if_nothing_had_been_begun() {
    assertThatThrownBy(() -> application.run("--cmc.data=" + data, "--cmc.database.url=jdbc:postgresql://localhost:1/nowhere"))
        .hasStackTraceContaining("cannot prepare the database of the event store");
  }

  @Test void it_runs_until_the_application_ends() {
    try (var context = application.run("--cmc.data=" + data)) {
      assertThat(context.getBean(ReadyDatabase.class).embedded()).isPresent();
      assertThat(data.resolve("postgres").resolve("data").resolve("postmaster.pid")).exists();
    }

    assertThat(data.resolve("postgres").resolve("data").resolve("postmaster.pid")).doesNotExist();
  }
}
