// SPDX-License-Identifier: Apache-2.0
package io.cmc.cli.plan;

import io.cmc.api.v1.Database;
import io.cmc.api.v1.Secret;
import io.cmc.cli.problem.Trouble;
import java.nio.file.Path;
import java.util.Optional;
import java.util.Set;

/** The database of a node, from the operator's own block or from the node's full configuration. */
record DatabaseSetting(String node, Path folder) {

  private static final String REMEDY = "use ${NAME}, or name the database in canton-migration.databases.<node> "
      + "{ url, user, password-env or password-file, tls or plaintext }, which goes before the node's own storage";
  private static final Set<String> OWN_NAMES = Set.of("url", "user", "password", "password-env", "password-file", "tls", "plaintext");

  /** canton-migration.databases.NODE. */
  Database own(HoconBlock block) {
    block.names().stream().filter(name -> !OWN_NAMES.contains(name)).findFirst().ifPresent(name -> {
      throw Trouble.input("UNKNOWN_FIELD", "url, user, password-env, password-file, tls or plaintext", block.path(name), "correct the name");
    });
    var database = JdbcUrl.parse(block, "url").toBuilder();
    block.text("user").ifPresent(database::setUser);
    ownPassword(block).ifPresent(database::setPassword);
    block.block("tls").ifPresent(tls -> database.setTls(new ClientApi(block, folder).tls(tls)));
    return plain(database, PlainSpeech.isYes(block.text("plaintext")));
  }

  /** On this very machine nobody else can listen, and a server there seldom has a certificate. */
  private static Database plain(Database.Builder database, boolean named) {
    return database.setPlaintext(named || !database.hasTls() && PlainSpeech.staysHere(database.getHost())).build();
  }

  private Optional<Secret> ownPassword(HoconBlock block) {
    return SecretSetting.named(block, "password-env")
        .or(() -> block.text("password-file").map(this::file))
        .or(() -> SecretSetting.substituted(block, "password", REMEDY));
  }

  private Secret file(String path) {
    return Secret.newBuilder().setFile(folder.resolve(path).normalize().toString()).build();
  }

  /** The storage block of a node's own configuration; empty when it is not PostgreSQL. */
  static Optional<Database> storage(HoconBlock storage) {
    var postgres = storage.text("type").filter(type -> type.equals("postgres")).isPresent();
    return postgres ? storage.block("config").map(DatabaseSetting::fromDataSource) : Optional.empty();
  }

  private static Database fromDataSource(HoconBlock config) {
    var properties = config.block("properties").orElse(config);
    var holder = config.text("url").isPresent() ? config : properties;
    var database = (holder.text("url").isPresent() ? JdbcUrl.parse(holder, "url") : byName(properties)).toBuilder();
    properties.text("user").or(() -> config.text("user")).ifPresent(database::setUser);
    SecretSetting.substituted(properties, "password", REMEDY)
        .or(() -> SecretSetting.substituted(config, "password", REMEDY)).ifPresent(database::setPassword);
    return plain(database, false);
  }

  private static Database byName(HoconBlock properties) {
    return Database.newBuilder().setHost(properties.text("serverName").orElse("localhost"))
        .setPort(properties.text("portNumber").map(port -> properties.port("portNumber", port)).orElse(JdbcUrl.DEFAULT_PORT))
        .setName(ClientApi.required(properties, "databaseName")).build();
  }
}
