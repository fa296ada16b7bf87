// SPDX-License-Identifier: Apache-2.0
package io.cmc.controller.survey;

import io.cmc.controller.port.NodeTrouble.Kind;
import io.cmc.controller.step.FakeBackups;
import io.cmc.controller.step.FakeNetwork;
import io.cmc.controller.step.FakeParticipant;
import io.cmc.controller.step.FakeParticipant.Link;
import io.cmc.id.MigrationId;
import io.cmc.id.NodeName;
import io.cmc.id.NodeUid;
import io.cmc.id.SynchronizerAlias;
import io.cmc.id.SynchronizerId;
import io.cmc.plan.BackupStrategy;
import io.cmc.plan.ClosingStrategy;
import io.cmc.plan.Database;
import io.cmc.plan.Endpoint;
import io.cmc.plan.Pace;
import io.cmc.plan.Verification;
import io.cmc.rejection.ProblemCode;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** A network and a draft for it. */
final class Case {

  final FakeNetwork network;
  final FakeBackups backups;
  final List<DraftPlan.Participant> participants = new ArrayList<>();
  List<String> sequencers = List.of("https://new:5003");
  Optional<SynchronizerId> sourceId = Optional.empty();
  Optional<SynchronizerId> targetId = Optional.empty();
  Optional<Integer> sourceVersion = Optional.empty();
  Optional<SynchronizerAlias> alias = Optional.empty();
  Optional<ClosingStrategy> closing = Optional.empty();
  Optional<BackupStrategy> backup = Optional.empty();
  DraftPlan.Terms terms = DraftPlan.Terms.OPEN;
  boolean admins = true;
  boolean databases = true;

  Case(String... names) {
    network = new FakeNetwork(names);
    backups = new FakeBackups(network);
    for (var name : names) participants.add(participant(name));
  }

  FakeParticipant a() {
    return network.participant("A");
  }

  FakeParticipant b() {
    return network.participant("B");
  }

  void fails(String call, Kind kind) {
    network.failAlways(call, FakeNetwork.trouble(kind, ProblemCode.NODE_UNREACHABLE));
  }

  Link link(String id, boolean connected) {
    var link = new Link(new SynchronizerId(id), List.of("http://third:1"));
    link.connected = connected;
    return link;
  }

  DraftPlan.Participant participant(String name) {
    return participant(name, name, Optional.empty());
  }

  DraftPlan.Participant participant(String name, String host, Optional<NodeUid> uid) {
    var admin = new Endpoint(host, 5006, Optional.empty(), Optional.empty());
    return new DraftPlan.Participant(new NodeName(name), uid, "team", admin, Optional.empty(), database(name), backup);
  }

  Surveyed resolve() {
    var source = new DraftPlan.Source(new SynchronizerAlias("olddomain"), sourceId, sourceVersion,
        Optional.of(network.source.admin()).filter(a -> admins), database("olddomain"), Optional.empty());
    var target = new DraftPlan.Target(alias, targetId, Optional.empty(), sequencers, Optional.empty(),
        Optional.of(network.target.admin()).filter(a -> admins));
    var all = participants.stream().map(p -> new DraftPlan.Participant(p.name(), p.uid(), p.team(), p.admin(), p.ledger(),
        p.database().filter(d -> databases), p.backup())).toList();
    var draft = new DraftPlan(new MigrationId("net-7"), source, target, all, closing, Verification.DEFAULT, Set.of(), Pace.DEFAULT,
        Duration.ZERO, Optional.empty(), true, terms);
    return new Survey(network, Map.of(BackupStrategy.PG_DUMP, backups)).resolve(draft);
  }

  private static Optional<Database> database(String name) {
    return Optional.of(new Database("db", 5432, name, "canton", Optional.empty()));
  }
}
