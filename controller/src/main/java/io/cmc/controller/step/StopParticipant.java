// SPDX-License-Identifier: Apache-2.0
package io.cmc.controller.step;

import io.cmc.controller.port.Attendant;
import io.cmc.controller.port.Fence;
import io.cmc.controller.port.NodeTrouble;
import io.cmc.controller.port.Nodes;
import io.cmc.controller.step.Answering.Answered;
import io.cmc.controller.step.Answering.Busy;
import io.cmc.controller.step.Answering.Silent;
import io.cmc.journey.Assignment;
import io.cmc.report.Report;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * The participant's process ends, by a hook or by a person. A node that does not answer may also be one that cannot be reached: so it
 * must be silent several times in a row, and nobody may be in its database where that can be asked.
 */
final class StopParticipant implements Step<Assignment.StopParticipant> {

  private static final int LOOKS = 3;
  private static final Duration AGAIN = Duration.ofSeconds(2);
  private static final String SILENT = "unanswered";

  private final Nodes nodes;
  private final Vault vault;
  private final Attendant attendant;

  StopParticipant(Nodes nodes, Vault vault, Attendant attendant) {
    this.nodes = nodes;
    this.vault = vault;
    this.attendant = attendant;
  }

  @Override public Class<Assignment.StopParticipant> assignment() {
    return Assignment.StopParticipant.class;
  }

  @Override public Sight look(Work<Assignment.StopParticipant> work) {
    return look(work, LOOKS);
  }

  /** It was seen to be silent often enough before, or somebody knows: any answer tells that it runs again. */
  @Override public Sight lookAgain(Work<Assignment.StopParticipant> work) {
    return look(work, 1);
  }

  private Sight look(Work<Assignment.StopParticipant> work, int needed) {
    var address = work.participant().admin().address();
    return switch (Answering.to(() -> nodes.participant(work.participant()).facts())) {
      case Answered<?> yes -> runs(work, "it answers at " + address);
      case Busy<?>(String found) -> runs(work, "somebody answers at " + address + ": " + found);
      case Silent<?>(boolean refused) -> silent(work, refused, needed);
    };
  }

  @Override public void act(Work<Assignment.StopParticipant> work) {
    Fence.pass();
    attendant.stop(work.plan(), work.participant());
  }

  @Override public String intent(Work<Assignment.StopParticipant> work) {
    return "stop " + work.node() + " by the hook";
  }

  private Sight silent(Work<Assignment.StopParticipant> work, boolean refused, int needed) {
    var sessions = sessions(work);
    if (sessions.filter(who -> !who.isEmpty()).isPresent()) {
      return runs(work, "it does not answer, but is in its database: " + String.join(", ", sessions.get()));
    }
    if (!refused && sessions.isEmpty() && needed == LOOKS) {
      return runs(work, "it gives no answer, and its database cannot be asked who is in it: confirm PARTICIPANT_STOPPED once you know");
    }
    var looks = work.notes().get(SILENT).map(Integer::parseInt).orElse(0) + 1;
    if (looks >= needed) return stopped(work, sessions.isPresent());
    var why = work.node() + " did not answer " + looks + " of " + needed + " times at " + work.participant().admin().address();
    return new Sight.Wait(why, AGAIN, work.notes().with(SILENT, String.valueOf(looks)));
  }

  private static Sight stopped(Work<Assignment.StopParticipant> work, boolean databaseAsked) {
    var found = "nobody answers at " + work.participant().admin().address()
        + (databaseAsked ? ", and nobody is in its database" : "; its database was not asked");
    return new Sight.Done(new Report.ParticipantStopped(work.request(), found, work.now()));
  }

  private Sight runs(Work<Assignment.StopParticipant> work, String found) {
    if (attendant.canStop()) return Asked.orAsk(work, work.node() + " still runs: " + found);
    return Asked.person(work, "somebody to stop " + work.node() + ", with all its replicas (" + found
        + "); that it is stopped is noticed");
  }

  /** Empty: not named, or not to be reached from here. */
  private Optional<List<String>> sessions(Work<Assignment.StopParticipant> work) {
    var participant = work.participant();
    try {
      return participant.database().map(database -> vault.sessions(work.plan(), participant.backup(), database));
    } catch (NodeTrouble notReached) {
      return Optional.empty();
    }
  }
}
