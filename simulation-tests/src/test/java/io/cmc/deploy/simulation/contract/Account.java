// SPDX-License-Identifier: Apache-2.0
package io.cmc.deploy.simulation.contract;

import io.cmc.deploy.simulation.time.Entry;
import io.cmc.deploy.simulation.time.Tape;
import io.cmc.deploy.simulation.world.ModelParticipant;
import io.cmc.event.Event;
import io.cmc.id.NodeName;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * What is to be the same in both runners: no times, no leases, nothing that depends on who came first where nobody has to.
 *
 * @param migration its events in their order; what participants told it in any batches, put in order between what does not come in batches
 * @param journeys events of each participant
 * @param calls that changed something at each node, in their order
 * @param answers to what was ordered, and when
 * @param ends how everybody and everything is left
 */
record Account(List<String> migration, Map<NodeName, List<String>> journeys, Map<String, List<String>> calls, List<String> answers,
    List<String> ends) {

  /** @param work that is still to be done; there should be none */
  static Account of(Theatre theatre, Events events, Tape tape, List<String> answers, long work) {
    var journeys = new TreeMap<NodeName, List<String>>();
    events.journeys().forEach((node, all) -> journeys.put(node, Telling.journey(all)));
    return new Account(Telling.migration(events.migration()), journeys, calls(tape), List.copyOf(answers), ends(theatre, work));
  }

  /** Events of the migration's own stream, and of each participant's. */
  record Events(List<? extends Event> migration, Map<NodeName, ? extends List<? extends Event>> journeys) {}

  private static Map<String, List<String>> calls(Tape tape) {
    var calls = new TreeMap<String, List<String>>();
    for (var line : tape.lines()) {
      if (line.entry() instanceof Entry.Called c) calls.computeIfAbsent(c.node(), n -> new ArrayList<>()).add(c.method() + " " + c.arguments());
    }
    return calls;
  }

  private static List<String> ends(Theatre theatre, long work) {
    var ends = new ArrayList<String>();
    ends.add("migration " + theatre.state().getClass().getSimpleName() + ", work left: " + work);
    theatre.world().participants().forEach(p -> ends.add(p.name + " " + Telling.of(theatre.journey(new NodeName(p.name)))));
    theatre.world().participants().forEach(p -> ends.add(end(theatre, p)));
    theatre.world().domains().forEach(d -> ends.add(d.admin + " rate " + d.rate() + (d.up() ? "" : ", down")));
    return ends;
  }

  private static String end(Theatre theatre, ModelParticipant p) {
    var links = theatre.world().domains().stream().filter(p::connectedTo).map(d -> d.admin).toList();
    var manual = List.of(theatre.plan().source().alias(), theatre.plan().target().alias()).stream().filter(a -> p.connectsManually(a.value())).toList();
    return p.name + (p.up() ? " up" : " down") + ", limits " + p.limits() + ", on " + links + ", by hand " + manual + ", contracts " + p.contracts();
  }
}
