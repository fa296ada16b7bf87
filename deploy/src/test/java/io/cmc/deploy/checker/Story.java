// SPDX-License-Identifier: Apache-2.0
package io.cmc.deploy.checker;

import io.cmc.event.Event;
import io.cmc.event.JourneyEvent;
import io.cmc.event.JourneyEvent.BackupTaken;
import io.cmc.event.JourneyEvent.ContractsMoved;
import io.cmc.event.JourneyEvent.DatabaseRestored;
import io.cmc.event.JourneyEvent.DrainProved;
import io.cmc.event.JourneyEvent.LimitsLowered;
import io.cmc.event.JourneyEvent.LimitsRestored;
import io.cmc.event.JourneyEvent.LimitsSaved;
import io.cmc.event.JourneyEvent.ParticipantStopped;
import io.cmc.event.JourneyEvent.SourceLeft;
import io.cmc.event.JourneyEvent.SourceRejoined;
import io.cmc.event.JourneyEvent.TargetJoined;
import io.cmc.event.MigrationEvent.MigrationCompleted;
import io.cmc.event.MigrationEvent.MigrationPlanned;
import io.cmc.event.MigrationEvent.MigrationRestored;
import io.cmc.event.MigrationEvent.MigrationStarted;
import io.cmc.event.StepEvent.StepIntended;
import io.cmc.id.MigrationId;
import io.cmc.id.NodeName;
import io.cmc.id.NodeUid;
import io.cmc.id.PlanHash;
import io.cmc.id.RequestId;
import io.cmc.id.SynchronizerAlias;
import io.cmc.id.SynchronizerId;
import io.cmc.plan.BackupStrategy;
import io.cmc.plan.ClosingStrategy;
import io.cmc.plan.Endpoint;
import io.cmc.plan.MigrationPlan;
import io.cmc.plan.Pace;
import io.cmc.plan.ParticipantPlan;
import io.cmc.plan.SourceDomain;
import io.cmc.plan.TargetDomain;
import io.cmc.plan.Verification;
import io.cmc.proof.BackupProof;
import io.cmc.proof.DrainProof;
import io.cmc.proof.MoveProof;
import io.cmc.proof.ResourceLimits;
import io.cmc.proof.SavedSettings;
import io.cmc.sim.journal.JournalEntry;
import io.cmc.store.read.SealedEvent;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/** A history of two participants as it should be, and ways to spoil it. Things happen a second apart, in the order of the list. */
final class Story {

  static final MigrationId M = new MigrationId("story");
  static final NodeName A = new NodeName("A");
  static final NodeName B = new NodeName("B");
  static final ResourceLimits OPEN = new ResourceLimits(Optional.empty(), Optional.of(200), 0.5);
  private static final Instant NOON = Instant.parse("2026-03-07T12:00:00Z");
  private static final String FINGERPRINT = "1220" + "ab".repeat(32);

  private final List<Happening> all = new ArrayList<>();

  private record Happening(String tag, Function<Instant, Event> event, Seen seen) {}

  private record Seen(String node, String method, List<String> effects) {}

  static Story sound() {
    var story = moved();
    for (var p : List.of(A, B)) story.open(p);
    story.tell(at -> new MigrationCompleted(M, at));
    return story;
  }

  /** All were moved, and went back by their databases. */
  static Story wayBack() {
    var story = moved();
    for (var p : List.of(A, B)) story.tell(at -> new ParticipantStopped(M, p, "nobody answers", at));
    for (var p : List.of(A, B)) story.tell(at -> new DatabaseRestored(M, p, at));
    for (var p : List.of(A, B)) story.goHome(p);
    story.tell(at -> new MigrationRestored(M, at));
    return story;
  }

  private static Story moved() {
    var story = new Story();
    story.tell(at -> new MigrationPlanned(M, plan(), new PlanHash("cd".repeat(32)), at));
    story.tell(at -> new MigrationStarted(M, new PlanHash("cd".repeat(32)), at));
    for (var p : List.of(A, B)) story.close(p);
    for (var p : List.of(A, B)) story.leave(p);
    for (var p : List.of(A, B)) story.tell(at -> new BackupTaken(M, p, proof(), at));
    for (var p : List.of(A, B)) story.move(p);
    return story;
  }

  private void close(NodeName p) {
    tell(at -> saved(p, OPEN, at));
    intend(p, "set the limits of " + p + " to 0 and 0, burst as it is");
    see(p.value(), "ResourceManagementService/UpdateResourceLimits", "limits=0/0/0.5");
    tell(at -> new LimitsLowered(M, p, at));
    tell(at -> new DrainProved(M, p, new DrainProof(at, at, Duration.ZERO, List.of()), at));
  }

  private void leave(NodeName p) {
    intend(p, "disconnect " + p + " from olddomain and let it connect there only when asked to");
    see(p.value(), "DomainConnectivityService/ModifyDomain", "modified olddomain");
    see(p.value(), "DomainConnectivityService/DisconnectDomain", "disconnected olddomain");
    tell(at -> new SourceLeft(M, p, at));
  }

  private void move(NodeName p) {
    intend(p, "move the contracts of " + p + " from olddomain to newdomain");
    see(p.value(), "ParticipantRepairService/MigrateDomain", "olddomain=Vacating", "olddomain=Inactive");
    tell(at -> new ContractsMoved(M, p, new MoveProof("Inactive"), at));
  }

  private void open(NodeName p) {
    intend(p, "connect " + p + " to newdomain and to what else it was connected to before");
    see(p.value(), "DomainConnectivityService/ConnectDomain", "connected newdomain");
    tell(at -> new TargetJoined(M, p, at));
    openAsBefore(p);
  }

  private void goHome(NodeName p) {
    intend(p, "connect " + p + " to olddomain");
    see(p.value(), "DomainConnectivityService/ConnectDomain", "connected olddomain");
    tell(at -> new SourceRejoined(M, p, at));
    openAsBefore(p);
  }

  private void openAsBefore(NodeName p) {
    intend(p, "set " + p + " back to the saved limits");
    see(p.value(), "ResourceManagementService/UpdateResourceLimits", "limits=-1/200/0.5");
    tell(at -> new LimitsRestored(M, p, OPEN, at));
  }

  static LimitsSaved saved(NodeName p, ResourceLimits limits, Instant at) {
    return new LimitsSaved(M, p, new SavedSettings(limits, false, List.of()), at);
  }

  Story tell(Function<Instant, Event> event) {
    return add(all.size(), event);
  }

  Story see(String node, String method, String... effects) {
    all.add(seen(node, method, effects));
    return this;
  }

  private void intend(NodeName p, String call) {
    tell(at -> new StepIntended(M, p, new RequestId("story/" + p + "#1"), call, at));
  }

  /** Something of this tag (simple name and node, as {@code SourceLeft B}) did not happen; the first one. */
  Story without(String tag) {
    all.remove(index(tag));
    return this;
  }

  Story moved(String tag, String before) {
    var one = all.remove(index(tag));
    all.add(index(before), one);
    return this;
  }

  Story before(String tag, Function<Instant, Event> event) {
    return add(index(tag), event);
  }

  Story seenBefore(String tag, String node, String method, String... effects) {
    all.add(index(tag), seen(node, method, effects));
    return this;
  }

  private Story add(int index, Function<Instant, Event> event) {
    all.add(index, new Happening(tag(event.apply(NOON)), event, null));
    return this;
  }

  private static Happening seen(String node, String method, String... effects) {
    return new Happening(method.replaceAll(".*/", "") + " " + node, null, new Seen(node, method, List.of(effects)));
  }

  private static String tag(Event e) {
    return e.getClass().getSimpleName() + (e instanceof JourneyEvent j ? " " + j.node() : "");
  }

  private int index(String tag) {
    for (int i = 0; i < all.size(); i++) if (all.get(i).tag().equals(tag)) return i;
    throw new IllegalArgumentException("no " + tag + " in the story");
  }

  Evidence evidence() {
    var events = new ArrayList<SealedEvent>();
    var calls = new ArrayList<JournalEntry>();
    Map<String, Long> streams = new HashMap<>();
    for (int i = 0; i < all.size(); i++) {
      var at = NOON.plusSeconds(i);
      var seen = all.get(i).seen();
      if (seen == null) events.add(sealed(events.size() + 1L, all.get(i).event().apply(at), streams));
      else calls.add(new JournalEntry(i, at, seen.node(), seen.method(), "", "cmc/one grpc", "OK", seen.effects(), at.plusMillis(100)));
    }
    return new Evidence(events, calls);
  }

  private static SealedEvent sealed(long position, Event e, Map<String, Long> streams) {
    var stream = e instanceof JourneyEvent j ? M + "/" + j.node() : M.value();
    return new SealedEvent(position, position, "event-" + position, stream, streams.merge(stream, 0L, (last, zero) -> last + 1), e.at(),
        e.getClass().getSimpleName(), "1", e, Map.of(), "{}", "");
  }

  private static BackupProof proof() {
    return new BackupProof(BackupStrategy.TEMPLATE_COPY, "copy", 1, "ab", Duration.ZERO, NOON, 1);
  }

  private static MigrationPlan plan() {
    var source = new SourceDomain(new SynchronizerAlias("olddomain"), new SynchronizerId("olddomain::" + FINGERPRINT), 4, Optional.empty(),
        Optional.empty(), BackupStrategy.CONFIRM);
    var target = new TargetDomain(new SynchronizerAlias("newdomain"), new SynchronizerId("newdomain::" + FINGERPRINT), 5,
        List.of("http://127.0.0.1:1"), Optional.empty(), Optional.empty());
    return new MigrationPlan(M, source, target, List.of(participant(A), participant(B)), ClosingStrategy.PARTICIPANT_LIMITS, Verification.DEFAULT,
        Set.of(), Pace.DEFAULT, Duration.ZERO, Optional.empty(), true);
  }

  private static ParticipantPlan participant(NodeName name) {
    return new ParticipantPlan(name, new NodeUid(name + "::" + FINGERPRINT), "", new Endpoint("127.0.0.1", 1, Optional.empty(), Optional.empty()),
        Optional.empty(), Optional.empty(), BackupStrategy.TEMPLATE_COPY);
  }
}
