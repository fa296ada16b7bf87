// SPDX-License-Identifier: Apache-2.0
package io.cmc.controller.adapter.backup;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.cmc.controller.port.Backups;
import io.cmc.controller.port.NodeTrouble;
import io.cmc.controller.port.NodeTrouble.Kind;
import io.cmc.plan.BackupStrategy;
import io.cmc.plan.Database;
import io.cmc.plan.Secret;
import io.cmc.rejection.ProblemCode;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.ResourceLock;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** A database that does not let us in: the same words in preflight and when it comes to it, by each strategy. */
@ResourceLock("sessions of backups")
class LoginTest {

  @TempDir Path folder;

  @BeforeAll static void one_user_needs_a_password() throws Exception {
    Scene.guard();
  }

  @ParameterizedTest(name = "{0} {1}") @MethodSource
  void a_database_that_does_not_let_us_in(BackupStrategy strategy, String why, Database database, Kind kind, String words) {
    var backups = backups(strategy);

    var findings = backups.check(Scene.plan(folder), database);
    var trouble = catchThrowableOfType(NodeTrouble.class, () -> backups.take(Scene.plan(folder), database, "m-alfa"));

    assertThat(findings).singleElement().satisfies(f -> {
      assertThat(f.check()).isEqualTo("backup-credentials");
      assertThat(f.blocks()).isTrue();
      assertThat(f.problem().code()).isEqualTo(ProblemCode.DATABASE_UNREACHABLE);
      assertThat(f.problem().found()).contains(words);
    });
    assertThat(trouble.problem().code()).isEqualTo(ProblemCode.DATABASE_UNREACHABLE);
    assertThat(trouble.problem().found()).contains(words);
    assertThat(trouble.kind()).isEqualTo(kind);
    assertThat(trouble.problem().toString()).doesNotContain("guess").doesNotContain("secret");
  }

  static Stream<Arguments> a_database_that_does_not_let_us_in() throws Exception {
    var shared = Scene.shared();
    return Stream.of(BackupStrategy.PG_DUMP, BackupStrategy.TEMPLATE_COPY).flatMap(strategy -> Stream.of(
        Arguments.of(strategy, "wrong password", Scene.as(Scene.GUARDED, Scene.WRONG, shared), Kind.PERMANENT, "password authentication failed"),
        Arguments.of(strategy, "no password", Scene.as(Scene.GUARDED, Optional.empty(), shared), Kind.PERMANENT, "no password was provided"),
        Arguments.of(strategy, "password not set", Scene.as(Scene.GUARDED, Optional.of(new Secret(Secret.Kind.ENV, "UNSET")), shared),
            Kind.PERMANENT, "nothing there"),
        Arguments.of(strategy, "no such user", Scene.as("nobody at all", Optional.empty(), shared), Kind.PERMANENT, "does not exist"),
        Arguments.of(strategy, "no such database", Scene.named("nowhere"), Kind.PERMANENT, "nowhere"),
        Arguments.of(strategy, "nobody there", new Database("localhost", unusedPort(), "db", "postgres", Optional.empty()), Kind.TRANSIENT, "refused"),
        Arguments.of(strategy, "no such host", new Database("no-such-host.invalid", 5432, "db", "postgres", Optional.empty()), Kind.TRANSIENT,
            "no-such-host"),
        Arguments.of(strategy, "several hosts", new Database("localhost,elsewhere", 5432, "db", "postgres", Optional.empty()), Kind.PERMANENT,
            "localhost,elsewhere"),
        Arguments.of(strategy, "a socket", new Database("/var/run", 5432, "db", "postgres", Optional.empty()), Kind.PERMANENT, "/var/run"),
        Arguments.of(strategy, "a driver's setting", new Database("localhost/x?user=y", 5432, "db", "postgres", Optional.empty()), Kind.PERMANENT,
            "user=y"),
        Arguments.of(strategy, "two lines", Scene.named("one\ntwo"), Kind.PERMANENT, "one two")));
  }

  private static int unusedPort() {
    try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    } catch (java.io.IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }

  private Backups backups(BackupStrategy strategy) {
    return BackupStrategies.of(Scene.SECRETS, folder, Optional.empty(), ToolRunner.childProcesses()).get(strategy);
  }
}
