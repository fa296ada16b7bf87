// SPDX-License-Identifier: Apache-2.0
package io.cmc.controller.step;

import io.cmc.controller.port.NodeTrouble;
import io.cmc.controller.port.Nodes;
import io.cmc.plan.Database;
import io.cmc.plan.Endpoint;
import io.cmc.plan.Loopback;
import io.cmc.plan.MigrationPlan;
import io.cmc.plan.ParticipantPlan;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** What is spoken to without TLS, which is always shown, and whose certificates soon end. Comes last: it tells of connections that were made. */
final class CheckSecrecy {

  private static final Duration NOTICE = Duration.ofDays(14);
  private static final String PLAIN_URL = "http://";
  private static final String PLAIN = "Where others can listen on the way, make a new plan with tls for it.";
  private static final String RENEW = "Renew it: connections fail once it has ended. Replaced files of ours are read without a restart.";

  private final Nodes nodes;
  private final Instant now;
  private final Checks checks;
  private final List<String> open = new ArrayList<>();
  private final List<String> openHere = new ArrayList<>();

  CheckSecrecy(Nodes nodes, Instant now, Checks checks) {
    this.nodes = nodes;
    this.now = now;
    this.checks = checks;
  }

  void of(ParticipantPlan participant) {
    api("admin API", participant.admin());
    participant.ledger().ifPresent(ledger -> api("ledger API", ledger));
    participant.database().ifPresent(this::database);
    tell();
  }

  void ofDomains(MigrationPlan plan) {
    plan.source().admin().ifPresent(admin -> api("source's admin API", admin));
    plan.source().database().ifPresent(this::database);
    plan.target().admin().ifPresent(admin -> api("target's admin API", admin));
    plan.target().sequencers().stream().filter(url -> url.startsWith(PLAIN_URL)).map(url -> url.substring(PLAIN_URL.length()))
        .forEach(address -> plain("target's public API", address, address.replaceAll(":\\d+/?$", "")));
    tell();
  }

  private void api(String what, Endpoint endpoint) {
    if (endpoint.tls().isEmpty()) plain(what, endpoint.address(), endpoint.host());
    else certificates(endpoint).forEach((whose, end) -> checks.require(Check.CERTIFICATES_LAST, end.isAfter(now.plus(NOTICE)),
        "certificates that last for " + NOTICE.toDays() + " days or more", whose + " ends at " + end, RENEW));
  }

  /** What keeps a node from being reached is said by the check that reaches for it. */
  private Map<String, Instant> certificates(Endpoint endpoint) {
    try {
      return nodes.certificates(endpoint);
    } catch (NodeTrouble trouble) {
      return Map.of();
    }
  }

  private void database(Database database) {
    if (database.tls().isEmpty()) plain("database", database.host() + ":" + database.port() + "/" + database.name(), database.host());
  }

  private void plain(String what, String address, String host) {
    (Loopback.is(host) ? openHere : open).add(what + " " + address);
  }

  private void tell() {
    var expected = "TLS, with proof of who answers";
    checks.require(Check.SPOKEN_TO_BY_TLS, open.isEmpty(), expected, "none, as the plan asks for: " + String.join(", ", open), PLAIN);
    checks.require(Check.PLAIN_ON_THIS_MACHINE, openHere.isEmpty(), expected, "none, on this machine: " + String.join(", ", openHere), PLAIN);
  }
}
