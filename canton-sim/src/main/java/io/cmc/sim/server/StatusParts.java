// SPDX-License-Identifier: Apache-2.0
package io.cmc.sim.server;

import com.digitalasset.canton.health.admin.v0.NodeStatus;
import com.digitalasset.canton.health.admin.v0.NodeStatus.ComponentStatus;
import com.digitalasset.canton.health.admin.v0.TopologyQueueStatus;
import com.digitalasset.canton.health.admin.v1.Status;
import com.google.protobuf.ByteString;
import com.google.protobuf.StringValue;
import com.google.protobuf.util.Durations;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/**
 * What the status of every kind of node has in common.
 *
 * @param ports by their names in Canton's configuration
 */
record StatusParts(String uid, Instant since, Map<String, Integer> ports, boolean active, List<ComponentStatus> components) {

  static ComponentStatus ok(String name) {
    return ComponentStatus.newBuilder().setName(name).setOk(ComponentStatus.StatusData.getDefaultInstance()).build();
  }

  static ComponentStatus failed(String name, String why) {
    return ComponentStatus.newBuilder().setName(name)
        .setFailed(ComponentStatus.StatusData.newBuilder().setDescription(StringValue.of(why))).build();
  }

  NodeStatus old(ByteString extra) {
    return NodeStatus.newBuilder().setSuccess(NodeStatus.Status.newBuilder().setId(uid).setUptime(uptime()).putAllPorts(ports)
        .setExtra(extra).setActive(active).setTopologyQueues(TopologyQueueStatus.getDefaultInstance()).addAllComponents(components)).build();
  }

  Status common(String version) {
    return Status.newBuilder().setUid(uid).setUptime(uptime()).putAllPorts(ports).setActive(active)
        .setTopologyQueues(TopologyQueueStatus.getDefaultInstance()).addAllComponents(components).setVersion(version).build();
  }

  private com.google.protobuf.Duration uptime() {
    return Durations.fromMillis(Duration.between(since, Instant.now()).toMillis());
  }
}
