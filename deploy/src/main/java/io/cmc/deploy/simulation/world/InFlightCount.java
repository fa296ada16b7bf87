// SPDX-License-Identifier: Apache-2.0
package io.cmc.deploy.simulation.world;

/** What a participant counts as in flight: a submission only once it can no longer be sequenced, which is its blind spot. */
record InFlightCount(int submissions, int transactions) {

  static InFlightCount of(ModelParticipant node, ModelDomain domain) {
    var overdue = node.stored.submissions.stream()
        .filter(t -> t.domain == domain && t.sequencedBefore <= node.world.agenda.now() && !node.stored.dirty.contains(t)).count();
    var dirty = node.stored.dirty.stream().filter(t -> t.domain == domain).count();
    return new InFlightCount((int) overdue, (int) dirty);
  }

  boolean busy() {
    return submissions > 0 || transactions > 0;
  }
}
