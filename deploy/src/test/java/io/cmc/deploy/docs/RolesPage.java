// SPDX-License-Identifier: Apache-2.0
package io.cmc.deploy.docs;

import io.cmc.access.Cell;
import io.cmc.access.Holding;
import io.cmc.access.Role;
import io.cmc.access.Rule;
import io.cmc.access.Rules;
import io.cmc.access.Scope;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Which role may make which call, for which teams. */
final class RolesPage implements Page {

  @Override public String file() {
    return "docs/roles.md";
  }

  @Override public String text() {
    var page = new Markdown("Roles").paragraph("""
        Who may do what. A role is held for one team or for all teams; participants belong to teams by the plan (`team`), and one without a
        team to nobody, so that only roles for all teams reach it. What is in no row here is refused. Why it is so:
        [0028](adr/0028-roles-for-teams.md).""")
        .paragraph("""
        **yes**: it is done. **its part**: the course of the migration, and the details of the team's own participants; others are counted.
        **no**: `NOT_ALLOWED`, with the role that is wanted. **not there**: exactly what is told of a migration that does not exist;
        lists leave it out. Orders that are refused are in the audit trail.""")
        .paragraph("""
        An admin looks after the service and sees no migration. Who approves, revokes or breaks the glass as an admin holds `viewer` as well, to see on what
        (`cmc approvals` and `cmc plan show` ask `GetStatus` and `GetPlan`).""");
    var groups = Rules.all().stream().filter(r -> r.scope() != Scope.OPEN).collect(Collectors.groupingBy(RolesPage::kind, LinkedHashMap::new, Collectors.toList()));
    groups.forEach((kind, rules) -> page.section(kind).paragraph(rules.stream().map(r -> Markdown.code(r.name())).collect(Collectors.joining(", ")))
        .table(heads(), Arrays.stream(Role.values()).map(role -> row(rules.getFirst(), role)).toList()));
    page.section("For whoever is let in").paragraph(Rules.all().stream().filter(r -> r.scope() == Scope.OPEN).map(r -> Markdown.code(r.call()))
        .collect(Collectors.joining(", ")));
    return page.toString();
  }

  private static String kind(Rule rule) {
    return (rule.order() ? "Orders" : "Reads") + ": " + rule.wanted().toLowerCase(java.util.Locale.ROOT) + ", for " + rule.scope().words();
  }

  private static List<String> heads() {
    return Stream.concat(Stream.of("role"), Arrays.stream(Holding.values()).map(Holding::words)).toList();
  }

  private static List<String> row(Rule rule, Role role) {
    return Stream.concat(Stream.of(Markdown.code(role.name())), Arrays.stream(Holding.values()).map(held -> Cell.of(rule, role, held).words())).toList();
  }
}
