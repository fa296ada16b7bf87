// SPDX-License-Identifier: Apache-2.0
package io.cmc.projection.publish;

import static org.awaitility.Awaitility.await;

import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;

/** Topics that somebody deletes: the broker says so before it has forgotten them. */
final class Gone {

  private Gone() {}

  static void topic(PublicationSettings settings, String name) throws ExecutionException, InterruptedException {
    try (var admin = Admin.create(Map.<String, Object>copyOf(settings.client()))) {
      admin.deleteTopics(List.of(name)).all().get();
      await("the broker forgets " + name).atMost(Stand.PATIENCE).until(() -> isUnknown(admin, name));
    }
  }

  private static boolean isUnknown(Admin admin, String name) throws InterruptedException {
    try {
      admin.describeTopics(List.of(name)).allTopicNames().get();
      return false;
    } catch (ExecutionException e) {
      return e.getCause() instanceof UnknownTopicOrPartitionException;
    }
  }
}
