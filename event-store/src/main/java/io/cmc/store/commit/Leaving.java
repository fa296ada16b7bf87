// SPDX-License-Identifier: Apache-2.0
package io.cmc.store.commit;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;

/** What one transaction writes at its end: events first, each of which has to be taken, and then what they leave behind. For one thread. */
final class Leaving {

  private final List<Append> appends = new ArrayList<>();
  private final List<Write> rest = new ArrayList<>();
  private boolean written;

  /** @param events of one stream or several; @param notTaken what it means that one was not */
  record Append(String stream, List<Write> events, Supplier<RuntimeException> notTaken) {}

  void add(Append append) {
    refuseTooLate(append.stream());
    appends.add(append);
  }

  void add(Write write) {
    refuseTooLate(write.sql());
    rest.add(write);
  }

  private void refuseTooLate(String what) {
    if (written) throw new IllegalStateException("too late to be written in this transaction, which is being committed: " + what);
  }

  boolean hasEvents() {
    return !appends.isEmpty();
  }

  /** Whoever writes with others writes in the order of this. */
  String stream() {
    return appends.getFirst().stream();
  }

  /** How its events are written, which is the same for all of them. */
  String insert() {
    return appends.getFirst().events().getFirst().sql();
  }

  List<Write> events() {
    return appends.stream().flatMap(a -> a.events().stream()).toList();
  }

  List<Write> rest() {
    return List.copyOf(rest);
  }

  void isWritten() {
    written = true;
  }

  /** In the transaction of this connection, as it stands. */
  void write(Connection connection) throws SQLException {
    for (var append : appends) {
      if (!Write.changedAll(Write.all(connection, append.events()))) throw append.notTaken().get();
    }
    if (!rest.isEmpty()) Write.inOneMessage(connection, rest);
  }
}
