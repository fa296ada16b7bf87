// SPDX-License-Identifier: Apache-2.0
package io.cmc.sim.node;

/** A domain as it is made for the first time; its protocol version is for life. */
public record DomainSpec(Uid uid, int protocolVersion, DomainRules rules, Release release, NodeSite site) {

  public String name() {
    return uid.name();
  }
}
