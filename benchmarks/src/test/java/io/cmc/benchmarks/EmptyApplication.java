// SPDX-License-Identifier: Apache-2.0
package io.cmc.benchmarks;

import com.zaxxer.hikari.HikariDataSource;
import io.cmc.api.v1.MigrationQueriesGrpc.MigrationQueriesImplBase;
import io.cmc.postgres.EmbeddedServer;
import io.grpc.BindableService;
import java.nio.file.Path;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.context.annotation.Bean;

/** An application with the service's class path and settings, its kind of embedded database, and nothing of its own. */
@SpringBootApplication(scanBasePackages = "io.cmc.benchmarks.none")
public class EmptyApplication {

  /** @param arguments the data folder and the port */
  public static void main(String[] arguments) {
    System.setProperty("axoniq.update-checker.disabled", "true");
    System.setProperty("disable-axoniq-console-message", "true");
    SpringApplication.run(EmptyApplication.class, "--cmc.data=" + arguments[0], "--spring.grpc.server.port=" + arguments[1], "--spring.flyway.enabled=false");
  }

  @Bean(destroyMethod = "close") static EmbeddedServer server(@Value("${cmc.data}") Path data) {
    return EmbeddedServer.start(data.resolve("postgres"));
  }

  @Bean(destroyMethod = "close") static HikariDataSource dataSource(EmbeddedServer server) {
    var database = new HikariDataSource();
    database.setJdbcUrl(server.jdbcUrl("postgres"));
    return database;
  }

  /** Without one no port is opened. */
  @Bean static BindableService service() {
    return new MigrationQueriesImplBase() { };
  }
}
