// SPDX-License-Identifier: Apache-2.0
package io.cmc.deploy;

import static io.cmc.deploy.HookSettings.require;

import io.cmc.controller.adapter.courier.Mail;
import io.cmc.controller.notice.Channel.Audience;
import io.cmc.controller.notice.Kind;
import io.cmc.controller.notice.Notice.Weight;
import io.cmc.controller.outward.Way;
import io.cmc.controller.wiring.NoticeSettings;
import io.cmc.controller.wiring.NoticeSettings.By;
import io.cmc.controller.wiring.NoticeSettings.Told;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Who is told out of the settings: with one that makes no sense the service does not start. */
final class NotifySettings {

  private static final String MAIL = "cmc.notices.mail";

  private NotifySettings() {}

  static NoticeSettings of(ServiceSettings settings) {
    var said = settings.notices();
    var mail = said.mail().host().isBlank() ? Optional.<Mail.Server>empty() : Optional.of(server(said.mail()));
    var channels = new TreeMap<>(said.channels()).entrySet().stream().map(e -> told("cmc.notices.channels." + e.getKey(), e.getKey(), e.getValue())).toList();
    require(mail.isPresent() || channels.stream().noneMatch(c -> c.by() instanceof By.Mails), MAIL + ".host and from, as a channel is by mail");
    return new NoticeSettings(settings.kafka().source(), mail, channels);
  }

  static Mail.Server server(ServiceSettings.Mail said) {
    require(!said.from().isBlank(), MAIL + ".from: the sender's address");
    var password = HookSettings.secret(MAIL, said.passwordEnv(), said.passwordFile());
    require(said.user().isBlank() || password.isPresent(), MAIL + ".password-env or password-file for its user");
    var login = said.user().isBlank() ? Optional.<Mail.Login>empty() : Optional.of(new Mail.Login(said.user(), password.get()));
    return new Mail.Server(said.host(), said.port(), word(MAIL + ".protection", said.protection(), Mail.Protection.values(), p -> p.name().toLowerCase(Locale.ROOT)),
        login, said.from());
  }

  static Told told(String where, String name, ServiceSettings.Told said) {
    var kinds = said.kinds().stream().map(k -> word(where + ".kinds", k, Kind.values(), Kind::word)).collect(Collectors.toSet());
    require(!said.limit().isNegative() && !said.limit().isZero() && !said.remind().isNegative(), where + ".limit of more than 0s, and remind of 0s or more");
    return new Told(name, by(where, said), new Audience(Set.copyOf(said.teams()), kinds),
        word(where + ".severity", said.severity(), Weight.values(), w -> w.name().toLowerCase(Locale.ROOT)), said.limit(), said.remind());
  }

  private static By by(String where, ServiceSettings.Told said) {
    var ways = Stream.of(said.url().isBlank(), said.chat().isBlank(), said.command().isEmpty(), said.mail().isEmpty()).filter(none -> !none).count();
    require(ways == 1, where + ": one of url, chat, command and mail");
    if (!said.mail().isEmpty()) return new By.Mails(List.copyOf(said.mail()));
    var secret = HookSettings.secret(where, said.secretEnv(), said.secretFile());
    if (said.chat().isBlank()) return new By.Events(HookSettings.way(where, said.url(), said.command(), secret, said.plaintext()));
    return new By.Chat((Way.Web) HookSettings.way(where, said.chat(), List.of(), Optional.empty(), said.plaintext()));
  }

  private static <T> T word(String where, String said, T[] all, Function<T, String> word) {
    return Arrays.stream(all).filter(one -> word.apply(one).equals(said)).findFirst().orElseThrow(() -> new IllegalArgumentException(
        "expected one of " + Arrays.stream(all).map(word).collect(Collectors.joining(", ")) + " as " + where + ", found: " + said));
  }
}
