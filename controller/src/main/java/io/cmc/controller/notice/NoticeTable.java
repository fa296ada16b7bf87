// SPDX-License-Identifier: Apache-2.0
package io.cmc.controller.notice;

import io.cmc.id.MigrationId;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.OptionalLong;
import org.springframework.jdbc.core.simple.JdbcClient;

/** What is to be told, in PostgreSQL. In the caller's transaction. */
final class NoticeTable {

  private static final String ADD = """
      insert into notice (channel, id, migration, subject, kind, text, at, lasts, due) values (?, ?, ?, ?, ?, ?, ?, ?, ?) on conflict do nothing""";

  /** Nobody is told late that somebody was waited for, and what is over is not reminded of. */
  private static final String SETTLE = """
      update notice set settled = true, due = case when times > 0 or kind = 'WAITS' then null else due end
      where migration = ? and subject = ? and lasts and not settled""";

  private static final String TOLD = """
      update notice set times = times + 1, attempts = 0, told_at = ?, due = case when lasts and not settled then ?::timestamptz end
      where channel = ? and id = ?""";

  private final JdbcClient db;

  NoticeTable(JdbcClient db) {
    this.db = db;
  }

  /** @param times how often it was told @param attempts to tell it that failed since */
  record Row(String channel, String id, Notice notice, int times, int attempts) {}

  OptionalLong position() {
    return db.sql("select position from notice_position").query(Long.class).optional().stream().mapToLong(Long::longValue).findFirst();
  }

  void position(long next) {
    db.sql("insert into notice_position (position) values (?) on conflict (one) do update set position = excluded.position").param(next).update();
  }

  /** Nobody is told any more: what happens from now on is not told later either. */
  void forgetAll() {
    db.sql("delete from notice_position").update();
    db.sql("delete from notice").update();
  }

  /** What is there already, or lasts already, is left as it is. */
  void add(String channel, Notice n, News.Raised news, Instant due) {
    db.sql(ADD).params(channel, n.id(), n.migration().value(), news.subject(), n.kind().name(), n.text(), Timestamp.from(n.at()), news.lasts(), Timestamp.from(due))
        .update();
  }

  void settle(MigrationId migration, String subject) {
    db.sql(SETTLE).params(migration.value(), subject).update();
  }

  List<Row> due(String channel, Instant now, int most) {
    return db.sql("select * from notice where channel = ? and due <= ? order by due, length(id), id limit ?").params(channel, Timestamp.from(now), most)
        .query(NoticeTable::row).list();
  }

  void told(Row row, Instant now, Duration remind) {
    db.sql(TOLD).params(Timestamp.from(now), remind.isZero() ? null : Timestamp.from(now.plus(remind)), row.channel(), row.id()).update();
  }

  void failed(Row row, Instant again) {
    db.sql("update notice set attempts = attempts + 1, due = ? where channel = ? and id = ?").params(Timestamp.from(again), row.channel(), row.id()).update();
  }

  /** What was told or is of nobody's interest any more. @return how many were never told */
  int forget(Instant before) {
    var late = db.sql("delete from notice where due is not null and times = 0 and at < ?").param(Timestamp.from(before)).update();
    db.sql("delete from notice where due is null and (settled or not lasts) and at < ?").param(Timestamp.from(before)).update();
    return late;
  }

  /** That should have been told by now. */
  long waiting(Instant now) {
    return db.sql("select count(*) from notice where due <= ?").param(Timestamp.from(now)).query(Long.class).single();
  }

  private static Row row(ResultSet r, int n) throws SQLException {
    var times = r.getInt("times");
    var id = r.getString("id");
    var text = times == 0 ? r.getString("text") : "Reminder: " + r.getString("text");
    return new Row(r.getString("channel"), id, new Notice(times == 0 ? id : id + "/" + times, Kind.valueOf(r.getString("kind")),
        new MigrationId(r.getString("migration")), text, r.getTimestamp("at").toInstant()), times, r.getInt("attempts"));
  }
}
