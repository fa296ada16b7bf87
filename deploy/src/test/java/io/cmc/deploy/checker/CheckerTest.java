// SPDX-License-Identifier: Apache-2.0
package io.cmc.deploy.checker;

import static io.cmc.deploy.checker.Story.A;
import static io.cmc.deploy.checker.Story.B;
import static io.cmc.deploy.checker.Story.M;
import static org.assertj.core.api.Assertions.assertThat;

import io.cmc.event.JourneyEvent.ContractsMoved;
import io.cmc.event.MigrationEvent.SourceRetired;
import io.cmc.event.StepEvent.StepIntended;
import io.cmc.event.StepEvent.StepParked;
import io.cmc.event.StepEvent.StepRequested;
import io.cmc.event.StepEvent.StepUnresolved;
import io.cmc.event.StepEvent.StepWaiting;
import io.cmc.id.NodeName;
import io.cmc.id.RequestId;
import io.cmc.journey.Assignment;
import io.cmc.journey.Stage;
import io.cmc.proof.MoveProof;
import io.cmc.proof.ResourceLimits;
import io.cmc.rejection.Problem;
import io.cmc.rejection.ProblemCode;
import java.util.ArrayList;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** The checker says nothing about a sound history, and names what is wrong in each of these, which were spoilt by hand. */
class CheckerTest {

  private static final RequestId REQUEST = new RequestId("story/A#9");
  private static final String LIMITS = "ResourceManagementService/UpdateResourceLimits";
  private static final String MIGRATE = "ParticipantRepairService/MigrateDomain";
  private static final String CONNECT = "DomainConnectivityService/ConnectDomain";

  @Test void a_sound_history_is_not_complained_about() {
    assertThat(Checker.violations(Story.sound().evidence())).isEmpty();
    assertThat(Checker.violations(Story.wayBack().evidence())).isEmpty();
  }

  @Test void restored_while_another_ran_or_without_another() {
    assertBroken(Story.wayBack().moved("DatabaseRestored A", "ParticipantStopped B"), "way back", "B", "not stopped when a database", "DatabaseRestored");
    assertBroken(Story.wayBack().without("DatabaseRestored B"), "way back", "B", "its database was not replaced", "MigrationRestored");
    assertBroken(Story.wayBack().without("ConnectDomain B"), "way back", "B", "not connected to the source at the end", "MigrationRestored");
  }

  @Test void left_closed_after_the_way_back() {
    assertBroken(Story.wayBack().without("UpdateResourceLimits A").without("UpdateResourceLimits A")
        .seenBefore("MigrationRestored", "A", LIMITS, "limits=0/0/0.5"), "I4", "A", "left closed", "UpdateResourceLimits");
  }

  @Test void moved_before_another_is_backed_up_drained_or_away() {
    assertBroken(Story.sound().without("BackupTaken B"), "I1", "A", "moved before BackupTaken of B", "MigrateDomain");
    assertBroken(Story.sound().without("DrainProved B"), "I1", "A", "moved before DrainProved of B", "MigrateDomain");
    assertBroken(Story.sound().moved("SourceLeft B", "ContractsMoved A"), "I1", "A", "moved before SourceLeft of B", "MigrateDomain");
  }

  @Test void moved_while_another_was_seen_to_be_connected() {
    assertBroken(Story.sound().without("DisconnectDomain B"), "I1", "A", "moved while B was connected to the source", "MigrateDomain");
    assertBroken(Story.sound().seenBefore("MigrateDomain A", "B", CONNECT, "connected olddomain"), "I1", "A", "moved while B was connected", "MigrateDomain");
  }

  @Test void moved_twice() {
    assertBroken(Story.sound().seenBefore("ContractsMoved A", "A", MIGRATE, "olddomain=Inactive"), "I2", "A", "moved a second time", "MigrateDomain");
  }

  @Test void asked_to_move_again_without_a_look() {
    assertBroken(Story.sound().seenBefore("ContractsMoved A", "A", MIGRATE), "I2", "A", "for the 2. time after fewer intents", "MigrateDomain");
  }

  @Test void asked_to_move_again_after_a_look_is_as_it_should_be() {
    var again = Story.sound().seenBefore("MigrateDomain A", "A", MIGRATE)
        .before("MigrateDomain A", at -> new StepIntended(M, A, REQUEST, "move the contracts of A", at))
        .before("ContractsMoved A", at -> new StepUnresolved(M, A, REQUEST, trouble(), at.plusSeconds(1), at));

    assertThat(Checker.violations(again.evidence())).isEmpty();
  }

  @Test void said_to_be_moved_and_not_seen_to_be() {
    assertBroken(Story.sound().before("MigrateDomain A", at -> new ContractsMoved(M, A, new MoveProof("Inactive"), at)), "I2", "A", "its node moved nothing",
        "ContractsMoved");
  }

  @Test void saved_twice_and_so_saved_when_lowered() {
    var zero = new ResourceLimits(Optional.of(0), Optional.of(0), 0.5);

    assertBroken(Story.sound().before("LimitsLowered A", at -> Story.saved(A, zero, at)), "I3", "A", "saved a second time", "LimitsSaved");
  }

  @Test void lowered_before_they_were_saved() {
    assertBroken(Story.sound().moved("LimitsSaved A", "LimitsLowered A"), "I3", "A", "changed before they were saved", "UpdateResourceLimits");
  }

  @Test void left_with_other_limits_than_before() {
    assertBroken(Story.sound().seenBefore("LimitsRestored B", "B", LIMITS, "limits=500/200/0.5"), "I3", "B", "saved were limits=-1/200/0.5",
        "UpdateResourceLimits");
  }

  @Test void left_closed() {
    assertBroken(Story.sound().seenBefore("LimitsRestored B", "B", LIMITS, "limits=0/0/0.5"), "I4", "B", "left closed", "UpdateResourceLimits");
  }

  @Test void retired_before_all_were_moved_or_while_one_was_connected() {
    assertBroken(Story.sound().before("MigrateDomain B", at -> new SourceRetired(M, "gone", at)), "I5", "B", "not moved", "SourceRetired");
    assertBroken(Story.sound().before("MigrationCompleted", at -> new SourceRetired(M, "gone", at))
        .seenBefore("SourceRetired", "A", CONNECT, "connected olddomain"), "I5", "A", "connected to the source", "SourceRetired");
  }

  @Test void asked_to_retire_before_all_were_moved() {
    assertBroken(Story.sound().before("MigrateDomain B", at ->
        new StepRequested(M, NodeName.DOMAINS, REQUEST, Stage.RETIRE, 1, new Assignment.RetireSource(), at)), "I5", "B", "not moved", "StepRequested");
  }

  @Test void called_without_an_intent() {
    assertBroken(Story.sound().without("StepIntended A"), "I6", "A", "no intent of it was stored before", "UpdateResourceLimits");
    assertBroken(Story.sound().moved("MigrateDomain B", "ContractsMoved A"), "I6", "B", "no intent of it", "MigrateDomain");
  }

  @Test void called_after_the_intent_had_ended() {
    assertBroken(Story.sound().seenBefore("MigrationCompleted", "A", "DomainConnectivityService/DisconnectDomain", "disconnected newdomain"), "I6", "A",
        "its last intent had ended", "DisconnectDomain");
  }

  @Test void an_intent_of_which_nothing_came() {
    assertBroken(Story.sound().before("MigrationCompleted", at -> new StepIntended(M, B, REQUEST, "ping from B", at)), "I6", "B", "nothing came of the intent",
        "StepIntended");
  }

  @Test void an_event_that_is_missing_or_there_twice() {
    var sound = Story.sound().evidence();
    var gap = new ArrayList<>(sound.events());
    gap.remove(7);
    var twice = new ArrayList<>(sound.events());
    twice.add(twice.get(7));

    assertThat(Checker.violations(new Evidence(gap, sound.calls()))).extracting(Violation::toString).anyMatch(v -> v.startsWith("I7") && v.contains("found 9"));
    assertThat(Checker.violations(new Evidence(twice, sound.calls()))).extracting(Violation::toString).anyMatch(v -> v.startsWith("I7") && v.contains("there twice"));
  }

  @Test void a_wait_without_a_reason_or_without_an_end() {
    assertBroken(Story.sound().before("DrainProved A", at -> new StepWaiting(M, A, REQUEST, " ", at.plusSeconds(1), at)), "I13", "A", "for no reason", "StepWaiting");
    assertBroken(Story.sound().before("DrainProved A", at -> new StepWaiting(M, A, REQUEST, "a drain", at.minusSeconds(1), at)), "I13", "A", "a time that is over",
        "StepWaiting");
    assertBroken(Story.sound().before("DrainProved A", at -> new StepParked(M, A, REQUEST, new Problem(ProblemCode.NODE_REFUSED, "a", "b", ""), at)), "I13", "A",
        "parked without a remedy", "StepParked");
  }

  @Test void a_step_that_is_under_way_when_all_is_over() {
    assertBroken(Story.sound().before("MigrationCompleted", at -> new StepRequested(M, B, REQUEST, Stage.DRAIN, 1, new Assignment.Drain(), at)), "I13", "B",
        "under way for ever", "StepRequested");
    assertThat(Checker.violations(Story.sound().before("DrainProved A", at ->
        new StepRequested(M, A, REQUEST, Stage.DRAIN, 1, new Assignment.Drain(), at)).evidence())).isEmpty();
  }

  private static Problem trouble() {
    return Problem.of(ProblemCode.MOVE_UNRESOLVED, "an answer", "none");
  }

  /** Invariant, node, what, and the call or event are all named in one line. */
  private static void assertBroken(Story story, String invariant, String node, String what, String by) {
    assertThat(Checker.violations(story.evidence())).extracting(Violation::toString)
        .anyMatch(line -> line.startsWith(invariant + " | " + node + " | ") && line.contains(what) && line.contains(by));
  }
}
