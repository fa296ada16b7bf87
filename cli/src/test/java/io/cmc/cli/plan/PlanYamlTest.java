// SPDX-License-Identifier: Apache-2.0
package io.cmc.cli.plan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.cmc.api.v1.BackupStrategy;
import io.cmc.api.v1.Phase;
import io.cmc.api.v1.Plan;
import io.cmc.api.v1.Problem;
import io.cmc.cli.Golden;
import io.cmc.cli.problem.ExitCode;
import io.cmc.cli.problem.Trouble;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PlanYamlTest {

  @Test void any_plan_comes_back_as_it_was_written() {
    var seed = Long.getLong("seed", System.nanoTime());
    System.out.println("PlanYamlTest: repeat with -Dseed=" + seed);
    var plans = new RandomPlans(seed);

    for (int i = 0; i < 500; i++) {
      var plan = plans.next();
      var text = PlanYaml.write(plan);
      assertThat(PlanYaml.read(text, "random")).as("plan %s of seed %s:%n%s", i, seed, text).isEqualTo(plan);
      assertThat(text.lines()).as("nothing that a terminal obeys")
          .allMatch(line -> line.chars().noneMatch(c -> c < 32 || c >= 127 && c < 160));
    }
  }

  @Test void a_plan_is_written_for_a_person_to_edit() {
    Golden.same("plan.yaml", PlanYaml.write(Samples.plan()));
  }

  @Test void the_shortest_useful_plan_can_be_written_by_hand() {
    var plan = PlanYaml.read("""
        migration: net
        source: {alias: old}
        target:
          sequencers: ["http://new:5003"]
        participants:
          - name: alfa
            admin: {host: alfa, port: 5006, tls: {}}
            backup: template-copy
        holdBefore: [MOVE_CONTRACTS, reopen]
        soak: 1h
        backup_folder:
        """, "plan.yaml");

    assertThat(plan.getParticipants(0).getAdmin().hasTls()).isTrue();
    assertThat(plan.getParticipants(0).getBackup()).isEqualTo(BackupStrategy.TEMPLATE_COPY);
    assertThat(plan.getHoldBeforeList()).containsExactly(Phase.MOVE_CONTRACTS, Phase.REOPEN);
    assertThat(plan.getSoak().getSeconds()).isEqualTo(3600);
    assertThat(plan.getBackupFolder()).isEmpty();
  }

  @ParameterizedTest(name = "{0}") @CsvSource(delimiter = '|', quoteCharacter = '"', textBlock = """
      an unknown field            | migration: a\\nclosed: OUTSIDE                     | UNKNOWN_FIELD   | 'closed' in p.yaml, line 2
      an unknown field inside     | source:\\n  alias: a\\n  name: b                    | UNKNOWN_FIELD   | 'name' in p.yaml, line 3
      a field twice               | migration: a\\nmigration: b                        | DUPLICATE_FIELD | a second one in p.yaml, line 2
      one field in two spellings  | hold-before: []\\nholdBefore: []                   | DUPLICATE_FIELD | a second one in p.yaml, line 2
      a name twice                | participants:\\n- name: a\\n- name: b\\n- name: a    | PARTICIPANT_TWICE | 'a' at line 2 and again in p.yaml, line 4
      a word that is none         | closing: SOMEHOW                                  | PLAN_UNREADABLE | 'SOMEHOW' in p.yaml, line 1
      a word not meant to be said | closing: CLOSING_STRATEGY_UNSPECIFIED             | PLAN_UNREADABLE | 'CLOSING_STRATEGY_UNSPECIFIED' in p.yaml, line 1
      a number that is none       | pace: {parallel: many}                            | PLAN_UNREADABLE | 'many' in p.yaml, line 1
      a yes that is none          | keep-source: perhaps                             | PLAN_UNREADABLE | 'perhaps' in p.yaml, line 1
      a number too large          | pace: {parallel: 3000000000}                      | PLAN_UNREADABLE | '3000000000' in p.yaml, line 1
      a duration that is none     | soak: soon                                        | PLAN_UNREADABLE | 'soon' in p.yaml, line 1
      a time without its offset   | terms: {window: {from: 2026-11-28T01:00:00}}      | PLAN_UNREADABLE | '2026-11-28T01:00:00' in p.yaml, line 1
      a negative duration         | soak: PT-1S                                       | PLAN_UNREADABLE | 'PT-1S' in p.yaml, line 1
      a list where a value belongs | migration: [a]                                   | PLAN_UNREADABLE | a list in p.yaml, line 1
      a value where a list belongs | participants: alfa                               | PLAN_UNREADABLE | a single value in p.yaml, line 1
      an empty block              | source:                                           | PLAN_UNREADABLE | nothing in p.yaml, line 1
      a list where the plan belongs | - a                                             | PLAN_UNREADABLE | a list in p.yaml, line 1
      two references of a secret  | source: {admin: {token: {env: A, file: b}}}       | PLAN_UNREADABLE | more than one in p.yaml, line 1
      an empty file               | ""                                                | PLAN_UNREADABLE | nothing in p.yaml
      broken YAML                 | migration: [a                                     | PLAN_UNREADABLE | in p.yaml, line
      two documents               | migration: a\\n---\\nmigration: b                   | PLAN_UNREADABLE | p.yaml
      """)
  void a_plan_that_cannot_be_understood_is_refused_with_its_place(String what, String yaml, String code, String found) {
    var problem = refused(yaml.replace("\\n", "\n"));

    assertThat(problem.getCode()).isEqualTo(code);
    assertThat(problem.getFound()).contains(found);
    assertThat(problem.getExpected()).isNotEmpty();
    assertThat(problem.getRemedy()).isNotEmpty();
  }

  @Test void yaml_that_grows_when_it_is_read_is_refused() {
    var bomb = new StringBuilder("x0: &x0 [a, a, a, a, a, a, a, a, a]\n");
    for (var i = 1; i < 60; i++) bomb.append("x%d: &x%d [%s]\n".formatted(i, i, String.join(", ", java.util.Collections.nCopies(9, "*x" + (i - 1)))));

    assertThat(refused(bomb.toString()).getCode()).isIn("UNKNOWN_FIELD", "PLAN_UNREADABLE");
    assertThat(refused("participants: &p\n- *p\n").getCode()).as("one that holds itself").isEqualTo("PLAN_UNREADABLE");
    assertThat(refused("migration: " + "[".repeat(10_000)).getCode()).as("nested too deep").isEqualTo("PLAN_UNREADABLE");
    assertThat(refused("migration: !!javax.script.ScriptEngineManager [a]").getCode()).as("a class").isEqualTo("PLAN_UNREADABLE");
  }

  @Test void a_secret_written_into_a_plan_is_refused_and_not_repeated() {
    var problem = refused("participants:\n  - name: a\n    database:\n      password: supersafe\n");

    assertThat(problem.getCode()).isEqualTo("SECRET_IN_PLAN");
    assertThat(problem.toString()).contains("line 4", "{env: NAME} or {file: path}").doesNotContain("supersafe");
  }

  @Test void a_file_that_is_missing_or_not_text_is_refused(@TempDir Path folder) throws IOException {
    var latin = Files.write(folder.resolve("latin.yaml"), new byte[] {'a', ':', ' ', (byte) 0xe4});

    assertThat(catchThrowableOfType(Trouble.class, () -> PlanYaml.read(folder.resolve("none.yaml"))).problem().getFound())
        .isEqualTo("no such file");
    assertThat(catchThrowableOfType(Trouble.class, () -> PlanYaml.read(latin)).problem().getFound())
        .isEqualTo("a file in another encoding");
  }

  @Test void every_section_has_a_comment() {
    assertThat(Plan.getDescriptor().getFields()).allSatisfy(field -> {
      assertThat(PlanComments.section(field)).isNotEmpty();
      assertThat(PlanComments.example(field)).isNotEmpty();
    });
  }

  @Test void examples_in_the_comments_are_valid_once_the_mark_is_removed() {
    var examples = Plan.getDescriptor().getFields().stream().filter(f -> f.getNumber() > Plan.PARTICIPANTS_FIELD_NUMBER)
        .map(PlanComments::example).collect(Collectors.joining("\n"));

    assertThat(PlanYaml.read(examples, "examples").getAllFields()).hasSize(8);
  }

  private static Problem refused(String yaml) {
    var trouble = catchThrowableOfType(Trouble.class, () -> PlanYaml.read(yaml, "p.yaml"));
    assertThat(trouble).as(yaml).isNotNull();
    assertThat(trouble.exit()).isEqualTo(ExitCode.USAGE);
    return trouble.problem();
  }
}
