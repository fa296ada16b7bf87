// SPDX-License-Identifier: Apache-2.0
package io.cmc.sim.node;

import com.digitalasset.canton.protocol.v2.DynamicDomainParameters;
import java.util.List;

/** A domain's dynamic parameters; each protocol version knows its own subset of them. */
public final class DomainParameters {

  private static final int FIRST_WITH_RATE = 4;
  private static final int FIRST_WITH_CATCH_UP = 6;
  private final DomainStore store;
  private final int protocolVersion;
  private volatile DynamicDomainParameters current;

  DomainParameters(DomainStore store, int protocolVersion) {
    this.store = store;
    this.protocolVersion = protocolVersion;
    this.current = store.parameters().getLast().parameters();
  }

  public DynamicDomainParameters current() {
    return current;
  }

  List<DomainStore.ValidParameters> all() {
    return store.parameters();
  }

  /** False when they are as they were. */
  synchronized boolean change(DynamicDomainParameters to) {
    if (to.equals(current)) return false;
    store.addParameters(to);
    current = to;
    return true;
  }

  boolean hasRate() {
    return protocolVersion >= FIRST_WITH_RATE;
  }

  /** Which of the three messages this protocol version uses: 0, 1 or 2. */
  public static int messageOf(int protocolVersion) {
    if (protocolVersion < FIRST_WITH_RATE) return 0;
    return protocolVersion < FIRST_WITH_CATCH_UP ? 1 : 2;
  }
}
