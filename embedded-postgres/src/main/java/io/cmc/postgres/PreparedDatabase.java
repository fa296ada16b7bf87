// SPDX-License-Identifier: Apache-2.0
package io.cmc.postgres;

import java.util.function.Consumer;

/** A database of {@link ThrowawayServer} that is prepared once and then copied for whoever needs one like it, which is faster than to prepare each. */
public final class PreparedDatabase {

  private final Consumer<String> prepare;
  private String template = "";

  /** @param prepare told the JDBC address of an empty database, which it fills; it leaves no connection open */
  public PreparedDatabase(Consumer<String> prepare) {
    this.prepare = prepare;
  }

  /** JDBC address of a new database that is as if it had just been prepared. */
  public String copy() {
    return ThrowawayServer.server().jdbcUrl(ThrowawayServer.create(template()));
  }

  private synchronized String template() {
    if (template.isEmpty()) {
      var name = ThrowawayServer.create("template1");
      prepare.accept(ThrowawayServer.server().jdbcUrl(name));
      template = name;
    }
    return template;
  }
}
