// SPDX-License-Identifier: Apache-2.0
package io.cmc.benchmarks;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.cmc.store.names.EventJson;
import io.cmc.store.names.EventNames;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import javax.sql.DataSource;

/**
 * The least that a rebuild can be: the events are streamed by one SELECT and decoded, and the rows that the read model has at its end
 * are put into empty tables in batches, page by page. Where those rows come from is not timed.
 */
final class RawRebuild {

  private static final int PAGE = 2_000;
  private static final int BATCH = 500;
  private static final String EVENTS = "select s.position, e.payload_type, e.payload, e.meta_data from event_seal s join domain_event_entry e using (global_index) order by s.position";

  private final ObjectMapper json = EventJson.mapper();
  private final EventNames names = EventNames.standard();
  private final DataSource database;
  private final List<Table> tables;

  /** @param order the column that tells the position of the event that wrote a row */
  record Table(String name, String order) {}

  /** Keeps the rows that are there now. @param model whose tables they are */
  RawRebuild(DataSource database, String model, List<Table> tables) {
    this.database = database;
    this.tables = tables;
    for (var t : tables) {
      execute("drop table if exists result_" + t.name() + ", raw_" + t.name());
      execute("create table result_" + t.name() + " as select * from " + t.name() + " where generation = (select generation from read_model where name = '" + model + "')");
      execute("create index on result_" + t.name() + " (" + t.order() + ")");
      execute("create table raw_" + t.name() + " (like " + t.name() + " including all)");
    }
  }

  /** Events per second. */
  double perSecond() throws SQLException, JsonProcessingException {
    for (var t : tables) execute("truncate raw_" + t.name());
    try (var reading = database.getConnection(); var writing = database.getConnection()) {
      reading.setAutoCommit(false);
      writing.setAutoCommit(false);
      return perSecond(reading, writing);
    }
  }

  private double perSecond(Connection reading, Connection writing) throws SQLException, JsonProcessingException {
    var nanos = 0L;
    var events = 0L;
    var before = 0L;
    try (var select = reading.prepareStatement(EVENTS)) {
      select.setFetchSize(PAGE);
      var begin = System.nanoTime();
      var found = select.executeQuery();
      nanos += System.nanoTime() - begin;
      while (true) {
        begin = System.nanoTime();
        var decoded = decode(found);
        nanos += System.nanoTime() - begin;
        if (decoded.isEmpty()) return events / (nanos / 1e9);
        events += decoded.size();
        var last = decoded.getLast().position();
        nanos += write(writing, before, last);
        before = last;
      }
    }
  }

  private record Decoded(long position, Object event, Map<?, ?> metadata) {}

  private List<Decoded> decode(ResultSet found) throws SQLException, JsonProcessingException {
    var page = new ArrayList<Decoded>();
    while (page.size() < PAGE && found.next()) {
      page.add(new Decoded(found.getLong(1), json.readValue(found.getString(3), names.type(found.getString(2))), json.readValue(found.getString(4), Map.class)));
    }
    return page;
  }

  /** @return how long putting them took */
  private long write(Connection writing, long after, long upTo) throws SQLException {
    var nanos = 0L;
    for (var table : tables) {
      var rows = results(table, after, upTo);
      var begin = System.nanoTime();
      put(writing, table, rows);
      nanos += System.nanoTime() - begin;
    }
    var begin = System.nanoTime();
    writing.commit();
    return nanos + System.nanoTime() - begin;
  }

  private List<Object[]> results(Table table, long after, long upTo) throws SQLException {
    try (var c = database.getConnection(); var s = c.prepareStatement("select * from result_" + table.name() + " where " + table.order() + " > ? and " + table.order() + " <= ?")) {
      s.setLong(1, after);
      s.setLong(2, upTo);
      var found = s.executeQuery();
      var rows = new ArrayList<Object[]>();
      while (found.next()) rows.add(row(found));
      return rows;
    }
  }

  private static Object[] row(ResultSet found) throws SQLException {
    var row = new Object[found.getMetaData().getColumnCount()];
    for (var i = 0; i < row.length; i++) row[i] = found.getObject(i + 1);
    return row;
  }

  private static void put(Connection writing, Table table, List<Object[]> rows) throws SQLException {
    if (rows.isEmpty()) return;
    var columns = "?" + ", ?".repeat(rows.getFirst().length - 1);
    try (var insert = writing.prepareStatement("insert into raw_" + table.name() + " values (" + columns + ") on conflict do nothing")) {
      for (var n = 0; n < rows.size(); n++) {
        for (var i = 0; i < rows.get(n).length; i++) insert.setObject(i + 1, rows.get(n)[i]);
        insert.addBatch();
        if ((n + 1) % BATCH == 0) insert.executeBatch();
      }
      insert.executeBatch();
    }
  }

  private void execute(String sql) {
    try (var c = database.getConnection(); var s = c.createStatement()) {
      s.execute(sql);
    } catch (SQLException e) {
      throw new IllegalStateException(sql, e);
    }
  }
}
