// SPDX-License-Identifier: Apache-2.0
package io.cmc.sim.node;

import com.digitalasset.canton.participant.admin.v0.DomainConnectionConfig;

/** A domain as a participant has it configured. */
public record StoredConfig(DomainConnectionConfig config, ConfigStatus status) {

  public String alias() {
    return config.getDomainAlias();
  }
}
