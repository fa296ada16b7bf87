// SPDX-License-Identifier: Apache-2.0
package io.cmc.deploy.simulation.world;

import java.util.List;

/** A configured domain as a participant stores it. */
record Config(String alias, String domain, Status status, boolean manually, List<String> sequencers) {

  enum Status {
    ACTIVE, MIGRATING_TO, VACATING, INACTIVE;

    boolean mayBeLeft() {
      return this == ACTIVE || this == VACATING;
    }

    boolean mayBeMovedTo() {
      return this == ACTIVE || this == MIGRATING_TO;
    }
  }

  boolean active() {
    return status == Status.ACTIVE;
  }

  Config with(Status next) {
    return new Config(alias, domain, next, manually, sequencers);
  }

  Config manually(boolean next) {
    return new Config(alias, domain, status, next, sequencers);
  }
}
