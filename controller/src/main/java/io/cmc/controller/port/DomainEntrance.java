// SPDX-License-Identifier: Apache-2.0
package io.cmc.controller.port;

import io.cmc.id.SynchronizerId;

/** The public API of a domain: what everybody may ask, without having joined. */
public interface DomainEntrance {

  /** @throws NodeTrouble with TARGET_ID_DIFFERS when the addresses do not agree */
  Facts facts();

  /** @param agreement text id of a service agreement; empty for none */
  record Facts(SynchronizerId id, int protocolVersion, boolean uniqueContractKeys, String agreement) {}
}
