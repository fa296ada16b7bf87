// SPDX-License-Identifier: Apache-2.0
package io.cmc.deploy.docs;

import io.cmc.controller.migration.Course;
import io.cmc.controller.migration.Leg;
import io.cmc.controller.participant.Move;
import io.cmc.controller.participant.Moves;
import io.cmc.id.MigrationId;
import io.cmc.id.SynchronizerAlias;
import io.cmc.id.SynchronizerId;
import io.cmc.journey.Phase;
import io.cmc.journey.Stage;
import io.cmc.journey.StepName;
import io.cmc.plan.BackupStrategy;
import io.cmc.plan.ClosingStrategy;
import io.cmc.plan.Database;
import io.cmc.plan.MigrationPlan;
import io.cmc.plan.Pace;
import io.cmc.plan.SourceDomain;
import io.cmc.plan.TargetDomain;
import io.cmc.plan.Terms;
import io.cmc.plan.Verification;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The way of a migration and of one participant, from the tables that the code goes by. */
final class JourneyPage implements Page {

  @Override public String file() {
    return "docs/journey.md";
  }

  @Override public String text() {
    var page = new Markdown("The journey").paragraph("""
        A migration goes through *stages*, each a part of a phase. A stage belongs to all participants or to the two domains; its steps
        follow one another on each node without waiting for the others. After most stages stands a *barrier*: all participants are
        looked at again, and who is no longer as the stage left it goes through it once more. Tables: `Stage`, `StepName`, `Course`, `Moves`.""");
    page.section("Stages").table(List.of("phase", "stage", "on", "steps (* changes a node)"),
        Arrays.stream(Stage.values()).map(JourneyPage::stage).toList());
    page.section("Courses").paragraph("""
        What the plan's closing strategy makes of them, for a plan that names the source's database, has the backups proved and does not keep
        the source. `BACK_UP_SOURCE` is left out where the plan names no such database, `PROVE_BACKUPS` where it does not ask for it, `RETIRE`
        where it keeps the source; `HOOKS_...` only stand where a hook of the service is to be asked, after approvals and before the phase begins. **\\|\\|** is the barrier behind a stage. PNR-1 is crossed when MOVE_CONTRACTS begins, PNR-2 when REOPEN
        begins; before PNR-1 `cmc abort` takes the way back, between the two `cmc restore`. If `SEE_UNMOVED` shows that nobody began to move,
        PNR-1 is taken back and the way back is that of `abort`. Work that turns up in flight at a barrier sends all back: `BACK_TO_DRAIN`, then
        from `DRAIN` on again. An excluded participant goes through `RETURN_EXCLUDED` by itself once the others have left.

        Where the plan asks for approvals, gates stand before the start, before MOVE_CONTRACTS (PNR-1), before REOPEN (PNR-2) and before RETIRE: the
        migration waits there until as many people agreed to the plan as it is, none of whom asked for it. Approvals are counted in the moment
        of the crossing, after the look at what is left of the window and before the point of no return is crossed. No gate stands on a way back.""");
    for (var closing : ClosingStrategy.values()) {
      page.paragraph("**" + closing + "**");
      page.table(List.of("phase", "stages and barriers"), phases(Course.forward(plan(closing))));
      page.paragraph("Way back before PNR-1: " + legs(Course.back(closing, true).legs()) + ".");
      page.paragraph("Way back by the databases: " + legs(Course.restore(closing, true).legs()) + ".");
    }
    page.section("One participant").paragraph("Every legal move. A position holds the proofs that its next step needs.");
    page.code("mermaid", diagram());
    page.paragraph("At a barrier that does not hold:").code("mermaid", states(Moves.FALLING_BACK));
    page.paragraph("Work turned up in flight after the drain:").code("mermaid", states(Moves.AGAIN));
    page.paragraph("By the databases:").code("mermaid", states(Moves.RESTORING));
    page.table(List.of("from", "event", "to"), Moves.ALL.stream().map(JourneyPage::row).toList());
    return page.toString();
  }

  private static List<String> stage(Stage stage) {
    return List.of(stage.phase().name(), Markdown.code(stage.name()), stage.onParticipants() ? "participants" : "domains",
        stage.steps().stream().map(JourneyPage::step).collect(Collectors.joining(", ")));
  }

  private static String step(StepName step) {
    return Markdown.code(step.name()) + (step.mutating() ? "*" : "");
  }

  private static List<List<String>> phases(Course course) {
    var rows = new ArrayList<List<String>>();
    for (var phase : Phase.values()) {
      var legs = course.legs().stream().filter(leg -> leg.phase() == phase).toList();
      if (!legs.isEmpty()) rows.add(List.of(phase.name(), legs(legs)));
    }
    return rows;
  }

  private static String legs(List<Leg> legs) {
    return legs.stream().map(leg -> switch (leg) {
      case Leg.Through t -> Markdown.code(t.stage().name());
      case Leg.Barrier b -> "**||**";
    }).collect(Collectors.joining(" "));
  }

  private static String diagram() {
    var last = Stream.of("Home", "Returned").map(end -> "  " + end + " --> [*]\n").collect(Collectors.joining());
    return states(Stream.concat(Moves.FORWARD.stream(), Moves.BACK.stream()).toList())
        .replaceFirst("\n", "\n  [*] --> Enrolled : ParticipantEnrolled\n") + last;
  }

  private static String states(List<Move> moves) {
    return moves.stream().map(m -> "  " + name(m.from()) + " --> " + name(m.to()) + " : " + name(m.event()) + "\n")
        .collect(Collectors.joining("", "stateDiagram-v2\n", ""));
  }

  private static List<String> row(Move move) {
    return List.of(name(move.from()), Markdown.code(name(move.event())), name(move.to()));
  }

  private static String name(Class<?> type) {
    return type.getSimpleName();
  }

  private static MigrationPlan plan(ClosingStrategy closing) {
    var database = new Database("localhost", 5432, "source", "canton", Optional.empty());
    var source = new SourceDomain(new SynchronizerAlias("source"), new SynchronizerId("source::1220"), 5, Optional.empty(),
        Optional.of(database), BackupStrategy.CONFIRM);
    var target = new TargetDomain(new SynchronizerAlias("target"), new SynchronizerId("target::1220"), 7, List.of("http://localhost:5003"),
        Optional.empty(), Optional.empty());
    return new MigrationPlan(new MigrationId("example"), source, target, List.of(), closing, Verification.DEFAULT, Set.of(), Pace.DEFAULT,
        Duration.ZERO, Optional.empty(), false).on(new Terms(Optional.empty(), Set.of(), true));
  }
}
