// SPDX-License-Identifier: Apache-2.0
package io.cmc.deploy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cmc.approval.Gate;
import io.cmc.controller.adapter.courier.Mail.Protection;
import io.cmc.controller.notice.Kind;
import io.cmc.controller.notice.Notice.Weight;
import io.cmc.controller.outward.Way;
import io.cmc.controller.wiring.NoticeSettings.By;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.MapConfigurationPropertySource;

/** Hooks and channels as somebody writes them: what makes no sense is said when the service starts, and not at the gate. */
class HookSettingsTest {

  @Test void hooks_are_read_by_their_names() {
    var hooks = HookSettings.of(settings("cmc.hooks.gating.changes.at=before-start,before-pnr-1", "cmc.hooks.gating.changes.url=https://h.example/ask",
        "cmc.hooks.gating.changes.secret-env=S", "cmc.hooks.gating.a-snapshot.at=before-pnr-1", "cmc.hooks.gating.a-snapshot.command=/etc/cmc/snap,{x; y}",
        "cmc.hooks.gating.a-snapshot.teams=payments", "cmc.hooks.gating.a-snapshot.limit=5m")).gating();

    assertThat(hooks).hasSize(2).first().satisfies(h -> {
      assertThat(h.name()).isEqualTo("a-snapshot");
      assertThat(h.way()).isEqualTo(new Way.Program(List.of("/etc/cmc/snap", "{x; y}")));
      assertThat(h.limit()).isEqualTo(Duration.ofMinutes(5));
      assertThat(h.teams()).containsExactly("payments");
    });
    assertThat(hooks.getLast().gates()).containsExactlyInAnyOrder(Gate.START, Gate.PNR_1);
  }

  @Test void channels_are_read_by_their_names() {
    var told = NotifySettings.of(settings("cmc.notices.mail.host=smtp.example", "cmc.notices.mail.from=cmc@bank.example", "cmc.notices.channels.ops.chat=https://chat.example/x",
        "cmc.notices.channels.payments.mail=a@bank.example,b@bank.example", "cmc.notices.channels.payments.severity=warning", "cmc.notices.channels.payments.kinds=waits,incident-opened"));

    assertThat(told.mail()).hasValueSatisfying(m -> assertThat(m.protection()).isEqualTo(Protection.STARTTLS));
    assertThat(told.channels().getFirst().by()).isInstanceOf(By.Chat.class);
    assertThat(told.channels().getLast()).satisfies(c -> {
      assertThat(c.by()).isEqualTo(new By.Mails(List.of("a@bank.example", "b@bank.example")));
      assertThat(c.least()).isEqualTo(Weight.WARNING);
      assertThat(c.audience().kinds()).containsExactlyInAnyOrder(Kind.WAITS, Kind.INCIDENT_OPENED);
    });
  }

  @ParameterizedTest @CsvSource(delimiter = '|', textBlock = """
      url=https://h.example                          | .at
      at=before-lunch url=https://h.example          | before-pnr-1
      at=before-start                                | either url or command
      at=before-start url=https://h.example command=x | either url or command
      at=before-start url=http://h.example           | plaintext
      at=before-start url=https://h.example limit=0s | limit
      at=before-start url=https://h.example secret-env=A secret-file=B | either secret-env or secret-file
      """) void a_hook_that_makes_no_sense_keeps_the_service_from_starting(String said, String told) {
    var lines = Arrays.stream(said.strip().split(" +")).map(s -> "cmc.hooks.gating.h." + s).toArray(String[]::new);

    assertThatThrownBy(() -> HookSettings.of(settings(lines))).isInstanceOf(IllegalArgumentException.class).hasMessageContaining("cmc.hooks.gating.h").hasMessageContaining(told);
  }

  @ParameterizedTest @CsvSource(delimiter = '|', textBlock = """
      channels.c.severity=info                                       | one of url, chat, command and mail
      channels.c.url=https://h.example channels.c.chat=https://h.example | one of url, chat, command and mail
      channels.c.mail=a@b.example                                    | cmc.notices.mail.host
      channels.c.url=https://h.example channels.c.severity=loud      | critical
      channels.c.url=https://h.example channels.c.kinds=everything   | break-glass
      channels.c.chat=http://h.example                               | plaintext
      mail.host=smtp.example                                         | cmc.notices.mail.from
      mail.host=smtp.example mail.from=a@b.example mail.user=u       | password
      mail.host=smtp.example mail.from=a@b.example mail.protection=no | starttls
      """) void a_channel_that_makes_no_sense_does_so_too(String said, String told) {
    var lines = Arrays.stream(said.strip().split(" +")).map(s -> "cmc.notices." + s).toArray(String[]::new);

    assertThatThrownBy(() -> NotifySettings.of(settings(lines))).isInstanceOf(IllegalArgumentException.class).hasMessageContaining(told);
  }

  private static ServiceSettings settings(String... lines) {
    Map<String, String> all = Arrays.stream(lines).map(l -> l.split("=", 2)).collect(Collectors.toMap(l -> l[0], l -> l[1]));
    return new Binder(new MapConfigurationPropertySource(all)).bindOrCreate("cmc", ServiceSettings.class);
  }
}
