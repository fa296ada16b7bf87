// SPDX-License-Identifier: Apache-2.0
package io.cmc.controller.adapter.hook;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.cmc.controller.outward.Letter;
import io.cmc.controller.port.Gatekeeper.Question;
import java.util.Locale;
import java.util.Map;

/** A question to a hook, as it is sent. Nothing in it changes from one attempt to the next. */
record Asking(Question question, String source) {

  /** A CloudEvent in structured form. */
  Letter letter() {
    var event = JsonNodeFactory.instance.objectNode().put("specversion", "1.0").put("id", question.id()).put("source", source)
        .put("type", "io.cmc.hook." + gate()).put("subject", migration()).put("datacontenttype", "application/json");
    var data = event.putObject("data").put("hook", question.hook()).put("gate", gate()).put("migration", migration())
        .put("source", question.plan().source().id().value()).put("target", question.plan().target().id().value());
    var teams = data.putArray("teams");
    question.plan().teams().stream().filter(team -> !team.isEmpty()).forEach(teams::add);
    return new Letter(question.id(), "application/cloudevents+json", event.toString());
  }

  Map<String, String> environment() {
    return Map.of("CMC_HOOK", question.hook(), "CMC_GATE", gate(), "CMC_MIGRATION", migration(), "CMC_ID", question.id());
  }

  private String migration() {
    return question.plan().migration().value();
  }

  /** For example {@code before-pnr-1}. */
  private String gate() {
    return "before-" + question.gate().name().toLowerCase(Locale.ROOT).replace('_', '-');
  }
}
