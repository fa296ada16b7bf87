// SPDX-License-Identifier: Apache-2.0
package io.cmc.controller.adapter.backup;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/**
 * A parameter that is set for a database, or for a role in it.
 *
 * @param role quoted by the server; empty when it holds for everybody
 * @param value as the server stores it
 */
record DatabaseSetting(String role, String parameter, String value) {

  private static final String ALL = """
      select case r.setrole when 0 then '' else pg_catalog.quote_ident(pg_catalog.pg_get_userbyid(r.setrole)) end,
        pg_catalog.split_part(c.pair, '=', 1), pg_catalog.substr(c.pair, pg_catalog.strpos(c.pair, '=') + 1)
      from pg_catalog.pg_db_role_setting r join pg_catalog.pg_database d on d.oid = r.setdatabase, pg_catalog.unnest(r.setconfig) with ordinality c(pair, place)
      where d.datname = ? order by r.setrole, c.place
      """;
  private static final Pattern PARAMETER = Pattern.compile("[A-Za-z_][A-Za-z0-9_$]*(\\.[A-Za-z_][A-Za-z0-9_$]*)*");
  /** Their value is stored as a list of identifiers; as one text it would become a list of one (as in pg_dump's dumputils.c). */
  private static final Set<String> LISTS = Set.of("local_preload_libraries", "search_path", "session_preload_libraries",
      "shared_preload_libraries", "temp_tablespaces", "unix_socket_directories");
  private static final Pattern ELEMENT = Pattern.compile("\"((?:[^\"]|\"\")*)\"|[^,\\s\"]+");

  static List<DatabaseSetting> allOf(Connection session, String database) throws SQLException {
    try (var statement = session.prepareStatement(ALL)) {
      statement.setString(1, database);
      try (var rows = statement.executeQuery()) {
        var all = new ArrayList<DatabaseSetting>();
        while (rows.next()) all.add(new DatabaseSetting(rows.getString(1), rows.getString(2), rows.getString(3)));
        return List.copyOf(all);
      }
    }
  }

  /** The statement that sets it for another database. */
  String on(Connection session, String database) throws SQLException {
    if (!PARAMETER.matcher(parameter).matches()) throw new SQLException("no name of a parameter: " + parameter, "42602");
    var whose = role.isEmpty() ? "alter database %I" : "alter role " + role.replace("%", "%%") + " in database %I";
    var values = values();
    var holes = String.join(", ", values.stream().map(each -> "%L").toList());
    var names = new ArrayList<>(List.of(database));
    names.addAll(values);
    return CopyCatalog.quoted(session, whose + " set " + parameter + " to " + holes, names.toArray(String[]::new));
  }

  private List<String> values() {
    if (!LISTS.contains(parameter.toLowerCase(Locale.ROOT))) return List.of(value);
    var elements = ELEMENT.matcher(value).results().map(DatabaseSetting::element).toList();
    return elements.isEmpty() ? List.of("") : elements;
  }

  private static String element(MatchResult found) {
    return found.group(1) != null ? found.group(1).replace("\"\"", "\"") : found.group().toLowerCase(Locale.ROOT);
  }
}
