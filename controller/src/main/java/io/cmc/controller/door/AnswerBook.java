// SPDX-License-Identifier: Apache-2.0
package io.cmc.controller.door;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.cmc.id.MigrationId;
import io.cmc.rejection.Problem;
import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Answers to orders by their idempotency key: the same key is answered the same way, also after a restart. */
public final class AnswerBook {

  private final JdbcClient db;
  private final ObjectMapper json;

  public AnswerBook(JdbcClient db, ObjectMapper json) {
    this.db = db;
    this.json = json;
  }

  /** @param order name of the order; @param about what it was about, so that a key is not used for two orders */
  public record Answer(String order, String about, Optional<Problem> refusal) {}

  public Optional<Answer> find(String key) {
    if (key.isEmpty()) return Optional.empty();
    return db.sql("select order_name, order_digest, accepted, answer from order_answer where idempotency_key = :key").param("key", key)
        .query((r, n) -> new Answer(r.getString(1), r.getString(2), r.getBoolean(3) ? Optional.empty() : Optional.of(problem(r.getString(4)))))
        .optional();
  }

  /** In the caller's transaction. @throws org.springframework.dao.DuplicateKeyException when the key was answered meanwhile */
  public void keep(String key, MigrationId migration, Answer answer) {
    if (key.isEmpty()) return;
    db.sql("""
        insert into order_answer (idempotency_key, migration, order_name, order_digest, accepted, answer)
        values (:key, :migration, :order, :about, :accepted, :answer)""")
        .param("key", key).param("migration", migration.value()).param("order", answer.order()).param("about", answer.about()).param("accepted", answer.refusal().isEmpty())
        .param("answer", answer.refusal().map(this::text).orElse("")).update();
  }

  private Problem problem(String text) {
    try {
      return json.readValue(text, Problem.class);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("a kept answer cannot be read", e);
    }
  }

  private String text(Problem problem) {
    try {
      return json.writeValueAsString(problem);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("an answer cannot be kept", e);
    }
  }
}
