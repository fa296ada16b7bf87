// SPDX-License-Identifier: Apache-2.0
package io.cmc.sim.node;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * Statements of a node whose tables are in a schema of a database that many nodes share: each table is named with its schema. To put a session into the
 * schema would be a journey to the server each time, and one that changes its schema forgets what it has prepared.
 */
final class InSchema implements JdbcClient {

  private static final Pattern MADE = Pattern.compile("create (?:table|sequence) if not exists (\\w+)");
  private static final Pattern NAME = Pattern.compile(Stream.of("participant.sql", "domain.sql").flatMap(script -> MADE.matcher(Sessions.script(script)).results())
      .map(made -> made.group(1)).collect(Collectors.joining("|", "\\b(", ")\\b")));

  private final JdbcClient jdbc;
  private final String named;
  private final Map<String, String> statements = new ConcurrentHashMap<>();

  /** @param schema of letters, digits and underscores */
  InSchema(JdbcClient jdbc, String schema) {
    this.jdbc = jdbc;
    this.named = schema + ".$1";
  }

  @Override public StatementSpec sql(String sql) {
    return jdbc.sql(statements.computeIfAbsent(sql, text -> NAME.matcher(text).replaceAll(named)));
  }
}
