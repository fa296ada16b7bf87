// SPDX-License-Identifier: Apache-2.0
package io.cmc.deploy.config;

import java.util.List;
import java.util.stream.Stream;

/** Settings that contradict one another: some are set, and nobody looks at them as another is not, or is. */
final class Unheeded {

  /** What has no effect without another. */
  private record Without(List<String> settings, String needed, String because) {}

  private static final List<Without> ALL = List.of(
      new Without(List.of("cmc.kafka.topic", "cmc.kafka.team-topic", "cmc.kafka.checkpoints", "cmc.kafka.create-topics", "cmc.kafka.partitions", "cmc.kafka.replication",
          "cmc.kafka.lag-limit", "cmc.kafka.properties"), "cmc.kafka.bootstrap-servers", "nothing is published"),
      new Without(List.of("cmc.access.audience", "cmc.access.roles-claim", "cmc.access.groups-claim", "cmc.access.groups", "cmc.access.algorithms",
          "cmc.access.clock-skew"), "cmc.access.issuer", "the service takes no token but its own"),
      new Without(List.of("cmc.traces.share"), "cmc.traces.endpoint", "no trace is kept"),
      new Without(List.of("cmc.notices.mail.port", "cmc.notices.mail.protection", "cmc.notices.mail.from", "cmc.notices.mail.user", "cmc.notices.mail.password-env",
          "cmc.notices.mail.password-file"), "cmc.notices.mail.host", "no mail is sent"),
      new Without(List.of("cmc.checkpoints.previous-key", "cmc.checkpoints.lost-key"), "cmc.checkpoints.key", "the key in the data folder goes on signing"));

  private static final List<String> NO_READS = List.of("cmc.kafka.bootstrap-servers", "cmc.hooks", "cmc.notices", "cmc.policy", "cmc.checkpoints.key");

  private Unheeded() {}

  static List<Finding> in(Configuration configuration, boolean readsOnly) {
    return Stream.of(without(configuration), twice(configuration), readsOnly ? ofReads(configuration) : Stream.<Finding>empty()).flatMap(all -> all).toList();
  }

  private static Stream<Finding> without(Configuration configuration) {
    return ALL.stream().filter(rule -> !configuration.isSet(rule.needed())).flatMap(rule -> rule.settings().stream().filter(configuration::isSet)
        .map(setting -> Finding.doubtful(setting, "", "is set and not looked at: without " + rule.needed() + " " + rule.because())));
  }

  private static Stream<Finding> twice(Configuration configuration) {
    var url = configuration.environment().getProperty("cmc.database.url", "");
    return Stream.of("user", "password").filter(word -> url.matches(".*[?&]" + word + "=.*") && configuration.isSet("cmc.database.owner-" + word))
        .map(word -> Finding.doubtful("cmc.database.owner-" + word, "", "is set, and another is in cmc.database.url: that in the address is not looked at"));
  }

  private static Stream<Finding> ofReads(Configuration configuration) {
    return NO_READS.stream().filter(configuration::isSet)
        .map(setting -> Finding.doubtful(setting, "", "is set and not looked at: an instance that reads only publishes, calls, tells and signs nothing"));
  }
}
