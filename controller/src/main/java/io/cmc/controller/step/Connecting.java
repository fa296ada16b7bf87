// SPDX-License-Identifier: Apache-2.0
package io.cmc.controller.step;

import io.cmc.controller.port.NodeTrouble;
import io.cmc.controller.port.ParticipantNode;
import io.cmc.id.SynchronizerAlias;
import io.cmc.rejection.ProblemCode;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Connecting a participant to domains. With many contracts it replays for hours before it lists the domain, and goes on with a connect
 * whose caller has given up; another one would only queue behind it (docs/canton.md). So one that was not answered in time is no failed
 * attempt: it is waited for, and sent again only when the node was restarted since, which forgets its queue, or after a long time.
 *
 * <p>A process that died does not know whether its connect was sent, and sends one more: at most one for each death.
 */
final class Connecting {

  /** Nothing tells from outside that a connect is not in the node's queue any more. A few too many there do no harm, hundreds would. */
  static final Duration SPAN = Duration.ofMinutes(30);

  private static final Duration AGAIN = Duration.ofSeconds(5);
  private static final String TO = "connect-to";
  private static final String AT = "connect-at";
  private static final String SINCE = "connect-node-since";
  /** Of two looks at how long a node has been running. */
  private static final Duration INEXACT = Duration.ofSeconds(5);

  private final Remembered<Sent> unanswered = new Remembered<>();

  /** A connect that may still be at work. */
  private record Sent(SynchronizerAlias to, Instant at) {

    static Optional<Sent> of(Notes notes) {
      return notes.get(TO).map(to -> new Sent(new SynchronizerAlias(to), Instant.parse(notes.get(AT).orElseThrow())));
    }

    Notes into(Notes notes) {
      return notes.with(TO, to.value()).with(AT, at.toString());
    }
  }

  void connect(Work<?> work, ParticipantNode node, SynchronizerAlias alias) {
    var sent = new Sent(alias, work.now());
    try {
      node.connect(alias);
    } catch (NodeTrouble trouble) {
      if (leftOpen(trouble)) unanswered.put(work, sent);
      throw trouble;
    }
  }

  /** @param missing what the node does not list as connected; @return whether to connect it, or to wait for a connect that was sent */
  Sight missing(Work<?> work, ParticipantNode node, List<SynchronizerAlias> missing) {
    var sent = last(work).filter(s -> missing.contains(s.to()));
    if (sent.isPresent()) {
      var since = work.now().minus(node.uptime());
      if (mayStillCome(work, sent.get(), since)) return waits(work, sent.get(), since);
    }
    return new Sight.NotYet(work.node() + " is not connected to " + names(missing));
  }

  /** Once all is connected: a connection that is lost later is another matter. @return what is left to be noted */
  Notes over(Work<?> work) {
    unanswered.forget(work);
    return work.notes().without(TO, AT, SINCE);
  }

  /** Another process may have sent one since this one did. */
  private Optional<Sent> last(Work<?> work) {
    return Stream.of(unanswered.of(work), Sent.of(work.notes())).flatMap(Optional::stream).max(Comparator.comparing(Sent::at));
  }

  /** Not of a node that was started since, nor of another one (a replica behind the same address) than was seen first. */
  private static boolean mayStillCome(Work<?> work, Sent sent, Instant since) {
    var another = seenFirst(work, sent).filter(first -> Duration.between(first, since).abs().compareTo(INEXACT) > 0).isPresent();
    return work.now().isBefore(sent.at().plus(SPAN)) && !since.isAfter(sent.at()) && !another;
  }

  /** Since when the node was running that was seen first after this connect. */
  private static Optional<Instant> seenFirst(Work<?> work, Sent sent) {
    return Sent.of(work.notes()).filter(sent::equals).flatMap(s -> work.notes().get(SINCE)).map(Instant::parse);
  }

  private static Sight waits(Work<?> work, Sent sent, Instant since) {
    var why = "waits for " + work.node() + " to be ready on " + sent.to() + "; a connect was sent at " + sent.at().truncatedTo(ChronoUnit.SECONDS);
    return new Sight.Wait(why, AGAIN, sent.into(work.notes()).with(SINCE, seenFirst(work, sent).orElse(since).toString()));
  }

  private static String names(List<SynchronizerAlias> aliases) {
    return aliases.stream().map(SynchronizerAlias::value).collect(Collectors.joining(", "));
  }

  /** A connection that was lost is something else: then the node may not have heard of it. */
  private static boolean leftOpen(NodeTrouble trouble) {
    return trouble.kind() == NodeTrouble.Kind.OUTCOME_UNKNOWN && trouble.problem().code() == ProblemCode.NODE_TIMEOUT;
  }
}
