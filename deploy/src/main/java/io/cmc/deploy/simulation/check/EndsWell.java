// SPDX-License-Identifier: Apache-2.0
package io.cmc.deploy.simulation.check;

import io.cmc.deploy.simulation.time.Tape.Line;
import io.cmc.deploy.simulation.world.ModelDomain;
import io.cmc.deploy.simulation.world.ModelParticipant;
import io.cmc.id.NodeName;
import java.util.Set;
import java.util.TreeMap;

/** At the end everybody is on one domain, connects as before, and has exactly the contracts that are truly active. */
final class EndsWell implements Invariant {

  private final Before before;

  EndsWell(Before before) {
    this.before = before;
  }

  @Override public void see(Line line) {}

  @Override public void end(Ending ending) {
    switch (ending) {
      case COMPLETED -> before.world().participants().forEach(this::completed);
      case ABORTED -> before.world().participants().forEach(p -> isBack(p, before.world().traffic.truth(p.name)));
      case RESTORED -> before.world().participants().forEach(p -> isBack(p, before.world().traffic.truth(p.name, before.source().id)));
      case STANDING -> { }
    }
  }

  private void completed(ModelParticipant p) {
    if (before.present().contains(new NodeName(p.name))) isOn(p, before.target(), before.source(), before.plan().target().alias().value(), before.world().traffic.truth(p.name));
    else isBack(p, before.world().traffic.truth(p.name));
  }

  /** By the databases, what was let in on the target for the pings is lost, and only that. */
  private void isBack(ModelParticipant p, Set<String> contracts) {
    isOn(p, before.source(), before.target(), before.plan().source().alias().value(), contracts);
  }

  private void isOn(ModelParticipant node, ModelDomain here, ModelDomain notThere, String alias, Set<String> contracts) {
    Broken.unless(node.connectedTo(here), node.name + " is not connected to " + here.id);
    Broken.unless(!node.connectedTo(notThere), node.name + " is connected to " + notThere.id);
    var manually = before.manually().get(new NodeName(node.name));
    Broken.unless(node.connectsManually(alias) == manually, node.name + " connects to " + alias + (manually ? " by itself" : " when told to")
        + ", unlike before");
    var truth = new TreeMap<String, String>();
    contracts.forEach(c -> truth.put(c, here.id));
    Broken.unless(node.contracts().equals(truth), node.name + " ends with contracts " + node.contracts() + ", true are " + truth);
  }
}
