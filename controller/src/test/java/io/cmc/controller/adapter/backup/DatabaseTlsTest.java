// SPDX-License-Identifier: Apache-2.0
package io.cmc.controller.adapter.backup;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.cmc.controller.adapter.canton2.Authority;
import io.cmc.controller.port.NodeTrouble;
import io.cmc.plan.BackupStrategy;
import io.cmc.plan.Database;
import io.cmc.plan.Tls;
import io.cmc.postgres.ThrowawayServer;
import io.cmc.rejection.ProblemCode;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.ResourceLock;

/** A server that must prove who it is, to the driver and to pg_dump. */
@ResourceLock("sessions of backups")
class DatabaseTlsTest {

  @TempDir static Path folder;
  private static Authority bank;
  private static Authority stranger;

  @BeforeAll static void the_server_gets_a_certificate() throws Exception {
    bank = Authority.in(folder, "bank");
    stranger = Authority.in(folder, "stranger");
    var issued = bank.issue("server", "dns:localhost", 0, 30);
    Files.setPosixFilePermissions(issued.key(), PosixFilePermissions.fromString("rw-------"));
    var postgres = Scene.named("postgres");
    Scene.run(postgres, "alter system set ssl_cert_file = '" + issued.certificate() + "'", "alter system set ssl_key_file = '" + issued.key() + "'",
        "alter system set ssl = on", "select pg_reload_conf()");
    Scene.run(postgres, "create role secured login superuser");
    var rules = Path.of(Scene.answer(postgres, "show hba_file"));
    Files.writeString(rules, "hostnossl all secured all reject\n" + Files.readString(rules));
    Scene.run(postgres, "select pg_reload_conf()");
  }

  @AfterAll static void and_loses_it() throws Exception {
    Scene.run(Scene.named("postgres"), "alter system reset ssl", "alter system reset ssl_cert_file", "alter system reset ssl_key_file", "select pg_reload_conf()");
  }

  @Test void a_server_that_proves_who_it_is_is_dumped() throws Exception {
    var database = reached("localhost", Optional.of(bank.certificate()));

    assertThat(Scene.answer(Scene.named("postgres"), "show ssl")).isEqualTo("on");
    assertThat(backups().check(Scene.plan(folder), database)).isEmpty();
    assertThatCode(() -> backups().take(Scene.plan(folder), database, "m-tls")).doesNotThrowAnyException();
  }

  @Test void a_server_of_another_authority_or_of_another_name_or_with_no_certificate_at_all_is_not_let_near_a_password() {

    refused(reached("localhost", Optional.of(stranger.certificate())));
    refused(reached("127.0.0.1", Optional.of(bank.certificate())));
    refused(reached("localhost", Optional.empty()));
  }

  @Test void the_tools_are_told_the_same_as_the_driver() {
    var tools = new DumpTools(Optional.empty(), ToolRunner.childProcesses());
    var database = reached("localhost", Optional.of(stranger.certificate()));

    var trouble = catchThrowableOfType(NodeTrouble.class,
        () -> tools.dump(new DumpTools.Order(database, Optional.empty(), 1, "m-tls", folder.resolve("dump"))));

    assertThat(trouble.problem().found()).contains("certificate verify failed");
  }

  private void refused(Database database) {
    assertThat(backups().check(Scene.plan(folder), database)).singleElement().satisfies(finding -> {
      assertThat(finding.blocks()).isTrue();
      assertThat(finding.problem().code()).isEqualTo(ProblemCode.DATABASE_UNREACHABLE);
    });
  }

  private static Database reached(String host, Optional<Path> trusted) {
    return new Database(host, ThrowawayServer.server().port(), Scene.shared().name(), "secured", Optional.empty(),
        Optional.of(new Tls(trusted.map(Path::toString), Optional.empty(), Optional.empty())));
  }

  private io.cmc.controller.port.Backups backups() {
    return BackupStrategies.of(Scene.SECRETS, folder, Optional.empty(), ToolRunner.childProcesses()).get(BackupStrategy.PG_DUMP);
  }
}
