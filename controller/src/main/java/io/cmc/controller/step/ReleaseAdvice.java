// SPDX-License-Identifier: Apache-2.0
package io.cmc.controller.step;

import static io.cmc.rejection.Severity.BLOCK;
import static io.cmc.rejection.Severity.INFO;
import static io.cmc.rejection.Severity.WARN;

import io.cmc.rejection.Finding;
import io.cmc.rejection.Problem;
import io.cmc.rejection.ProblemCode;
import io.cmc.rejection.Severity;
import java.util.List;

/**
 * A fault of some releases that matters to a migration, from Canton's release notes (docs/canton.md has the table with sources).
 *
 * @param check name of the finding
 * @param affected releases that have it
 * @param onlyFrom protocol version of the source to which alone it applies; 0: to every one
 */
record ReleaseAdvice(String check, Severity severity, List<Range> affected, int onlyFrom, String fault, String remedy) {

  static final List<ReleaseAdvice> TABLE = List.of(
      all("release-can-move", BLOCK, before("2.6.3"), "contracts cannot be moved over the admin API before 2.6.3",
          "Upgrade to the newest release that still speaks the source's protocol version."),
      all("release-repair-recovery", BLOCK, either(before("2.3.13"), range("2.4.0", "2.6.6")),
          "after a move a restart can fail with a request counter that cannot be skipped", "Upgrade to 2.6.6 or newer."),
      all("release-commitment-recovery", WARN, before("2.6.5"), "reconnecting after a restart can hang without an error",
          "Upgrade to 2.6.5 or newer."),
      all("release-parameters-bug", WARN, either(before("2.7.7"), range("2.8.0", "2.8.3")),
          "a restarted domain can be refused with DOMAIN_PARAMETERS_CHANGED", "Upgrade to 2.8.3 or newer."),
      all("release-slow-failover", INFO, either(before("2.7.8"), range("2.8.0", "2.8.4")),
          "a fail-over to another replica reconnects slowly", "Do not fail over while the migration runs."),
      all("release-pruning", WARN, either(range("2.3.0", "2.8.0"), range("2.8.0", "2.8.8")),
          "pruning fails after a migration", "Upgrade to 2.8.8 or newer, before or after the migration."),
      all("release-party-export", INFO, either(range("2.8.0", "2.8.12"), range("2.9.0", "2.9.6")),
          "parties and contracts cannot be exported after a migration", "Upgrade to 2.8.12, 2.9.6 or newer when that is needed."),
      all("release-in-flight-guard", WARN, before("2.9.5"),
          "the node itself does not, or not fully, refuse to move while work is in flight",
          "Nothing must shorten the drain; better upgrade to 2.9.5."),
      new ReleaseAdvice("release-unauthenticated-contracts", WARN, List.of(range("2.9.0", "2.9.5")), 3,
          "contracts from protocol version 3 stop the node for good unless allow-for-unauthenticated-contract-ids is set on every participant",
          "Set it on every participant, or upgrade to 2.9.5 or newer and set it."),
      new ReleaseAdvice("release-contract-ids", WARN, List.of(range("2.9.5", "3.0.0")), 3,
          "contracts from protocol version 3 need allow-for-unauthenticated-contract-ids on every participant",
          "Make sure that it is set on every participant."),
      all("release-passive-replicas", INFO, before("2.9.5"), "after database trouble no replica may become active",
          "Do not let replicas fail over while the migration runs."),
      all("release-topology-race", WARN, before("2.10.4"),
          "about one move in a hundred stops with BROKEN_DOMAIN_MIGRATION, or corrupts contract keys",
          "Upgrade to 2.10.4 or newer where possible; otherwise be ready to restore."),
      all("release-memory", INFO, before("2.10.4"), "all contracts are held in memory while they are moved",
          "With millions of contracts upgrade to 2.10.4 or newer."),
      all("release-slow-reconnect", INFO, before("2.10.6"), "connecting after the move of many contracts can take hours",
          "Allow for it; 2.10.6 and newer can do it faster."));

  static List<Finding> findings(Release release, int sourceProtocolVersion) {
    return TABLE.stream().filter(advice -> advice.concerns(release, sourceProtocolVersion)).map(advice -> advice.finding(release)).toList();
  }

  boolean concerns(Release release, int sourceProtocolVersion) {
    return (onlyFrom == 0 || onlyFrom == sourceProtocolVersion)
        && affected.stream().anyMatch(range -> release.within(range.first(), range.end()));
  }

  private Finding finding(Release release) {
    var problem = new Problem(ProblemCode.RELEASE_ADVICE, "a release without this fault", release + ": " + fault, remedy);
    return new Finding(check, severity, problem);
  }

  private static ReleaseAdvice all(String check, Severity severity, Range affected, String fault, String remedy) {
    return all(check, severity, List.of(affected), fault, remedy);
  }

  private static ReleaseAdvice all(String check, Severity severity, List<Range> affected, String fault, String remedy) {
    return new ReleaseAdvice(check, severity, affected, 0, fault, remedy);
  }

  private static List<Range> either(Range one, Range other) {
    return List.of(one, other);
  }

  private static Range before(String end) {
    return range("0.0.0", end);
  }

  private static Range range(String first, String end) {
    return new Range(Release.in(first).orElseThrow(), Release.in(end).orElseThrow());
  }

  /** @param first affected @param end first one that is not */
  record Range(Release first, Release end) {}
}
