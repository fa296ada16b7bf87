// SPDX-License-Identifier: Apache-2.0
package io.cmc.sim.node;

import com.daml.ledger.api.v1.CreatedEvent;
import com.google.protobuf.InvalidProtocolBufferException;
import java.util.Set;
import java.util.TreeSet;

/** A contract, as the Ledger API shows it. */
public record Contract(CreatedEvent event) {

  static Contract parse(byte[] event) {
    try {
      return new Contract(CreatedEvent.parseFrom(event));
    } catch (InvalidProtocolBufferException e) {
      throw new IllegalStateException("a stored contract cannot be read", e);
    }
  }

  public String id() {
    return event.getContractId();
  }

  public Set<String> stakeholders() {
    var all = new TreeSet<String>(event.getSignatoriesList());
    all.addAll(event.getObserversList());
    return all;
  }

  boolean isPing() {
    return event.getTemplateId().getModuleName().equals(Pinger.MODULE);
  }

  byte[] bytes() {
    return event.toByteArray();
  }
}
