// SPDX-License-Identifier: Apache-2.0
package io.cmc.deploy.upgrade;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.core.io.support.PathMatchingResourcePatternResolver;

/** While an upgrade goes on, instances of the version before work on the tables of the new one. */
class ScriptRulesTest {

  private static final Path RELEASED = Path.of("src/test/resources/upgrades/scripts.txt");

  /** {@code -Dscripts.write=true} at a release: what is there then is released. */
  @Test void a_script_that_was_released_is_there_for_ever_as_it_was() throws IOException {
    if (Boolean.getBoolean("scripts.write")) Files.writeString(RELEASED, lines(scripts()));

    assertThat(digests(scripts())).containsAllEntriesOf(released());
  }

  @Test void a_script_since_then_leaves_the_version_before_able_to_work() throws IOException {
    var since = scripts();
    since.keySet().removeAll(released().keySet());

    assertThat(since).allSatisfy((name, text) -> assertThat(ScriptRules.broken(text)).as(name).isEmpty());
  }

  @ParameterizedTest @ValueSource(strings = {
    "alter table notice drop column text", "alter table notice drop text", "alter table notice rename column text to words",
    "alter table notice rename to message", "drop table notice", "drop view event_json", "alter table notice alter column text type jsonb",
    "alter table notice add column kind text not null", "alter table notice alter column due set not null",
    "alter table notice add constraint once unique (id)", "alter table notice add check (attempts < 9)",
    "create unique index once on notice (id)", "delete from notice", "truncate notice", "drop trigger work_is_there on durable_work",
    "alter table notice add column a text,\n  add column b text not null", "update domain_event_entry set payload = '{}'",
    "-- contracts: not used since 0.3.0\ndelete from event_seal"})
  void what_would_make_the_version_before_fail_is_found(String sql) {
    assertThat(ScriptRules.broken("-- a comment; with a drop table notice in it\n" + sql + ";\n")).hasSize(1);
  }

  @ParameterizedTest @ValueSource(strings = {
    "create table telling (id text primary key, at timestamptz not null); create unique index one_telling on telling (at)",
    "alter table notice add column trace text not null default ''", "alter table notice add column trace text default '' not null",
    "alter table notice add column trace text", "alter table notice alter column text drop not null",
    "alter table notice add column stopped boolean generated always as (attempts > 3) stored not null",
    "create index notice_by_time on notice (at)", "drop index notice_due", "insert into telling select 1", "update notice set attempts = 0",
    "create function f() returns trigger language plpgsql as $$ begin delete from notice; drop table notice; end $$",
    "-- contracts: not used since 0.3.0\nalter table notice drop column text"})
  void what_the_version_before_does_not_notice_is_let_through(String sql) {
    assertThat(ScriptRules.broken(sql + ";\n")).isEmpty();
  }

  private static Map<String, String> scripts() throws IOException {
    var all = new TreeMap<String, String>();
    for (var script : new PathMatchingResourcePatternResolver().getResources("classpath*:db/migration/*.sql")) {
      all.put(script.getFilename(), script.getContentAsString(StandardCharsets.UTF_8));
    }
    return all;
  }

  private static Map<String, String> released() throws IOException {
    return Files.readAllLines(RELEASED).stream().map(line -> line.split(" ")).collect(Collectors.toMap(w -> w[1], w -> w[0], (a, b) -> a, TreeMap::new));
  }

  private static String lines(Map<String, String> scripts) {
    return digests(scripts).entrySet().stream().map(e -> e.getValue() + " " + e.getKey() + "\n").collect(Collectors.joining());
  }

  private static Map<String, String> digests(Map<String, String> scripts) {
    var all = new TreeMap<String, String>();
    scripts.forEach((name, text) -> all.put(name, digest(text)));
    return all;
  }

  private static String digest(String text) {
    try {
      return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8)));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }
}
