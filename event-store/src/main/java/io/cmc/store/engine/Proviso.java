// SPDX-License-Identifier: Apache-2.0
package io.cmc.store.engine;

import io.cmc.store.commit.Write;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.axonframework.messaging.unitofwork.CurrentUnitOfWork;

/**
 * What has to hold in the store at the moment when the events of a command are written: where it does not, none of them is, and the command ends with
 * {@link NotMet}. A command that has no event asks nothing.
 *
 * @param sql a condition; @param values in the order of its places
 */
public record Proviso(String sql, List<Object> values) {

  private static final String KEY = Proviso.class.getName();

  /** Nothing of the command was stored, and sending it again is no use. */
  public static final class NotMet extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public NotMet() {
      super("what the events depend on holds no more; nothing was stored", null, false, false);
    }
  }

  /** For the command that it is for; it goes no further than this process. */
  public Map<String, ?> asMetaData() {
    return Map.of(KEY, this);
  }

  /** Of the command that is being handled on this thread. */
  static Optional<Proviso> here() {
    return CurrentUnitOfWork.isStarted() ? Optional.ofNullable((Proviso) CurrentUnitOfWork.get().root().getMessage().getMetaData().get(KEY)) : Optional.empty();
  }

  /** As it is now, for whoever finds that events were not taken. */
  public boolean holds(Connection connection) throws SQLException {
    try (var statement = connection.prepareStatement("select " + sql)) {
      Write.set(statement, values);
      try (var answer = statement.executeQuery()) {
        answer.next();
        return answer.getBoolean(1);
      }
    }
  }
}
