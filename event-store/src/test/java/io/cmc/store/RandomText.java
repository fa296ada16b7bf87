// SPDX-License-Identifier: Apache-2.0
package io.cmc.store;

import static java.util.Map.entry;

import java.util.List;
import java.util.Map;
import java.util.random.RandomGenerator;

/** Plain text for a component of a record, by the component's name. */
@FunctionalInterface
public interface RandomText {

  Map<String, List<String>> USUAL = Map.ofEntries(
      entry("reason", List.of("wait for bank close", "the ledger team asked for it")),
      entry("reference", List.of("CHG-20417", "mail of the network team, 14:02")),
      entry("why", List.of("2 requests are in flight", "domain time has not passed the span yet")),
      entry("call", List.of("lower the limits to 0", "migrate from olddomain to newdomain-2")),
      entry("expected", List.of("connected to newdomain-2, healthy", "limits 0 and 0/s")),
      entry("found", List.of("connected to olddomain, healthy", "limits 100 and 20/s")),
      entry("remedy", List.of("Find out who changed it, put it right, then retry.")),
      entry("order", List.of("StartMigration", "ReleaseGate")),
      entry("node", List.of("participantA", "participantB")),
      entry("check", List.of("target is reachable", "limits can be set")),
      entry("facts", List.of("5", "7")),
      entry("sourceStatus", List.of("Inactive", "not asked")),
      entry("team", List.of("payments", "settlement")),
      entry("user", List.of("canton", "backup")),
      entry("name", List.of("participant_a", "CMC_BACKUP_PASSWORD")),
      entry("host", List.of("db-7.eu.example", "10.1.2.3")),
      entry("backupFolder", List.of("/var/backups/canton")),
      entry("trustCollectionFile", List.of("tls/root-ca.crt")),
      entry("certificateFile", List.of("tls/admin-client.crt")),
      entry("privateKeyFile", List.of("tls/admin-client.pem")),
      entry("location", List.of("/var/backups/canton/net-eu-7/participantA", "snapshot vol-0f3a")),
      entry("sha256", List.of("2f77668a9dfbf8d5848b9eeb4a7145ca94c6ed9236e4a773f6dcafa5132b2f91")),
      entry("digest", List.of("60303ae22b998861bce3b28f33eec1be758a213c86c93c076dbe9f558c11c752")),
      entry("party", List.of("alice::1220f0a1b2c3", "bob::1220c3d4e5f6")),
      entry("sequencers", List.of("http://sequencer-1.example:5018", "https://sequencer-2.example:5018")));

  String of(String component);

  /** What people and nodes really write. */
  static RandomText realistic(RandomGenerator random) {
    return component -> {
      var choices = USUAL.getOrDefault(component, List.of("as before", "over night, by the runbook", "\u00fcber Nacht"));
      return choices.get(random.nextInt(choices.size()));
    };
  }

  /** What nobody expects: quotes, line ends, text of other scripts, nothing at all. */
  static RandomText nasty(RandomGenerator random) {
    return component -> {
      var text = random.ints(random.nextInt(1, 20), 1, 0x1F900).filter(c -> !Character.isSurrogate((char) c) || c > 0xFFFF)
          .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append);
      return random.nextInt(10) == 0 && !component.equals("host") ? "" : text + "\"\\\n\u0001 {}[]'";
    };
  }
}
