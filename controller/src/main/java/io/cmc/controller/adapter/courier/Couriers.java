// SPDX-License-Identifier: Apache-2.0
package io.cmc.controller.adapter.courier;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.cmc.controller.notice.Courier;
import io.cmc.controller.notice.Courier.Undelivered;
import io.cmc.controller.notice.Notice;
import io.cmc.controller.outward.Command;
import io.cmc.controller.outward.Letter;
import io.cmc.controller.outward.Post;
import io.cmc.controller.outward.Reply;
import io.cmc.controller.outward.Unreachable;
import io.cmc.controller.outward.Way;
import java.time.Duration;
import java.util.Map;
import java.util.function.Supplier;

/** Ways that notices go, other than by mail. A way is one of the settings', and takes a bounded time. */
public final class Couriers {

  private final Post post;
  private final String source;

  /** @param source what notices carry as their CloudEvents source */
  public Couriers(Post post, String source) {
    this.post = post;
    this.source = source;
  }

  /** A CloudEvent, signed where there is a secret; a command has it as its input. */
  public Courier events(Way way, Duration limit) {
    return switch (way) {
      case Way.Web web -> notice -> taken(() -> post.send(web, event(notice), limit), true);
      case Way.Program program -> notice -> taken(() -> Command.run(program.words(), environment(notice), event(notice).body(), limit), false);
    };
  }

  /** What incoming webhooks of Slack, Mattermost and Teams take. */
  public Courier chat(Way.Web web, Duration limit) {
    return notice -> taken(() -> post.send(web, new Letter(notice.id(), "application/json",
        JsonNodeFactory.instance.objectNode().put("text", Shown.of(notice)).toString()), limit), true);
  }

  private Letter event(Notice n) {
    var event = JsonNodeFactory.instance.objectNode().put("specversion", "1.0").put("id", n.id()).put("source", source)
        .put("type", "io.cmc.notice." + n.kind().word()).put("subject", n.migration().value()).put("time", n.at().toString())
        .put("datacontenttype", "application/json");
    event.putObject("data").put("kind", n.kind().word()).put("severity", Shown.severity(n)).put("migration", n.migration().value()).put("text", n.text());
    return new Letter(n.id(), "application/cloudevents+json", event.toString());
  }

  private static Map<String, String> environment(Notice n) {
    return Map.of("CMC_NOTICE", n.kind().word(), "CMC_MIGRATION", n.migration().value(), "CMC_ID", n.id());
  }

  private static void taken(Supplier<Reply> sent, boolean http) {
    try {
      var reply = sent.get();
      if (http ? reply.code() / 100 == 2 : reply.code() == 0) return;
      throw new Undelivered((http ? "status " : "exit code ") + reply.code() + ": " + reply.words());
    } catch (Unreachable e) {
      throw new Undelivered(e.getMessage());
    }
  }
}
