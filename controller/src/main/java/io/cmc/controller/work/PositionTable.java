// SPDX-License-Identifier: Apache-2.0
package io.cmc.controller.work;

import io.cmc.controller.participant.Moves;
import io.cmc.controller.participant.Position.Enrolled;
import io.cmc.controller.participant.Position;
import io.cmc.event.JourneyEvent.Arrival;
import io.cmc.id.NodeName;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Where each participant is by its events: the table of moves, applied to names; and what the domains' rates were set to. */
final class PositionTable {

  private static final Map<String, Class<? extends Position>> POSITIONS = Stream.concat(Stream.of(Enrolled.class),
      Moves.ALL.stream().flatMap(m -> Stream.of(m.from(), m.to()))).distinct().collect(Collectors.toUnmodifiableMap(Class::getSimpleName, p -> p));

  /** By event, as JSON: from which position to which. */
  private static final Map<Class<?>, String> MOVES = Moves.ALL.stream().collect(Collectors.groupingBy(m -> m.event(),
      Collectors.mapping(m -> '"' + m.from().getSimpleName() + "\":\"" + m.to().getSimpleName() + '"', Collectors.joining(",", "{", "}"))));

  private final JdbcClient db;
  private final Writes writes;

  /**
   * @param settled whether it is known to look as its position says: no call was begun whose end is open
   * @param version another one whenever something was done that may change how it looks
   */
  record Recorded(Class<? extends Position> position, boolean settled, long version) {}

  /** @param writes by which everything goes that events leave behind */
  PositionTable(JdbcClient db, Writes writes) {
    this.db = db;
    this.writes = writes;
  }

  void enrolled(String migration, String node, Instant at) {
    writes.sql("insert into recorded_position (migration, node, position, since) values (:migration, :node, 'Enrolled', :at) on conflict do nothing")
        .param("migration", migration).param("node", node).param("at", at.atOffset(ZoneOffset.UTC)).update();
  }

  /** @param settled whether the arrival says how the participant looks; who fell back looks otherwise */
  void arrived(String migration, String node, Class<? extends Arrival> event, boolean settled, Instant at) {
    // a move that is not in the table makes no position, and none is not taken
    writes.sql("""
        update recorded_position set position = cast(:moves as jsonb) ->> position, settled = :settled, changing = false, version = version + 1, since = :at
        where migration = :migration and node = :node""")
        .param("moves", MOVES.getOrDefault(event, "{}")).param("settled", settled)
        .param("at", at.atOffset(ZoneOffset.UTC)).param("migration", migration).param("node", node).update();
  }

  /** @param changing whether the step may change how the participant looks from outside */
  void requested(String migration, String node, boolean changing) {
    writes.sql("update recorded_position set changing = :changing, version = version + 1 where migration = :migration and node = :node")
        .param("changing", changing).param("migration", migration).param("node", node).update();
  }

  /** A call is about to be made. */
  void begun(String migration, String node) {
    writes.sql("""
        update recorded_position set settled = settled and not changing, version = version + 1
        where migration = :migration and node = :node""").param("migration", migration).param("node", node).update();
  }

  /** How these look is no longer known: somebody accepted that they differ. */
  void accepted(String migration, Collection<NodeName> nodes) {
    if (nodes.isEmpty()) return;
    writes.sql("update recorded_position set settled = false, version = version + 1 where migration = :migration and node in (:nodes)")
        .param("migration", migration).param("nodes", nodes.stream().map(NodeName::value).toList()).update();
  }

  /** Nothing more is to be known of a migration, but of these nodes. */
  void close(String migration, List<String> but) {
    writes.sql("delete from recorded_position where migration = :migration and node not in (:but)").param("migration", migration)
        .param("but", but.isEmpty() ? List.of("") : but).update();
  }

  /** From now on the domains' rates are these. */
  void rates(String migration, int source, int target, Instant at) {
    writes.sql("""
        insert into recorded_position (migration, node, position, since) values (:migration, '@domains', :rates, :at)
        on conflict (migration, node) do update set position = excluded.position, settled = true, changing = false,
          version = recorded_position.version + 1, since = excluded.since""")
        .param("migration", migration).param("rates", source + " " + target).param("at", at.atOffset(ZoneOffset.UTC)).update();
  }

  /** Empty while they are nobody's business: before they are lowered, and as soon as they are restored. */
  Optional<RecordedRates> rates(String migration) {
    return db.sql("select position, settled, version from recorded_position where migration = :migration and node = '@domains'")
        .param("migration", migration)
        .query((r, n) -> RecordedRates.of(r.getString("position"), r.getBoolean("settled"), r.getLong("version"))).optional();
  }

  void remove(String migration, String node) {
    writes.sql("delete from recorded_position where migration = :migration and node = :node").param("migration", migration).param("node", node).update();
  }

  /** Of all whose journey has begun. */
  Map<NodeName, Recorded> of(String migration) {
    return db.sql("select node, position, settled, version from recorded_position where migration = :migration and node <> '@domains'")
        .param("migration", migration)
        .query((r, n) -> Map.entry(new NodeName(r.getString("node")),
            new Recorded(POSITIONS.get(r.getString("position")), r.getBoolean("settled"), r.getLong("version"))))
        .list().stream().collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
  }
}
