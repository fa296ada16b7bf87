// SPDX-License-Identifier: Apache-2.0
package io.cmc.cli.plan;

import com.google.protobuf.Descriptors.FieldDescriptor;
import io.cmc.api.v1.Plan;

/** What a plan says about itself to the person who edits it. */
final class PlanComments {

  static final String HEADER = """
      Plan of a hard domain migration. Read it, change it, then
        cmc plan check <this file>    looks at all nodes and changes nothing
        cmc start <this file>         begins
      Unknown fields are refused. What is absent and marked (resolved) is found out by the service and shown in its answer.
      Paths and environment variables are those of the machine where the service runs.
      No secret stands here: a token or a password is {env: NAME} or {file: path}, read by the service when it is needed.
      Durations are written PT1H30M, 90s, 30m, 1h or 2d.""";

  private static final String SOURCE = """
      The domain that the participants leave.
        alias             its alias on the participants
        id                name::fingerprint (resolved)
        admin             admin API of the domain: host, port, tls or plaintext: true, and token where it is asked for.
                          Finds participants that this plan does not name; needed by the closing strategy DOMAIN_RATE.
        database          backed up last when it is named: host, port, name, user, password, and tls or plaintext: true
        backup            PG_DUMP, TEMPLATE_COPY or CONFIRM
        protocol-version  (resolved)""";

  private static final String TARGET = """
      The domain that the participants join.
        alias             of this attempt on every participant; never one that was used before, not even in vain (resolved)
        id                name::fingerprint (resolved)
        protocol-version  must be higher than the source's (resolved)
        sequencers        public API of each sequencer, http://host:port or https://host:port
        trust-collection-file  PEM file with the CA of the sequencers; absent: the JVM's trust store
        admin             admin API of the domain; needed by the closing strategy DOMAIN_RATE""";

  private static final String PARTICIPANTS = """
      All participants of the source domain; they move together.
        name      unique in this plan
        uid       name::fingerprint of the node behind the address; compared at every connection (resolved)
        team      who owns it
        admin     admin API. tls has trust-collection-file, certificate-file and private-key-file (PEM) and server-name, the name that
                  must be in the node's certificate (absent: host); without tls the JVM's trust store says whom to trust.
                  plaintext: true is how a connection without TLS is asked for; preflight shows it
        ledger    ledger API, read to compare the contracts before and after; absent: not compared
        database  the participant's own database, for the backup: host, port, name, user, password, and tls or plaintext: true
        backup    PG_DUMP (needs pg_dump), TEMPLATE_COPY (a copy by SQL; cuts the database's sessions for a moment)
                  or CONFIRM (taken by somebody else, confirmed with `cmc confirm`) (resolved)""";

  private static final String CLOSING = """
      How new commands are kept out (resolved).
        PARTICIPANT_LIMITS  resource limits of every participant to 0 (enterprise participants)
        DOMAIN_RATE         rate per participant of both domains to 0 (protocol version 4 and up)
        OUTSIDE             a person confirms that ingress is closed, and later that it may open""";

  private static final String VERIFICATION = """
      Proof that the target works before traffic is opened. Limits while the pings run (absent: 4 dirty requests, 4 per second),
      how long a ping may take (absent: 60 s), and up to how many participants every ordered pair pings (absent: 30).""";

  private static final String HOLD = """
      The migration holds before each of these phases until somebody releases the gate: PREFLIGHT, QUIESCE, DRAIN, DISCONNECT,
      BACK_UP, MOVE_CONTRACTS (after it only restoring all databases leads back), RECONNECT, VERIFY,
      REOPEN (after it nothing leads back), RETIRE.""";

  private static final String PACE = """
      parallel          participants worked on at once (absent: 32)
      backups-per-host  backups at once on one database host (absent: 2)
      dump-jobs         jobs of one pg_dump (absent: 1)
      attempts          attempts of a step before it is parked (absent: 5)
      phase-limit       a longer phase is reported as overdue; nothing is stopped (absent: PT30M)
      drain-limit       a drain not proved by then is parked (absent: PT30M)""";

  private static final String TERMS = """
      What is asked for beside the way itself.
        window         from and until (2026-11-28T01:00:00Z): not started before, and contracts are moved only if the reserve, what the rest
                       of the way and the way back take at most, is left before its end; absent: at any time
        waivable       names of blocking checks that a person may waive with a reason (`cmc waive`)
        prove-backups  whether each backup is restored into a scratch database and counted before contracts are moved; true where the service
                       takes backups itself; false where there is no room for it (resolved)
        approvals      whom is asked before it goes on: gates (gate BEFORE_START, BEFORE_PNR_1, BEFORE_PNR_2 or BEFORE_RETIRE, count, role, each-team,
                       good-for), sign-off, two-people, break-glass; absent: what the service's policy asks for, or nobody (resolved)""";

  private PlanComments() {}

  static String section(FieldDescriptor field) {
    return switch (field.getNumber()) {
      case Plan.MIGRATION_FIELD_NUMBER ->
          "Name of the migration: lower-case letters, digits, '.', '_' and '-', at most 63, starting with a letter or digit.";
      case Plan.SOURCE_FIELD_NUMBER -> SOURCE;
      case Plan.TARGET_FIELD_NUMBER -> TARGET;
      case Plan.PARTICIPANTS_FIELD_NUMBER -> PARTICIPANTS;
      case Plan.CLOSING_FIELD_NUMBER -> CLOSING;
      case Plan.VERIFICATION_FIELD_NUMBER -> VERIFICATION;
      case Plan.HOLD_BEFORE_FIELD_NUMBER -> HOLD;
      case Plan.PACE_FIELD_NUMBER -> PACE;
      case Plan.SOAK_FIELD_NUMBER ->
          "How long the source stays as it is after all participants are open again; absent: not at all.";
      case Plan.BACKUP_FOLDER_FIELD_NUMBER ->
          "Where dumps are written on the service's machine; absent: the service's own folder.";
      case Plan.KEEP_SOURCE_FIELD_NUMBER ->
          "Whether the migration ends when all participants are open on the target; nobody is asked to stop the source then.";
      case Plan.TERMS_FIELD_NUMBER -> TERMS;
      default -> throw new IllegalStateException("no comment for the section " + field.getFullName());
    };
  }

  /** Shown, commented out, where the section is absent. */
  static String example(FieldDescriptor field) {
    return switch (field.getNumber()) {
      case Plan.CLOSING_FIELD_NUMBER -> "closing: PARTICIPANT_LIMITS";
      case Plan.VERIFICATION_FIELD_NUMBER -> """
          verification:
            small-max-dirty-requests: 4
            small-max-rate: 4
            ping-timeout: PT1M
            every-pair-up-to: 30""";
      case Plan.HOLD_BEFORE_FIELD_NUMBER -> "hold-before: [MOVE_CONTRACTS, REOPEN]";
      case Plan.PACE_FIELD_NUMBER -> """
          pace:
            parallel: 32
            backups-per-host: 2""";
      case Plan.SOAK_FIELD_NUMBER -> "soak: PT1H";
      case Plan.BACKUP_FOLDER_FIELD_NUMBER -> "backup-folder: /var/backups/canton";
      case Plan.KEEP_SOURCE_FIELD_NUMBER -> "keep-source: true";
      case Plan.TERMS_FIELD_NUMBER -> """
          terms:
            window:
              from: 2026-11-28T01:00:00Z
              until: 2026-11-28T05:00:00Z
              reserve: PT1H
            waivable: [no-strangers-known]
            prove-backups: true""";
      default -> FieldNames.of(field) + ":";
    };
  }
}
