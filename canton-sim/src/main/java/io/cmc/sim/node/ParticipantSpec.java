// SPDX-License-Identifier: Apache-2.0
package io.cmc.sim.node;

import java.util.List;

/**
 * A participant as it is made for the first time; afterwards its database decides.
 *
 * @param parties full party ids, without the admin party
 */
public record ParticipantSpec(Uid uid, NodeKind kind, NodeSite site, Limits limits, List<String> parties) {

  public String name() {
    return uid.name();
  }
}
