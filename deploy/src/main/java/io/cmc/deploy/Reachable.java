// SPDX-License-Identifier: Apache-2.0
package io.cmc.deploy;

import java.sql.SQLException;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.admin.Admin;

/** Whether what the settings name answers, asked in the way that the service would ask and changing nothing. */
public final class Reachable {

  private static final int PATIENCE_SECONDS = 5;

  private Reachable() {}

  /** As the owner, as who the start begins. @return what is there; @throws SQLException saying why nobody gets in */
  public static String database(ServiceSettings settings) throws SQLException {
    try (var connection = StartPart.address(settings).owner().getConnection()) {
      return "PostgreSQL " + connection.getMetaData().getDatabaseProductVersion() + " answers " + connection.getMetaData().getUserName();
    }
  }

  public static String kafka(ServiceSettings settings) throws ExecutionException, InterruptedException, TimeoutException {
    var client = StartPart.kafka(settings);
    client.putAll(Map.of("request.timeout.ms", PATIENCE_SECONDS * 500, "default.api.timeout.ms", PATIENCE_SECONDS * 1000));
    try (var admin = Admin.create(client)) {
      return admin.describeCluster().nodes().get(PATIENCE_SECONDS, TimeUnit.SECONDS).size() + " brokers of Kafka answer";
    }
  }
}
