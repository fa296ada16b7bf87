// SPDX-License-Identifier: Apache-2.0
package io.cmc.access;

import static io.cmc.access.Role.ADMIN;
import static io.cmc.access.Role.APPROVER;
import static io.cmc.access.Role.AUDITOR;
import static io.cmc.access.Role.OPERATOR;
import static io.cmc.access.Role.VIEWER;
import static io.cmc.access.Scope.ALL_TEAMS;
import static io.cmc.access.Scope.ANY_TEAM;
import static io.cmc.access.Scope.EVERY_TEAM;
import static io.cmc.access.Scope.NAMED_TEAMS;
import static io.cmc.access.Scope.OPEN;
import static io.cmc.access.Scope.PLANNED_TEAMS;
import static io.cmc.access.Scope.WHAT_IS_SEEN;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Which role may make which call, and for which teams. What has no row here is refused; docs/roles.md is made from it. */
public final class Rules {

  /** Whoever has one of these for a team sees the migrations of that team. An admin looks after the service, and not into migrations. */
  public static final Set<Role> SEEING = Set.of(VIEWER, OPERATOR, APPROVER, AUDITOR);

  /** Ends the name of a call that asks for an export, beside the same call that does not. */
  public static final String EXPORT = "#export";

  /** Ends the name of a call that asks for all migrations, beside the same call for one. */
  public static final String ALL = "#all";

  private static final Map<String, Rule> TABLE = table();

  private Rules() {}

  public static Optional<Rule> of(String call) {
    return Optional.ofNullable(TABLE.get(call));
  }

  /** In the order of the table. */
  public static List<Rule> all() {
    return List.copyOf(TABLE.values());
  }

  private static Map<String, Rule> table() {
    var rows = new ArrayList<Rule>();
    rows.addAll(orders("MigrationOrders", PLANNED_TEAMS, OPERATOR, "DraftPlan", "PlanMigration"));
    rows.addAll(orders("MigrationOrders", EVERY_TEAM, OPERATOR, "CheckMigration", "StartMigration", "HoldMigration", "ResumeMigration", "ReleaseGate",
        "AbortMigration", "RestoreFromBackup", "RetireSource", "ReconcileMigration", "AcceptDifferences", "PreviewExclusion", "ExcludeParticipant"));
    rows.addAll(orders("MigrationOrders", NAMED_TEAMS, OPERATOR, "RetryStep", "ResumeParticipant", "ParkStep", "ConfirmExternally", "WaiveCheck",
        "AmendMigration", "AcknowledgeIncident", "CommentIncident", "CloseIncident"));
    rows.addAll(orders("MigrationOrders", ANY_TEAM, OPERATOR, "PanicStop"));
    rows.addAll(orders("DeadLetterOrders", ALL_TEAMS, ADMIN, "RetryDeadLetter", "DiscardDeadLetter"));
    rows.addAll(reads("MigrationQueries", WHAT_IS_SEEN, SEEING, "ListMigrations", "GetStatus", "WatchStatus", "GetStatusAt", "CompareRuns", "GetPlan",
        "ListIncidents", "ReadAudit"));
    rows.addAll(reads("MigrationQueries", WHAT_IS_SEEN, Set.of(AUDITOR), "ReadAudit" + EXPORT));
    rows.addAll(reads("ReadLog", WHAT_IS_SEEN, Set.of(AUDITOR), "ListReads"));
    rows.addAll(reads("SealedHistory", EVERY_TEAM, Set.of(AUDITOR), "Export"));
    rows.addAll(reads("SealedHistory", ALL_TEAMS, Set.of(AUDITOR), "Export" + ALL));
    rows.addAll(reads("Publication", ALL_TEAMS, Set.of(Role.values()), "GetPublication"));
    rows.addAll(reads("Publication", ALL_TEAMS, Set.of(ADMIN), "ListDeadLetters", "Republish"));
    rows.addAll(reads("ReadModels", ALL_TEAMS, Set.of(ADMIN), "Replay"));
    rows.addAll(open("cmc.api.v1.Access", "WhoAmI"));
    rows.addAll(open("grpc.health.v1.Health", "Check", "Watch", "List"));
    rows.addAll(open("grpc.reflection.v1.ServerReflection", "ServerReflectionInfo"));
    rows.addAll(open("grpc.reflection.v1alpha.ServerReflection", "ServerReflectionInfo"));
    var table = new LinkedHashMap<String, Rule>();
    rows.forEach(r -> table.put(r.call(), r));
    return table;
  }

  private static List<Rule> orders(String service, Scope scope, Role role, String... methods) {
    return Arrays.stream(methods).map(m -> new Rule("cmc.api.v1." + service + "/" + m, true, Set.of(role), scope)).toList();
  }

  private static List<Rule> reads(String service, Scope scope, Set<Role> roles, String... methods) {
    return Arrays.stream(methods).map(m -> new Rule("cmc.api.v1." + service + "/" + m, false, roles, scope)).toList();
  }

  /** What tells nothing of any migration. */
  private static List<Rule> open(String service, String... methods) {
    return Arrays.stream(methods).map(m -> new Rule(service + "/" + m, false, Set.of(), OPEN)).toList();
  }
}
