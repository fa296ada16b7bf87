// SPDX-License-Identifier: Apache-2.0
package io.cmc.cli.plan;

import io.cmc.api.v1.Database;
import io.cmc.api.v1.Endpoint;
import io.cmc.api.v1.Participant;
import io.cmc.api.v1.Secret;
import io.cmc.cli.problem.Trouble;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.BiFunction;

/** Puts together what several blocks of a configuration say about one node. */
final class CantonConfigReader {

  private static final Set<String> OWN_BLOCKS = Set.of("databases", "plaintext", "teams", "tokens");
  private static final String TOKEN_REMEDY = "write token = ${NAME}, or canton-migration.tokens.<participant> "
      + "{ env = NAME } or { file = path }, which goes before it";

  /** What all nodes share. @param folder from which relative paths are taken */
  record Setting(Path folder, PlainSpeech plain) {}

  private final HoconBlock root;
  private final Path folder;
  private final Setting setting;

  CantonConfigReader(HoconBlock root, Path folder) {
    this.root = root;
    this.folder = folder;
    this.setting = new Setting(folder, PlainSpeech.read(root));
  }

  CantonConfig read() {
    var remote = each("canton", "remote-participants", (name, block) -> block);
    var domains = each("canton", "remote-domains", this::domain);
    refuseStrangeNames(remote, domains);
    var databases = databases();
    var participants = new TreeMap<String, Participant>();
    remote.forEach((name, block) -> participants.put(name, participant(name, block, databases.get(name))));
    return new CantonConfig(participants, domains, databases);
  }

  private <T> TreeMap<String, T> each(String section, String kind, BiFunction<String, HoconBlock, T> read) {
    var found = new TreeMap<String, T>();
    root.block(section, kind).ifPresent(nodes -> nodes.names().forEach(name ->
        nodes.block(name).map(block -> read.apply(name, block)).ifPresent(value -> found.put(name, value))));
    return found;
  }

  /** A node's storage is not looked at where the operator names the database: it may hold what a plan must not. */
  private Map<String, Database> databases() {
    var databases = new TreeMap<String, Database>();
    root.block("canton-migration", "databases").ifPresent(own -> own.names().forEach(node ->
        databases.put(node, new DatabaseSetting(node, folder).own(own.block(node).orElseThrow()))));
    for (var kind : new String[] {"participants", "domains"}) {
      root.block("canton", kind).ifPresent(nodes -> nodes.names().stream().filter(node -> !databases.containsKey(node))
          .forEach(node -> nodes.block(node, "storage").flatMap(DatabaseSetting::storage).ifPresent(d -> databases.put(node, d))));
    }
    return databases;
  }

  private RemoteDomain domain(String name, HoconBlock remote) {
    var domain = RemoteDomain.read(name, remote, setting);
    return ownToken(name).map(domain::withToken).orElse(domain);
  }

  private Participant participant(String name, HoconBlock remote, Database database) {
    var token = token(name, remote);
    var participant = Participant.newBuilder().setName(name).setAdmin(endpoint(name, remote, "admin-api").map(e -> withToken(e, token))
        .orElseThrow(() -> remote.wrong("admin-api", "the address of the admin API", "nothing")));
    endpoint(name, remote, "ledger-api").map(e -> withToken(e, token)).ifPresent(participant::setLedger);
    root.block("canton-migration", "teams").flatMap(teams -> teams.text(name)).ifPresent(participant::setTeam);
    Optional.ofNullable(database).ifPresent(participant::setDatabase);
    return participant.build();
  }

  private Optional<Endpoint> endpoint(String name, HoconBlock remote, String api) {
    return remote.block(api).map(block -> new ClientApi(block, folder).endpoint(name, setting.plain()));
  }

  /** Canton's console sends a participant's token to both of its APIs. */
  private static Endpoint withToken(Endpoint endpoint, Optional<Secret> token) {
    return token.map(t -> endpoint.toBuilder().setToken(t).build()).orElse(endpoint);
  }

  private Optional<Secret> token(String name, HoconBlock remote) {
    return ownToken(name).or(() -> SecretSetting.substituted(remote, "token", TOKEN_REMEDY));
  }

  private Optional<Secret> ownToken(String node) {
    return root.block("canton-migration", "tokens", node).flatMap(this::tokenReference);
  }

  private Optional<Secret> tokenReference(HoconBlock block) {
    return SecretSetting.named(block, "env").or(() -> block.text("file")
        .map(path -> Secret.newBuilder().setFile(folder.resolve(path).normalize().toString()).build()));
  }

  private void refuseStrangeNames(Map<String, ?> participants, Map<String, RemoteDomain> domains) {
    root.block("canton-migration").ifPresent(own -> {
      refuseOthers(own, OWN_BLOCKS);
      var nodes = new TreeSet<>(participants.keySet());
      own.block("teams").ifPresent(block -> refuseOthers(block, nodes));
      domains.forEach((name, domain) -> domain.admin().ifPresent(_ -> nodes.add(name)));
      own.block("tokens").ifPresent(block -> refuseOthers(block, nodes));
      nodes.addAll(domains.keySet());
      for (var kind : new String[] {"participants", "domains"}) {
        root.block("canton", kind).ifPresent(full -> nodes.addAll(full.names()));
      }
      own.block("plaintext").ifPresent(block -> refuseOthers(block, nodes));
      own.block("databases").ifPresent(block -> refuseOthers(block, nodes));
    });
  }

  private static void refuseOthers(HoconBlock block, Set<String> known) {
    block.names().stream().filter(name -> !known.contains(name)).findFirst().ifPresent(name -> {
      throw Trouble.input("UNKNOWN_FIELD", "one of " + String.join(", ", new TreeSet<>(known)), block.path(name), "correct the name");
    });
  }
}
