// SPDX-License-Identifier: Apache-2.0
package io.cmc.cli.plan;

import io.cmc.api.v1.Database;
import java.util.regex.Pattern;

/** jdbc:postgresql://host:port/name, one host. Parameters are refused: a plan could not keep them. */
final class JdbcUrl {

  static final int DEFAULT_PORT = 5432;
  private static final String EXPECTED = "jdbc:postgresql://host:port/name without parameters";
  private static final String REMEDY = "give the url in canton-migration.databases.<node>, which goes before the node's own storage";
  private static final Pattern URL = Pattern.compile("jdbc:postgresql://(\\[[0-9a-fA-F:.]+]|[^/:?,@]+)(?::([^/?,@]+))?/([^?&/]+)(\\?.*)?");

  private JdbcUrl() {}

  static Database parse(HoconBlock block, String name) {
    var url = ClientApi.required(block, name);
    var match = URL.matcher(url);
    if (!match.matches()) {
      throw block.wrong(name, EXPECTED, "another kind of url", REMEDY);
    }
    if (match.group(4) != null) {
      throw block.wrong(name, EXPECTED, "parameters: " + match.group(4).substring(1).replaceAll("=[^&]*", "=..."), REMEDY);
    }
    var port = match.group(2) == null ? DEFAULT_PORT : block.port(name, match.group(2));
    return Database.newBuilder().setHost(match.group(1)).setPort(port).setName(match.group(3)).build();
  }
}
