// SPDX-License-Identifier: Apache-2.0
package io.cmc.deploy.wiring;

import io.cmc.deploy.system.InProcess;
import io.cmc.deploy.system.ServiceDatabase;
import io.cmc.postgres.TestSessions;
import java.nio.file.Path;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Two services on one new database, and its owner. */
record TwoServices(JdbcClient owner, InProcess one, InProcess other) implements AutoCloseable {

  static TwoServices start(Path folder) {
    var url = ServiceDatabase.create();
    return new TwoServices(JdbcClient.create(TestSessions.of(url)), InProcess.start(folder.resolve("one"), url, new String[0]),
        InProcess.start(folder.resolve("other"), url, new String[0]));
  }

  /** In turns. */
  InProcess turn(int n) {
    return n % 2 == 0 ? one : other;
  }

  @Override public void close() {
    other.close();
    one.close();
  }
}
