// SPDX-License-Identifier: Apache-2.0
package io.cmc.controller.wiring;

import io.cmc.controller.adapter.courier.Mail;
import io.cmc.controller.notice.Channel.Audience;
import io.cmc.controller.notice.Notice.Weight;
import io.cmc.controller.outward.Way;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * Who is told, and how.
 *
 * @param source what notices carry as their CloudEvents source
 * @param mail absent: no channel is by mail
 */
public record NoticeSettings(String source, Optional<Mail.Server> mail, List<Told> channels) {

  public NoticeSettings {
    channels = List.copyOf(channels);
  }

  /**
   * @param least what matters less is not told
   * @param limit that one attempt takes at most
   * @param remind after how long what lasts is told again; zero: never
   */
  public record Told(String name, By by, Audience audience, Weight least, Duration limit, Duration remind) {}

  /** How a channel is told. */
  public sealed interface By {
    record Events(Way way) implements By {}

    record Chat(Way.Web web) implements By {}

    record Mails(List<String> addresses) implements By {}
  }
}
