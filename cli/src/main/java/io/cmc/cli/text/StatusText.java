// SPDX-License-Identifier: Apache-2.0
package io.cmc.cli.text;

import com.google.protobuf.Timestamp;
import io.cmc.api.v1.Difference;
import io.cmc.api.v1.MigrationStatus;
import io.cmc.api.v1.NodeActivity;
import io.cmc.api.v1.ParticipantStatus;
import io.cmc.cli.text.Palette.Tone;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.SequencedMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * A status for people: one line about the migration, then one for each participant, always in the same order. Nothing in it
 * depends on the moment of reading but the day.
 */
public final class StatusText {

  static final String DOMAINS = "(domains)";
  private final Times times;
  private final Palette palette;

  public StatusText(Clock clock, Palette palette) {
    this.times = new Times(clock);
    this.palette = palette;
  }

  /** The whole status, without colours, in the zone of this process. */
  public static String render(MigrationStatus status) {
    return new StatusText(Clock.systemDefaultZone(), Palette.PLAIN).text(status);
  }

  /** The line and the rows, no final line end. */
  public String text(MigrationStatus status) {
    var lines = new ArrayList<>(List.of(line(status)));
    lines.addAll(rows(status).values());
    return String.join("\n", lines);
  }

  /** For a place of few lines: those who need a person and those at work come first, the rest is counted. */
  public String text(MigrationStatus status, int mostRows) {
    if (status.getParticipantsCount() <= mostRows) {
      return text(status);
    }
    var urgent = status.getParticipantsList().stream().sorted(Comparator.comparingInt(StatusText::calm)).limit(mostRows).toList();
    var shown = text(status.toBuilder().clearParticipants().addAllParticipants(urgent).build()).lines().skip(1);
    return Stream.concat(Stream.concat(Stream.of(line(status)), shown),
        Stream.of("  and " + (status.getParticipantsCount() - mostRows) + " more")).collect(Collectors.joining("\n"));
  }

  private static int calm(ParticipantStatus p) {
    return Nodes.needsAPerson(p.getActivity()) ? 0 : Nodes.isAtWork(p.getActivity()) ? 1 : 2;
  }

  /** One line: name, state with its reason and since when, participants, way back. */
  public String line(MigrationStatus s) {
    var parts = new ArrayList<>(List.of(palette.paint(Tone.HEADING, Plain.text(s.getMigration())), state(s)));
    if (s.getParticipantsCount() > 0) {
      parts.add("nodes " + Plain.text(Nodes.summary(s.getParticipantsList())));
    }
    if (s.getOthersCount() > 0) {
      parts.add("of other teams " + Plain.text(Nodes.counted(s.getOthersList())));
    }
    if (!Words.ended(s.getState())) {
      parts.add("way back: " + Words.wayBack(s.getWayBack()));
    }
    s.getApprovals().getGatesList().stream().filter(g -> g.hasLoweredUntil() && !g.getCrossed()).forEach(g -> parts.add(palette.paint(Tone.BAD, "BREAK-GLASS")
        + Plain.text(" at " + ApprovalsText.name(g.getRule().getGate()) + " by " + g.getLoweredBy()) + " until " + times.brief(g.getLoweredUntil())));
    if (s.getOpenIncidents() > 0) {
      parts.add(palette.paint(Tone.CARE, "incidents: " + s.getOpenIncidents() + " open"));
    }
    return String.join("  ", parts);
  }

  private String state(MigrationStatus s) {
    var state = palette.paint(Words.tone(s.getState()), s.getState().name());
    return switch (s.getState()) {
      case HELD, AT_GATE, SOAKING, PANIC_STOPPED, COMPARING -> state + " at " + s.getPhase() + since(s.hasWaitsSince(), s.getWaitsSince()) + because(", waits for ", s.getWaitsFor());
      case PLANNED -> state + since(s.hasPlannedAt(), s.getPlannedAt()) + because(", waits for ", s.getWaitsFor());
      case COMPLETED, ABORTED, RESTORED -> state + (s.hasEndedAt() ? " at " + times.brief(s.getEndedAt()) : "");
      case ABORTING, RESTORING -> state + since(s.hasPhaseSince(), s.getPhaseSince()) + waits(s);
      case CHECKING, RUNNING -> state + " " + s.getPhase() + since(s.hasPhaseSince(), s.getPhaseSince()) + waits(s);
      case MIGRATION_STATE_UNSPECIFIED, UNRECOGNIZED -> state;
    };
  }

  private String waits(MigrationStatus s) {
    return s.getWaitsFor().isEmpty() ? ""
        : ", waits" + since(s.hasWaitsSince(), s.getWaitsSince()) + " for " + Plain.text(s.getWaitsFor());
  }

  private static String because(String lead, String text) {
    return text.isEmpty() ? "" : lead + Plain.text(text);
  }

  private String since(boolean known, Timestamp at) {
    return known ? " since " + times.brief(at) : "";
  }

  /** One line for each participant by name, and one for the domains while something is done on them or somebody else changed them. */
  public SequencedMap<String, String> rows(MigrationStatus s) {
    var width = s.getParticipantsList().stream().mapToInt(p -> p.getName().length()).max().orElse(0);
    var rows = new LinkedHashMap<String, String>();
    var domains = new ArrayList<>(s.getDifferencesList().stream().filter(d -> d.getParticipant().isEmpty()).map(this::difference).toList());
    if (s.hasDomains() && !isIdle(s.getDomains())) domains.add(activity(s.getDomains()));
    if (!domains.isEmpty()) rows.put(DOMAINS, row(DOMAINS, width, "", String.join("  ", domains)));
    s.getParticipantsList().forEach(p -> rows.put(p.getName(), participant(s, p, width)));
    return rows;
  }

  private String participant(MigrationStatus s, ParticipantStatus p, int width) {
    var parts = new ArrayList<String>();
    if (p.getExcluded()) {
      parts.add(palette.paint(Tone.CARE, "left behind"));
    }
    s.getDifferencesList().stream().filter(d -> d.getParticipant().equals(p.getName())).map(this::difference).forEach(parts::add);
    if (!Evidence.of(p).isEmpty()) {
      parts.add(Plain.text(Evidence.of(p)));
    }
    var activity = isIdle(p.getActivity()) ? because("waits for ", p.getActivity().getWaitsFor()) : activity(p.getActivity());
    if (!activity.isEmpty()) {
      parts.add(activity);
    }
    return row(p.getName(), width, p.getPosition(), String.join("  ", parts));
  }

  private String difference(Difference d) {
    return palette.paint(Tone.BAD, d.getForeign() ? "CHANGED BY OTHERS" : "NOT AS RECORDED") + " recorded: " + Plain.text(d.getRecorded())
        + ", found: " + Plain.text(d.getFound());
  }

  private static String row(String name, int width, String position, String rest) {
    return ("  %-" + Math.max(1, width) + "s  %-12s  %s").formatted(Plain.text(name), Plain.text(position), rest).stripTrailing();
  }

  private static boolean isIdle(NodeActivity activity) {
    return activity.getState().isEmpty() || activity.getState().equals("IDLE");
  }

  private String activity(NodeActivity a) {
    var text = new StringBuilder(palette.paint(tone(a), Plain.text(a.getState()))).append(" in ").append(Plain.text(a.getStep()));
    text.append(since(a.hasSince(), a.getSince()));
    if (a.getAttempt() > 1 || a.getState().equals("RETRYING")) {
      text.append(", attempt ").append(a.getAttempt()).append(a.hasNextAt() ? ", next at " + times.brief(a.getNextAt()) : "");
    }
    return text.append(a.hasProblem() ? because(a) : because(a.getState().equals("WAITING") ? " for " : ", waits for ", a.getWaitsFor()))
        .toString();
  }

  /** What stands in the way; what to do about it only where somebody has to. */
  private static String because(NodeActivity a) {
    var problem = a.getState().equals("PARKED") ? a.getProblem() : a.getProblem().toBuilder().clearRemedy().build();
    return "  " + ProblemText.inline(problem);
  }

  private static Tone tone(NodeActivity a) {
    return switch (a.getState()) {
      case "PARKED", "UNRESOLVED" -> Tone.BAD;
      case "RETRYING" -> Tone.CARE;
      default -> Tone.USUAL;
    };
  }
}
