// SPDX-License-Identifier: Apache-2.0
package io.cmc.deploy.simulation.world;

import io.cmc.deploy.simulation.time.Entry.Change;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** Backups of databases, by name. What is in one is what the database held when it was begun, lowered limits included. */
public final class Snapshots {

  private final World world;
  private final Map<String, Snapshot> finished = new LinkedHashMap<>();
  private final Map<String, Object> begun = new LinkedHashMap<>();

  /** @param at when it was begun, in milliseconds; @param stored empty for a domain's */
  public record Snapshot(String name, String database, long at, long took, Optional<Object> stored) {}

  Snapshots(World world) {
    this.world = world;
  }

  public Optional<Snapshot> find(String name) {
    return Optional.ofNullable(finished.get(name));
  }

  public Map<String, Snapshot> all() {
    return finished;
  }

  public void remove(String name) {
    finished.remove(name);
  }

  /** One that was there before anything began. */
  public void leftOver(String name, String database) {
    finished.put(name, new Snapshot(name, database, world.agenda.now() - 86_400_000, 1000, stored(database)));
  }

  /** One that somebody takes by hand, in place of an earlier one of the same name. */
  public void byHand(String name, String database) {
    finished.put(name, of(name, database, 0));
    world.took(database, Change.BACKUP_TAKEN, name);
  }

  /** Begins one; whoever began the same name before gets nothing finished. @return said when it is finished */
  Object begin(String name) {
    var mark = new Object();
    begun.put(name, mark);
    return mark;
  }

  /** @return false when somebody else began it anew meanwhile */
  boolean finish(String name, Object mark, Snapshot snapshot) {
    if (begun.get(name) != mark) return false;
    if (finished.putIfAbsent(name, snapshot) == null) world.took(snapshot.database(), Change.BACKUP_TAKEN, name);
    return true;
  }

  Snapshot of(String name, String database, long took) {
    return new Snapshot(name, database, world.agenda.now(), took, stored(database));
  }

  private Optional<Object> stored(String database) {
    return Optional.ofNullable(world.participant(database)).map(p -> p.stored.copy());
  }

  /** Puts a stopped participant's database back to what the backup holds. */
  public void restore(ModelParticipant participant, Snapshot snapshot) {
    participant.restore(snapshot.name(), (Stored) snapshot.stored().orElseThrow());
  }
}
