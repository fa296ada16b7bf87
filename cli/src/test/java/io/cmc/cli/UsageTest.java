// SPDX-License-Identifier: Apache-2.0
package io.cmc.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class UsageTest {

  @ParameterizedTest @CsvSource(delimiter = '|', quoteCharacter = '"', textBlock = """
      ""                                    | USAGE       | no verb
      fly                                   | USAGE       | fly
      list --colour                         | USAGE       | --colour
      --token-file nowhere list             | TOKEN_UNREADABLE | NoSuchFileException
      login --issuer http://x               | USAGE       | --client-id
      login --issuer http://192.0.2.1 --client-id c | BAD_ISSUER | 192.0.2.1
      list extra                            | USAGE       | extra
      hold                                  | USAGE       | MIGRATION
      hold net                              | USAGE       | --reason
      release net --reason r                | USAGE       | --gate
      release net --reason r --gate SOON    | USAGE       | expected one of PREFLIGHT
      confirm net done --reference r        | USAGE       | expected one of ingress-closed
      confirm net ingress-open              | USAGE       | --reference
      audit --after soon                    | USAGE       | soon
      audit --since soon                    | USAGE       | 2026-11-28T04:00:00Z
      audit --reads --follow                | USAGE       | --reads
      audit --reads --order c-1             | USAGE       | --order
      audit --export csv                    | USAGE       | --to
      audit --to f                          | USAGE       | --export
      audit --export xml --to f             | USAGE       | xml
      audit --follow --export csv --to f    | USAGE       | --follow
      approve net --reason r --gate pnr-1   | USAGE       | --plan-hash
      approve net --reason r --gate soon --plan-hash h | USAGE | expected one of start, pnr-1, pnr-2, retire
      sign-off net --team t                 | USAGE       | --plan-hash
      break-glass net --reason r --gate start | USAGE     | --confirm
      restore net --reason r                | USAGE       | --confirm
      restore net --confirm net             | USAGE       | --reason
      dead-letters discard kafka 1          | USAGE       | --reason
      dead-letters retry kafka              | USAGE       | EVENT
      events republish                      | USAGE       | --to
      park net --reason r                   | USAGE       | PARTICIPANT
      exclude net alfa --shown 9f2c         | USAGE       | --confirm --reason
      amend net --window-until tomorrow     | USAGE       | 2026-11-28T04:00:00Z
      amend net --admin alfa=nowhere        | BAD_ADDRESS | 'nowhere'
      export --all                          | USAGE       | --to
      export --to f                         | USAGE       | --migration
      verify                                | USAGE       | expected FILE or --live
      verify f --live                       | USAGE       | expected FILE or --live
      verify nowhere.jsonl                  | EXPORT_UNREADABLE | nowhere.jsonl
      verify nowhere.zip                    | EXPORT_UNREADABLE | nowhere.zip
      evidence                              | USAGE       | MIGRATION
      verify f --trust nobody               | KEY_UNREADABLE | nobody
      verify f --expect-head last           | USAGE       | POSITION:HASH
      verify f --checkpoints nowhere        | CHECKPOINTS_UNREADABLE | nowhere
      status --timeout soon                 | USAGE       | expected a duration
      status --output xml                   | USAGE       | xml
      plan                                  | USAGE       | --from, --to, --canton-config, PLAN
      plan --from a --to b p.yaml           | USAGE       | missing: --canton-config
      plan --closing never p.yaml           | USAGE       | expected one of participant-limits
      plan --soak never p.yaml              | USAGE       | expected a duration
      plan check                            | USAGE       | PLAN
      plan show                             | USAGE       | MIGRATION
      start                                 | USAGE       | PLAN|MIGRATION
      --server here list                    | BAD_ADDRESS | 'here'
      --server :7070 list                   | BAD_ADDRESS | ':7070'
      --server host:99999 list              | BAD_ADDRESS | 'host:99999'
      --server http://host:1 list           | BAD_ADDRESS | 'http://host:1'
      start nowhere.yaml                    | PLAN_UNREADABLE | no such file
      plan check nowhere.yaml               | PLAN_UNREADABLE | no such file
      plan --from a --to b --canton-config nowhere.conf p.yaml | CONFIG_UNREADABLE | nowhere.conf
      """)
  void what_cannot_be_understood_ends_with_2_and_asks_nothing(String line, String code, String found) {
    var terminal = Terminal.alone().run(line.isEmpty() ? new String[0] : line.split(" "));

    assertThat(terminal.exit).isEqualTo(2);
    assertThat(terminal.out()).isEmpty();
    assertThat(terminal.err()).startsWith(code).contains(found, "  expected  ", "  remedy    ");
  }

  @ParameterizedTest @ValueSource(strings = {"--help", "plan --help", "plan check --help", "plan show --help", "start --help", "status --help", "list --help",
      "audit --help", "hold --help", "resume --help", "release --help", "retry --help", "confirm --help", "abort --help", "retire --help",
      "panic --help", "restore --help", "reconcile --help", "accept-differences --help", "park --help", "waive --help", "exclude --help",
      "amend --help", "incidents --help", "incidents list --help", "incidents ack --help", "incidents comment --help", "incidents close --help",
      "replay --help", "export --help", "evidence --help", "verify --help", "events --help", "events status --help", "events republish --help",
      "dead-letters --help", "dead-letters list --help", "dead-letters retry --help", "dead-letters discard --help", "login --help", "logout --help", "whoami --help", "completion --help", "help plan"})
  void every_verb_explains_itself(String line) {
    var terminal = Terminal.alone().run(line.split(" "));

    assertThat(terminal.exit).isZero();
    assertThat(terminal.out()).contains("Usage: cmc").contains(line.startsWith("help") ? "plan" : "--server");
  }

  @Test void help_lists_the_exit_codes() {
    assertThat(Terminal.alone().run("--help").out()).contains("Exit codes:").containsPattern("7 +the migration was followed and now waits for a person");
  }

  @Test void the_version_is_the_builds() {
    assertThat(Terminal.alone().run("--version").out()).matches("(?s)cmc \\d+\\.\\d+\\.\\d+.*Java 25.*");
  }

  @Test void completion_knows_verbs_options_and_words() {
    assertThat(Terminal.alone().run("completion").out()).contains("_complete_cmc", "replay", "--idempotency-key", "participant-limits", "MOVE_CONTRACTS");
  }

  @Test void completion_offers_each_option_its_own_words() {
    for (var function : Terminal.alone().run("completion").out().split("\nfunction ")) {
      var words = Pattern.compile("local (\\w+)_option_args=").matcher(function).results().map(found -> found.group(1)).toList();
      assertThat(words).as("the script names words by the option's label; two equal labels would share them:%n%s", function).doesNotHaveDuplicates();
    }
  }

  @Test void an_argument_is_never_taken_for_a_file_of_arguments() {
    assertThat(Terminal.alone().run("start", "@nowhere").err()).contains("@nowhere");
  }
}
