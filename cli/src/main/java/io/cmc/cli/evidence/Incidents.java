// SPDX-License-Identifier: Apache-2.0
package io.cmc.cli.evidence;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;

/** What needed a person, and what people did about it, as the events tell. */
final class Incidents {

  /** @param deeds what was written about it later, in order */
  record One(Fact opened, List<Fact> deeds) {

    String id() {
      return opened.text("incident");
    }

    JsonNode problem() {
      return opened.payload().path("problem");
    }

    boolean isClosed() {
      return !deeds.isEmpty() && deeds.getLast().kind().equals("IncidentClosed");
    }
  }

  private Incidents() {}

  static List<One> of(Facts facts) {
    var all = new LinkedHashMap<String, One>();
    facts.of("IncidentOpened", "IncidentAcknowledged", "IncidentCommented", "IncidentClosed").forEach(f -> {
      var id = f.text("incident");
      if (f.kind().equals("IncidentOpened")) all.put(id, new One(f, new ArrayList<>()));
      else if (all.containsKey(id)) all.get(id).deeds().add(f);
    });
    return List.copyOf(all.values());
  }

  static byte[] document(Facts facts) {
    var document = Json.object();
    var list = document.putArray("incidents");
    of(facts).forEach(i -> {
      var incident = list.addObject().put("incident", i.id()).put("participant", i.opened().participant()).put("openedAt", i.opened().at());
      incident.set("problem", i.problem());
      var deeds = incident.putArray("deeds");
      i.deeds().forEach(d -> deed(deeds.addObject(), d));
    });
    return Json.document(document);
  }

  private static void deed(ObjectNode deed, Fact fact) {
    deed.put("kind", fact.kind()).put("at", fact.at()).put("by", fact.actor()).put("text", fact.text("text"));
  }
}
