// SPDX-License-Identifier: Apache-2.0
package io.cmc.controller.process;

import io.cmc.id.MigrationId;
import io.cmc.id.NodeName;
import io.cmc.journey.Stage;
import java.util.List;

/** Commands to many participants, kept as durable work in the caller's transaction and sent in chunks after it. */
public interface FanOut {

  void sendThrough(MigrationId migration, Stage stage, int round, boolean binding, List<NodeName> participants);

  void compare(MigrationId migration, int run, List<NodeName> participants);

  void release(MigrationId migration, NodeName participant);

  void drop(MigrationId migration, NodeName participant, String check);

  void lookAtAll(MigrationId migration, Stage stage, int round, List<NodeName> participants);
}
