// SPDX-License-Identifier: Apache-2.0
package io.cmc.cli.plan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.cmc.api.v1.BackupStrategy;
import io.cmc.api.v1.Participant;
import io.cmc.cli.problem.Trouble;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PlanDraftTest {

  private static final CantonConfig CONFIG = CantonConfig.read(List.of(Path.of("src/test/resources/canton/full-node.conf")),
      Map.<String, String>of()::get, Path.of("/"));

  @Test void all_remote_participants_are_in_the_plan_unless_some_are_named() {
    assertThat(draft().participants(List.of()).plan(BackupStrategy.CONFIRM).getParticipantsList())
        .extracting(Participant::getName).containsExactly("participantA", "participantB");
    assertThat(draft().participants(List.of("participantB")).plan(BackupStrategy.CONFIRM).getParticipantsList())
        .extracting(Participant::getName).containsExactly("participantB");
  }

  @Test void the_domains_are_taken_from_the_configuration() {
    var plan = draft().participants(List.of()).sequencers(List.of()).plan(BackupStrategy.PG_DUMP);

    assertThat(plan.getMigration()).isEqualTo("olddomain-to-newdomain");
    assertThat(plan.getSource().getAlias()).isEqualTo("olddomain");
    assertThat(plan.getSource().getAdmin().getPort()).isEqualTo(5002);
    assertThat(plan.getSource().getDatabase().getName()).isEqualTo("olddomain");
    assertThat(plan.getSource().getBackup()).isEqualTo(BackupStrategy.PG_DUMP);
    assertThat(plan.getTarget().getSequencersList()).containsExactly("http://newdomain:5003");
    assertThat(plan.getTarget().getAdmin().getPort()).isEqualTo(5004);
    assertThat(plan.getTarget().getAlias()).as("chosen by the service, afresh for each attempt").isEmpty();
    assertThat(plan.getParticipantsList()).allSatisfy(p -> assertThat(p.getBackup()).isEqualTo(BackupStrategy.PG_DUMP));
  }

  @Test void a_url_that_is_given_goes_before_the_configured_one() {
    assertThat(draft().sequencers(List.of("https://s1:443", "https://s2:443")).plan(BackupStrategy.CONFIRM).getTarget().getSequencersList())
        .containsExactly("https://s1:443", "https://s2:443");
  }

  @ParameterizedTest
  @ValueSource(strings = {"newdomain:5003", "grpc://h:1", "http://h", "http://h:0", "http://h:1/path", "http://u@h:1", "http://h:1?x", "", " "})
  void a_url_that_a_node_would_choke_on_is_refused(String url) {
    assertThat(code(() -> draft().sequencers(List.of(url)))).isEqualTo("BAD_URL");
  }

  @Test void what_makes_no_plan_is_refused() {
    assertThat(code(() -> new PlanDraft(CONFIG, "a", "a"))).isEqualTo("SAME_DOMAIN");
    assertThat(code(() -> draft().named("Net EU"))).isEqualTo("BAD_NAME");
    assertThat(code(() -> draft().participants(List.of("participantC")))).isEqualTo("UNKNOWN_PARTICIPANT");
    assertThat(code(() -> draft().participants(List.of("participantA", "participantA")))).isEqualTo("PARTICIPANT_TWICE");
    assertThat(code(() -> new PlanDraft(CONFIG, "olddomain", "third").sequencers(List.of()))).isEqualTo("NO_TARGET_URL");
  }

  @Test void a_name_is_made_from_aliases_of_any_kind() {
    assertThat(new PlanDraft(CONFIG, "_Old Domain", "new").plan(BackupStrategy.CONFIRM).getMigration()).isEqualTo("old-domain-to-new");
  }

  private static PlanDraft draft() {
    return new PlanDraft(CONFIG, "olddomain", "newdomain");
  }

  private static String code(org.assertj.core.api.ThrowableAssert.ThrowingCallable call) {
    return catchThrowableOfType(Trouble.class, call).problem().getCode();
  }
}
