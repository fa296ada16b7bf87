// SPDX-License-Identifier: Apache-2.0
package io.cmc.store;

import java.util.List;
import java.util.Map;
import java.util.random.RandomGenerator;

/** Plain text for a component of a record, by the component's name. */
@FunctionalInterface
public interface RandomText {

  String of(String component);

  /** What people and nodes really write. */
  static RandomText realistic(RandomGenerator random) {
    var usual = Map.of(
        "reason", List.of("wait for bank close", "the ledger team asked for it"),
        "why", List.of("2 requests are in flight", "domain time has not passed the span yet"),
        "call", List.of("ResourceManagementService.UpdateResourceLimits", "ParticipantRepairService.MigrateDomain"),
        "found", List.of("connected to olddomain, healthy", "limits 100 and 20/s"),
        "host", List.of("db-7.eu.example", "10.1.2.3"),
        "location", List.of("/var/backups/net-eu-7/participantA", "snapshot vol-0f3a"),
        "digest", List.of("9f2c8a7be0d14c55", "00ab12cd34ef5678"),
        "party", List.of("alice::1220f0a1", "bob::1220c3d4"),
        "sequencers", List.of("http://sequencer-1.example:5018", "https://sequencer-2.example:5018"));
    var other = List.of("as before", "over night, by the runbook", "\u00fcber Nacht");
    return component -> {
      var choices = usual.getOrDefault(component, other);
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
