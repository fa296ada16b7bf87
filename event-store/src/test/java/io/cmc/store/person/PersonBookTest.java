// SPDX-License-Identifier: Apache-2.0
package io.cmc.store.person;

import static io.cmc.store.TestStore.NOON;
import static org.assertj.core.api.Assertions.assertThat;

import io.cmc.access.Actor;
import io.cmc.access.Person;
import io.cmc.store.TestStore;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.JdbcTemplate;

class PersonBookTest {

  private static final Actor OLGA = new Actor("olga", "Olga", "os-user");
  private final JdbcTemplate jdbc = new JdbcTemplate(TestStore.create().service());
  private final AtomicLong ids = new AtomicLong(0xabc);
  private final PersonBook book = new PersonBook(jdbc, () -> "p-%016x".formatted(ids.incrementAndGet()));
  private final PersonNames names = new PersonNames(jdbc);

  @BeforeEach void nobody_is_known() {
    jdbc.update("delete from person");
  }

  @Test void whoever_calls_has_the_same_id_at_every_call_and_the_newest_name() {
    var id = book.idOf(OLGA, NOON);

    assertThat(book.idOf(new Actor("olga", "Olga O.", "os-user"), NOON.plusSeconds(60))).isEqualTo(id);
    assertThat(id).matches(Person::isId);
    assertThat(names.of(List.of(id, "p-0000000000000000")).values()).extracting(Person::shown).containsExactly("Olga O. (olga)");
    assertThat(seen(id)).isEqualTo(NOON.plusSeconds(60));
  }

  @Test void the_same_subject_of_another_realm_is_somebody_else() {
    assertThat(book.idOf(new Actor("olga", "Olga", "oidc"), NOON)).isNotEqualTo(book.idOf(OLGA, NOON));
    assertThat(names.named("olga")).hasSize(2);
    assertThat(names.named("Olga")).hasSize(2);
  }

  @Test void when_somebody_was_last_seen_is_written_once_an_hour_at_most() {
    var id = book.idOf(OLGA, NOON);

    book.idOf(OLGA, NOON.plusSeconds(3_000));
    assertThat(seen(id)).isEqualTo(NOON);
    book.idOf(OLGA, NOON.plusSeconds(4_000));
    assertThat(seen(id)).isEqualTo(NOON.plusSeconds(4_000));
  }

  @Test void who_was_erased_is_nobody_and_whoever_comes_again_is_somebody_new() {
    var id = book.idOf(OLGA, NOON);

    assertThat(book.erase(id, NOON)).isTrue();
    assertThat(book.erase(id, NOON)).as("once").isFalse();
    assertThat(names.of(List.of(id)).get(id).shown()).isEqualTo("erased person " + id);
    assertThat(names.named("olga")).isEmpty();
    assertThat(book.idOf(OLGA, NOON)).isNotEqualTo(id);
  }

  @Test void many_first_calls_at_once_make_one_person() throws Exception {
    Callable<String> call = () -> book.idOf(OLGA, NOON);
    try (var threads = Executors.newFixedThreadPool(8)) {
      var all = threads.invokeAll(Stream.generate(() -> call).limit(32).toList());
      assertThat(all).extracting(f -> f.get()).containsOnly(all.getFirst().get());
    }
  }

  private Instant seen(String id) {
    return names.list(id, "", 1).getFirst().lastSeen();
  }
}
