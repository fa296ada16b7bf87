// SPDX-License-Identifier: Apache-2.0
package io.cmc.controller.work;

/**
 * Which instances are there, whether they have work or not: each holds a lock of its own, shared, in the session in which it hears the
 * {@link WorkBell}, and it goes with that session, however it ends.
 */
final class Presence {

  /** A space of our own among advisory locks of two numbers, the second being the instance. */
  private static final int SPACE = 0x636d63;

  /**
   * Whether another instance than {@code :me} is there. Where this one is not seen itself nobody can tell, as when there is just no such
   * session.
   */
  static final String OTHERS = """
      select coalesce(bool_or(objid::bigint <> :me), true) from pg_locks where locktype = 'advisory' and objsubid = 2 and classid = %d
        and database = (select oid from pg_database where datname = current_database())""".formatted(SPACE);

  private final int me;

  /** @param owner name of the instance, new at every start; it is known by a number of 32 bits */
  Presence(String owner) {
    this.me = owner.hashCode();
  }

  /** As the server lists it. */
  long me() {
    return Integer.toUnsignedLong(me);
  }

  /** Waits for nobody: others hold theirs, and an earlier session of this instance may still hold the same. */
  String begin() {
    return "select pg_advisory_lock_shared(%d, %d)".formatted(SPACE, me);
  }

  String end() {
    return "select pg_advisory_unlock_shared(%d, %d)".formatted(SPACE, me);
  }
}
