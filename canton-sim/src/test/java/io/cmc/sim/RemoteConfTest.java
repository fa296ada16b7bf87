// SPDX-License-Identifier: Apache-2.0
package io.cmc.sim;

import static org.assertj.core.api.Assertions.assertThat;

import com.typesafe.config.ConfigFactory;
import io.cmc.postgres.ThrowawayServer;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the configuration says of a network that others reach by a name. */
class RemoteConfTest {

  @TempDir private Path folder;

  @Test void a_network_with_a_name_is_reached_by_it_and_says_that_it_is_plain_and_where_the_password_is() {
    try (var network = Network.builder(ThrowawayServer.newDatabase() + "&password=secret").participants(1).host("localhost").start()) {
      network.writeRemoteConf(folder.resolve("remote.conf"), "/run/secrets/password");

      var conf = ConfigFactory.parseFile(folder.resolve("remote.conf").toFile()).resolve();
      assertThat(conf.getString("canton.remote-participants.participantA.admin-api.address")).isEqualTo("localhost");
      assertThat(network.sequencerUrl(Network.TARGET)).startsWith("http://localhost:");
      assertThat(conf.getBoolean("canton-migration.plaintext.newdomain")).isTrue();
      assertThat(conf.getBoolean("canton-migration.databases.participantA.plaintext")).isTrue();
      assertThat(conf.getString("canton-migration.databases.participantA.password-file")).isEqualTo("/run/secrets/password");
      assertThat(conf.toString() + ControlService.describe(network)).doesNotContain("secret\"", "password=");
    }
  }
}
