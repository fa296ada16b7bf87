// SPDX-License-Identifier: Apache-2.0
package io.cmc.projection;

import org.springframework.jdbc.core.JdbcTemplate;

/**
 * Which copy of a read model its readers see. The live projection holds the answer still while it writes; a rebuild changes it at
 * the end of its work. So neither can write past the other, on however many instances they run.
 */
public final class Generations {

  private final JdbcTemplate jdbc;

  public Generations(JdbcTemplate jdbc) {
    this.jdbc = jdbc;
  }

  public int live(String model) {
    return only("select generation from read_model where name = ?", model);
  }

  /** The live generation; no rebuild can take its place before the caller's transaction ends. */
  public int holdLive(String model) {
    return only("select generation from read_model where name = ? for share", model);
  }

  /** The live generation; no live projection writes until the caller's transaction ends. */
  public int stopLive(String model) {
    return only("select generation from read_model where name = ? for update", model);
  }

  /** A number for a copy that nobody has used; whoever took one before has to give way. */
  public int takeNext(String model) {
    return only("update read_model set newest = newest + 1 where name = ? returning newest", model);
  }

  /**
   * From the end of the caller's transaction readers see this generation.
   *
   * @return false when a later rebuild has begun, and nothing was changed
   */
  public boolean makeLive(String model, int generation, long position) {
    return jdbc.update("update read_model set generation = ?, rebuilt_to = ?, rebuilt_at = now() where name = ? and newest = ?",
        generation, position, model, generation) == 1;
  }

  private int only(String sql, String model) {
    var found = jdbc.queryForList(sql, Integer.class, model);
    if (found.size() != 1) throw new IllegalArgumentException("expected a read model, found: " + model);
    return found.getFirst();
  }
}
