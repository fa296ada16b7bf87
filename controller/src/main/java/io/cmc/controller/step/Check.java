// SPDX-License-Identifier: Apache-2.0
package io.cmc.controller.step;

import static io.cmc.rejection.Severity.BLOCK;
import static io.cmc.rejection.Severity.INFO;
import static io.cmc.rejection.Severity.WARN;

import io.cmc.rejection.ProblemCode;
import io.cmc.rejection.Severity;
import java.util.Locale;

/** One thing that preflight looks at. What is known of single releases is in {@link ReleaseAdvice}; what backups need, in theirs. */
enum Check {
  PARTICIPANT_REACHABLE(BLOCK, ProblemCode.NODE_UNREACHABLE),
  PARTICIPANT_UID(BLOCK, ProblemCode.WRONG_NODE),
  PARTICIPANT_ACTIVE(BLOCK, ProblemCode.PASSIVE_REPLICA),
  RELEASE_KNOWN(WARN, ProblemCode.RELEASE_ADVICE),
  PROTOCOL_VERSION_SUPPORTED(BLOCK, ProblemCode.PROTOCOL_VERSION_NOT_SUPPORTED),
  PROTOCOL_VERSIONS_TOLD(INFO, ProblemCode.FACT),
  TOPOLOGY_DELIVERED(BLOCK, ProblemCode.TOPOLOGY_PENDING),
  SOURCE_CONFIGURED(BLOCK, ProblemCode.SOURCE_UNKNOWN),
  SOURCE_CONNECTED(BLOCK, ProblemCode.SOURCE_NOT_CONNECTED),
  SOURCE_HEALTHY(BLOCK, ProblemCode.SOURCE_NOT_CONNECTED),
  SOURCE_ALIAS_MEANS_SOURCE(BLOCK, ProblemCode.SOURCE_ID_DIFFERS),
  TARGET_ALIAS_FRESH(BLOCK, ProblemCode.ALIAS_TAKEN),
  TARGET_NOT_KNOWN(BLOCK, ProblemCode.TARGET_KNOWN),
  OTHER_DOMAINS_STAY(INFO, ProblemCode.OTHER_DOMAINS),
  LIMITS_READABLE(BLOCK, ProblemCode.NODE_REFUSED),
  LIMITS_SETTABLE(BLOCK, ProblemCode.LIMITS_NOT_SETTABLE),
  LIMITS_NOT_ZERO(WARN, ProblemCode.LIMITS_ALREADY_ZERO),
  RATE_SEEN_BY_PARTICIPANT(BLOCK, ProblemCode.RATE_NOT_SETTABLE),
  IN_FLIGHT_COUNTED(INFO, ProblemCode.FACT),
  PARTIES_LISTED(INFO, ProblemCode.FACT),
  DRAIN_WITHIN_LIMIT(BLOCK, ProblemCode.DRAIN_TOO_LONG),
  LEDGER_NAMED(WARN, ProblemCode.CONTRACTS_NOT_COMPARED),
  LEDGER_REACHABLE(BLOCK, ProblemCode.NODE_UNREACHABLE),
  DATABASE_NAMED(BLOCK, ProblemCode.DATABASE_NOT_NAMED),
  BACKUP_POSSIBLE(BLOCK, ProblemCode.STRATEGY_NOT_POSSIBLE),
  BACKUP_BY_OTHERS(INFO, ProblemCode.FACT),

  SOURCE_ADMIN_NAMED(WARN, ProblemCode.STRANGERS),
  SOURCE_ADMIN_REACHABLE(BLOCK, ProblemCode.NODE_UNREACHABLE),
  SOURCE_ADMIN_IS_SOURCE(BLOCK, ProblemCode.SOURCE_ID_DIFFERS),
  NO_STRANGERS_CONNECTED(BLOCK, ProblemCode.STRANGERS),
  NO_STRANGERS_KNOWN(BLOCK, ProblemCode.STRANGERS),
  SOURCE_ENTRANCE_ANSWERS(WARN, ProblemCode.NODE_UNREACHABLE),
  SOURCE_ENTRANCE_IS_SOURCE(BLOCK, ProblemCode.SOURCE_ID_DIFFERS),
  SOURCE_PROTOCOL_VERSION(BLOCK, ProblemCode.NODE_STRANGE_ANSWER),
  TARGET_REACHABLE(BLOCK, ProblemCode.TARGET_UNREACHABLE),
  TARGET_ID_AS_PLANNED(BLOCK, ProblemCode.TARGET_ID_DIFFERS),
  TARGET_PROTOCOL_VERSION(BLOCK, ProblemCode.NODE_STRANGE_ANSWER),
  PROTOCOL_VERSION_HIGHER(BLOCK, ProblemCode.PROTOCOL_VERSION_NOT_HIGHER),
  DOMAINS_DIFFER(BLOCK, ProblemCode.SAME_DOMAIN),
  UNIQUE_KEYS_AGREE(BLOCK, ProblemCode.UNIQUE_KEYS_DIFFER),
  NO_SERVICE_AGREEMENT(BLOCK, ProblemCode.TARGET_AGREEMENT),
  TARGET_ADMIN_REACHABLE(BLOCK, ProblemCode.NODE_UNREACHABLE),
  TARGET_ADMIN_IS_TARGET(BLOCK, ProblemCode.TARGET_ID_DIFFERS),
  TARGET_LETS_ALL_IN(BLOCK, ProblemCode.TARGET_NOT_ALLOWED),
  SOURCE_RATE_SETTABLE(BLOCK, ProblemCode.RATE_NOT_SETTABLE),
  TARGET_RATE_SETTABLE(BLOCK, ProblemCode.RATE_NOT_SETTABLE),
  RATES_NOT_ZERO(WARN, ProblemCode.LIMITS_ALREADY_ZERO);

  private final Severity severity;
  private final ProblemCode code;

  Check(Severity severity, ProblemCode code) {
    this.severity = severity;
    this.code = code;
  }

  Severity severity() {
    return severity;
  }

  ProblemCode code() {
    return code;
  }

  /** As it is written in findings: {@code source-connected}. */
  String title() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }
}
