// SPDX-License-Identifier: Apache-2.0
package io.cmc.controller.participant;

import io.cmc.controller.participant.Position.*;
import io.cmc.plan.ClosingStrategy;
import io.cmc.plan.Verification;
import io.cmc.proof.ResourceLimits;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What a participant at a position looks like from outside while nobody works on it. What the position says nothing about is ANY.
 *
 * @param source how it is with the source
 * @param target how it is with the target
 * @param waits whether it connects only when told to, to the one domain that it has
 * @param ingress what its limits say, or what it sees of the source's rate
 */
public record Outlook(Line source, Line target, boolean waits, Ingress ingress) {

  /** A participant and one domain. */
  public enum Line {
    /** Among its domains, and connected. */
    CONNECTED,
    /** Among its domains, and not connected. */
    CONFIGURED,
    /** Among its domains, connected or not. */
    LISTED,
    /** Among its domains, and not as we leave it there: it is connected, or connects by itself. */
    TAKES_PART,
    /** Not among its domains. */
    ABSENT,
    ANY
  }

  /** What is let in. */
  public enum Ingress {
    /** Anything but limits 0 and 0, which is what we set: nobody is closed before the limits of before are saved. */
    NOT_CLOSED,
    /** Limits 0 and 0. */
    CLOSED,
    /** A few commands, for the pings. */
    SMALL,
    /** The source takes no requests of any participant. */
    RATE_ZERO,
    ANY
  }

  /** What was seen of one domain. @param waits whether it connects there only when told to */
  public record SeenLine(boolean listed, boolean waits, boolean connected) {
    public static final SeenLine NONE = new SeenLine(false, false, false);
  }

  /** @param limits absent: not asked for; @param sourceRate absent: not asked for, or the source has none */
  public record Seen(SeenLine source, SeenLine target, Optional<ResourceLimits> limits, Optional<Integer> sourceRate) {}

  /**
   * @param recorded what it was left as, @param found what it is; both name only what differs
   * @param lost nothing differs but that a connection is not there, which a domain or a node that restarts looks like as well
   */
  public record Difference(String recorded, String found, boolean lost) {}

  private static final Outlook NOTHING = new Outlook(Line.ANY, Line.ANY, false, Ingress.ANY);

  public static Outlook of(Class<? extends Position> position, ClosingStrategy closing) {
    return ROWS.stream().filter(r -> r.position() == position).findFirst().map(r -> r.look(closing))
        .orElseThrow(() -> new IllegalArgumentException("no row for " + position));
  }

  /** Whether there is anything to look for. */
  public boolean saysAnything() {
    return !equals(NOTHING);
  }

  /**
   * Every position has one row. From the first closing to the first opening the limits must be what we set and nobody else would. Before
   * the first closing they must not: then the records are older than the node, and what would be saved is not what was there before.
   */
  private static final List<Row> ROWS = List.of(
      new Row(Enrolled.class, Line.TAKES_PART, Line.ANY, false, Ingress.NOT_CLOSED),
      new Row(Saved.class, Line.CONNECTED, Line.ABSENT, false, Ingress.ANY),
      new Row(Quiesced.class, Line.CONNECTED, Line.ABSENT, false, Ingress.CLOSED),
      new Row(Drained.class, Line.CONNECTED, Line.ABSENT, false, Ingress.CLOSED),
      new Row(Counted.class, Line.CONNECTED, Line.ABSENT, false, Ingress.CLOSED),
      new Row(Disconnected.class, Line.CONFIGURED, Line.ABSENT, true, Ingress.CLOSED),
      new Row(BackedUp.class, Line.CONFIGURED, Line.ABSENT, true, Ingress.CLOSED),
      new Row(Moved.class, Line.ABSENT, Line.CONFIGURED, true, Ingress.CLOSED),
      new Row(Reconnected.class, Line.ABSENT, Line.CONNECTED, true, Ingress.CLOSED),
      new Row(Compared.class, Line.ABSENT, Line.CONNECTED, true, Ingress.CLOSED),
      new Row(Eased.class, Line.ABSENT, Line.CONNECTED, true, Ingress.SMALL),
      new Row(Verified.class, Line.ABSENT, Line.CONNECTED, true, Ingress.SMALL),
      new Row(Reopened.class, Line.ABSENT, Line.LISTED, true, Ingress.ANY),
      new Row(Home.class, Line.ABSENT, Line.LISTED, false, Ingress.ANY),
      new Row(Stopped.class, Line.ANY, Line.ANY, false, Ingress.ANY),
      new Row(Restored.class, Line.ANY, Line.ANY, false, Ingress.ANY),
      new Row(Started.class, Line.ANY, Line.ANY, false, Ingress.ANY),
      new Row(Recovered.class, Line.LISTED, Line.ABSENT, false, Ingress.ANY),
      new Row(Rejoined.class, Line.LISTED, Line.ABSENT, false, Ingress.ANY),
      new Row(Away.class, Line.LISTED, Line.ABSENT, false, Ingress.ANY),
      new Row(Returned.class, Line.LISTED, Line.ABSENT, false, Ingress.ANY));

  /** As it is where limits close; other strategies leave the limits alone. */
  private record Row(Class<? extends Position> position, Line source, Line target, boolean waits, Ingress ingress) {
    Outlook look(ClosingStrategy closing) {
      var closed = switch (closing) {
        case PARTICIPANT_LIMITS -> ingress;
        case DOMAIN_RATE -> ingress == Ingress.CLOSED && source == Line.CONNECTED ? Ingress.RATE_ZERO : Ingress.ANY;
        case OUTSIDE -> Ingress.ANY;
      };
      return new Outlook(source, target, waits, closed);
    }
  }

  /** Empty when all that is seen is as it was left. */
  public Optional<Difference> compare(Seen seen, Verification verification) {
    var recorded = new ArrayList<String>();
    var found = new ArrayList<String>();
    line("source", source, seen.source(), recorded, found);
    line("target", target, seen.target(), recorded, found);
    if (!fits(seen, verification)) {
      recorded.add(ingressWanted(verification));
      found.add(ingressFound(seen));
    }
    if (recorded.isEmpty()) return Optional.empty();
    var lost = fits(seen, verification) && fitsButLost(source, seen.source()) && fitsButLost(target, seen.target());
    return Optional.of(new Difference(String.join("; ", recorded), String.join("; ", found), lost));
  }

  /** Among the domains as it should be, and at most not connected. */
  private boolean fitsButLost(Line wanted, SeenLine seen) {
    return !differs(wanted, wanted == Line.CONNECTED || wanted == Line.TAKES_PART ? new SeenLine(seen.listed(), seen.waits(), true) : seen);
  }

  private void line(String name, Line wanted, SeenLine seen, List<String> recorded, List<String> found) {
    if (!differs(wanted, seen)) return;
    recorded.add(name + " " + word(wanted) + (waits && wanted != Line.ABSENT ? ", connecting only when told to" : ""));
    found.add(name + " " + word(seen));
  }

  private boolean differs(Line wanted, SeenLine seen) {
    return !fits(wanted, seen) || waits && seen.listed() && wanted != Line.ABSENT && !seen.waits();
  }

  private static boolean fits(Line wanted, SeenLine seen) {
    return switch (wanted) {
      case CONNECTED -> seen.listed() && seen.connected();
      case CONFIGURED -> seen.listed() && !seen.connected();
      case LISTED -> seen.listed();
      case TAKES_PART -> seen.listed() && (seen.connected() || !seen.waits());
      case ABSENT -> !seen.listed() && !seen.connected();
      case ANY -> true;
    };
  }

  private boolean fits(Seen seen, Verification verification) {
    return switch (ingress) {
      case NOT_CLOSED -> seen.limits().filter(Outlook::closed).isEmpty();
      case CLOSED -> seen.limits().filter(l -> !closed(l)).isEmpty();
      case SMALL -> seen.limits().filter(l -> !small(l, verification)).isEmpty();
      case RATE_ZERO -> seen.sourceRate().filter(rate -> rate != 0).isEmpty();
      case ANY -> true;
    };
  }

  /** As the steps set it: 0 and 0, which nobody else would set. */
  private static boolean closed(ResourceLimits limits) {
    return limits.maxDirtyRequests().equals(Optional.of(0)) && limits.maxRate().equals(Optional.of(0));
  }

  private static boolean small(ResourceLimits limits, Verification verification) {
    return limits.maxDirtyRequests().filter(n -> n <= verification.smallMaxDirtyRequests()).isPresent()
        && limits.maxRate().filter(n -> n <= verification.smallMaxRate()).isPresent();
  }

  private String ingressWanted(Verification verification) {
    return switch (ingress) {
      case NOT_CLOSED -> "limits above 0, or none, as nobody has closed it";
      case CLOSED -> "limits 0 and 0";
      case SMALL -> "limits of at most " + verification.smallMaxDirtyRequests() + " and " + verification.smallMaxRate();
      case RATE_ZERO -> "the source's rate 0";
      case ANY -> "";
    };
  }

  private String ingressFound(Seen seen) {
    if (ingress == Ingress.RATE_ZERO) return "the source's rate " + seen.sourceRate().map(String::valueOf).orElse("none");
    return seen.limits().map(l -> "limits " + number(l.maxDirtyRequests()) + " and " + number(l.maxRate())).orElse("limits unknown");
  }

  private static String number(Optional<Integer> limit) {
    return limit.map(String::valueOf).orElse("none");
  }

  private static String word(Line line) {
    return switch (line) {
      case CONNECTED -> "connected";
      case CONFIGURED -> "not connected";
      case LISTED -> "among its domains";
      case TAKES_PART -> "connected, or connecting by itself";
      case ABSENT -> "not among its domains";
      case ANY -> "in any way";
    };
  }

  private static String word(SeenLine seen) {
    if (!seen.listed()) return seen.connected() ? "connected, but not among its domains" : "not among its domains";
    return (seen.connected() ? "connected" : "not connected") + (seen.waits() ? ", connecting only when told to" : ", connecting by itself");
  }
}
