// SPDX-License-Identifier: Apache-2.0
package io.cmc.controller.door;

import static io.cmc.controller.activity.Samples.NOON;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cmc.access.Actor;
import io.cmc.access.Grant;
import io.cmc.access.Grants;
import io.cmc.access.OrderContext;
import io.cmc.access.Person;
import io.cmc.access.Role;
import io.cmc.controller.door.AnswerBook.Answer;
import io.cmc.controller.work.TestDatabase;
import io.cmc.event.OrderEvent;
import io.cmc.event.OrderEvent.LegalHoldLifted;
import io.cmc.event.OrderEvent.LegalHoldSet;
import io.cmc.event.OrderEvent.OrderRefused;
import io.cmc.event.OrderEvent.PersonErased;
import io.cmc.id.MigrationId;
import io.cmc.rejection.OrderRejected;
import io.cmc.store.person.PersonBook;
import io.cmc.store.person.PersonNames;
import io.cmc.store.retention.LegalHolds;
import io.cmc.store.retention.RetentionTerms.Term;
import java.sql.Timestamp;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Collectors;
import org.axonframework.commandhandling.SimpleCommandBus;
import org.axonframework.commandhandling.gateway.DefaultCommandGateway;
import org.axonframework.eventhandling.SimpleEventBus;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.support.JdbcTransactionManager;

/** What is forgotten when, and what keeps it; by the times that the test says. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ForgettingTest {

  private static final MigrationId NET = new MigrationId("net-eu-7");
  private static final Duration YEAR = Duration.ofDays(365);

  private final List<OrderEvent> written = new CopyOnWriteArrayList<>();
  private final List<String> said = new CopyOnWriteArrayList<>();
  private final AtomicLong keys = new AtomicLong();
  private TestDatabase database;
  private PersonBook book;
  private PersonNames names;
  private LegalHolds holds;
  private PersonGuard guard;
  private AnswerBook answers;
  private PersonDesk persons;
  private LegalHoldDesk legal;

  @BeforeAll void desks() {
    database = TestDatabase.create();
    var jdbc = new JdbcTemplate(((JdbcTransactionManager) database.transactions()).getDataSource());
    var ids = new AtomicLong(0xa0);
    book = new PersonBook(jdbc, () -> "p-%016x".formatted(ids.incrementAndGet()));
    names = new PersonNames(jdbc);
    holds = new LegalHolds(jdbc);
    guard = new PersonGuard(database.db(), holds);
    answers = new AnswerBook(database.db(), database.json());
    var events = SimpleEventBus.builder().build();
    events.subscribe(all -> all.forEach(m -> {
      written.add((OrderEvent) m.getPayload());
      said.add(m.getMetaData().toString());
    }));
    var orders = new OrderDesk(DefaultCommandGateway.builder().commandBus(SimpleCommandBus.builder().build()).build(), events, answers, database.transaction());
    persons = new PersonDesk(orders, book, names, guard);
    legal = new LegalHoldDesk(orders, holds, names, database.db());
  }

  @BeforeEach void nobody_is_known_and_nothing_is_held() {
    database.emptied();
    for (var table : List.of("person", "legal_hold")) database.db().sql("delete from " + table).update();
    written.clear();
    said.clear();
  }

  @Test void an_erasure_empties_the_name_and_is_an_event_without_it() {
    var id = called("olga", NOON);

    persons.erase(id, by("asked for it"));

    assertThat(names.of(List.of(id)).get(id).isErased()).isTrue();
    assertThat(written).containsExactly(new PersonErased(MigrationId.SERVICE, id, NOON));
  }

  @Test void an_erasure_by_name_is_refused_and_the_name_is_not_written_down() {
    called("olga", NOON);

    assertThat(refused(() -> persons.erase("olga", by("asked for it")))).isEqualTo("PERSON_NOT_FOUND");

    assertThat(written).singleElement().isInstanceOf(OrderRefused.class);
    assertThat(written.toString()).doesNotContain("olga");
    assertThat(database.db().sql("select order_digest || answer from order_answer").query(String.class).single()).doesNotContain("olga");
  }

  @Test void a_reason_that_names_the_person_is_refused_since_it_is_kept_for_ever() {
    var id = called("olga", NOON);

    assertThat(refused(() -> persons.erase(id, by("OLGA asked for it")))).isEqualTo("CONTEXT_MISSING");
    assertThat(said).as("the refusal does not keep it either").singleElement().asString().doesNotContainIgnoringCase("olga").contains("ErasePerson");
    assertThat(refused(() -> persons.erase(id, by(" ")))).isEqualTo("CONTEXT_MISSING");
  }

  @Test void nobody_is_erased_who_acted_in_a_migration_that_goes_on() {
    var id = called("olga", NOON);
    acted(id, NET);
    database.db().sql("insert into active_participant (uid, participant, migration) values ('u', 'alfa', 'net-eu-7')").update();

    assertThat(refused(() -> persons.erase(id, by("asked for it")))).isEqualTo("PERSON_ACTS");
    database.db().sql("delete from active_participant").update();

    persons.erase(id, by("asked for it"));
    assertThat(names.of(List.of(id)).get(id).isErased()).isTrue();
  }

  @Test void a_legal_hold_on_a_person_keeps_the_name_until_it_is_lifted() {
    var id = called("olga", NOON);
    legal.set(id, by("case 4711"));

    assertThat(refused(() -> persons.erase(id, by("asked for it")))).isEqualTo("LEGAL_HOLD");
    assertThat(sweep(usual(YEAR), NOON.plus(YEAR).plusSeconds(1))).isZero();
    legal.lift(id, by("case 4711 is closed"));

    assertThat(written).contains(new LegalHoldSet(MigrationId.SERVICE, id, NOON), new LegalHoldLifted(MigrationId.SERVICE, id, NOON));
    assertThat(sweep(usual(YEAR), NOON.plus(YEAR).plusSeconds(1))).isEqualTo(1);
  }

  @Test void a_legal_hold_on_a_migration_keeps_the_names_of_those_who_acted_in_it() {
    var olga = called("olga", NOON);
    var otto = called("otto", NOON);
    acted(olga, NET);
    planned(NET);
    legal.set("net-eu-7", by("case 4711"));

    assertThat(refused(() -> persons.erase(olga, by("asked for it")))).isEqualTo("LEGAL_HOLD");
    persons.erase(otto, by("asked for it"));
    assertThat(written).contains(new LegalHoldSet(NET, "", NOON));
  }

  @Test void what_is_not_there_is_not_held_and_what_is_not_held_is_not_lifted() {
    assertThat(refused(() -> legal.set("net-eu-7", by("case")))).isEqualTo("MIGRATION_NOT_FOUND");
    assertThat(refused(() -> legal.set("p-00000000000000ff", by("case")))).isEqualTo("PERSON_NOT_FOUND");
    planned(NET);
    assertThat(refused(() -> legal.lift("net-eu-7", by("case")))).isEqualTo("HOLD_NOT_FOUND");
    assertThat(refused(() -> legal.set("net-eu-7", by("")))).isEqualTo("CONTEXT_MISSING");
    assertThat(holds.list()).isEmpty();
  }

  @Test void names_are_kept_by_the_terms_of_the_teams_the_longest_of_several() {
    var plain = called("plain", NOON);
    var shorter = called("shorter", NOON, "retail");
    var longer = called("longer", NOON, "retail", "treasury");
    var recent = called("recent", NOON.plus(YEAR), "retail");
    var term = new Term(YEAR, Map.of("retail", Duration.ofDays(30), "treasury", Duration.ZERO));

    assertThat(sweep(term, NOON.plus(Duration.ofDays(31)))).isEqualTo(1);
    assertThat(named()).containsExactlyInAnyOrder(plain, longer, recent);
    assertThat(sweep(term, NOON.plus(YEAR).plusSeconds(1))).isEqualTo(1);
    assertThat(named()).containsExactlyInAnyOrder(longer, recent);
    assertThat(sweep(term, NOON.plus(YEAR.multipliedBy(20)))).isEqualTo(1);
    assertThat(named()).as("for ever").containsExactly(longer);
    assertThat(written).extracting(e -> ((PersonErased) e).person()).containsExactly(shorter, plain, recent);
  }

  @Test void whoever_calls_while_names_are_forgotten_keeps_the_name() {
    var now = NOON.plus(YEAR).plusSeconds(1);
    called("olga", NOON);
    var otto = called("otto", NOON);
    var erasing = new NameSweep.Erasing(book, (order, by, fact) -> called("otto", now), database.transaction());

    assertThat(new NameSweep(names, guard, usual(YEAR), erasing).forget(now)).isEqualTo(1);

    assertThat(named()).containsExactly(otto);
  }

  @Test void answers_are_kept_by_their_age_and_those_of_a_held_migration_for_longer() {
    planned(NET);
    keep("old", NET, NOON);
    keep("other", new MigrationId("net-us-1"), NOON);
    keep("young", NET, NOON.plus(Duration.ofDays(20)));
    database.db().sql("update order_answer set migration = '' where idempotency_key = 'other'").update();
    holds.set("net-eu-7", NOON, "case");
    var sweep = new AnswerSweep(database.db(), Duration.ofDays(30));

    assertThat(sweep.forget(NOON.plus(Duration.ofDays(31)))).as("nobody knows of which migration the other is").isZero();
    holds.lift("net-eu-7");
    assertThat(sweep.forget(NOON.plus(Duration.ofDays(29)))).isZero();
    assertThat(sweep.forget(NOON.plus(Duration.ofDays(31)))).isEqualTo(2);
    assertThat(answers.find("young")).isPresent();
    assertThat(new AnswerSweep(database.db(), Duration.ZERO).forget(NOON.plus(YEAR))).as("for ever").isZero();
  }

  private static Term usual(Duration usual) {
    return new Term(usual, Map.of());
  }

  private int sweep(Term term, Instant now) {
    var erasing = new NameSweep.Erasing(book, (order, by, fact) -> written.add(fact.apply(now)), database.transaction());
    return new NameSweep(names, guard, term, erasing).forget(now);
  }

  private List<String> named() {
    return names.list("", "", 100).stream().map(PersonNames.Row::person).filter(p -> !p.isErased()).map(Person::id).toList();
  }

  private String called(String subject, Instant at, String... teams) {
    var grants = new Grants(Arrays.stream(teams).map(t -> Grant.of(Role.OPERATOR, t)).collect(Collectors.toSet()));
    return book.idOf(new Actor(subject, subject, "os-user", grants), at);
  }

  /** An event of the migration that names the person. */
  private void acted(String id, MigrationId migration) {
    var index = database.db().sql("""
        insert into domain_event_entry (event_identifier, aggregate_identifier, sequence_number, type, time_stamp, payload_type, payload_revision, payload, meta_data)
        values (:id, :id, 0, 't', 'now', 'X', '1', '{}', '{"actorSubject":"' || :person || '"}') returning global_index""")
        .param("id", "event-" + keys.incrementAndGet()).param("person", id).query(Long.class).single();
    database.db().sql("""
        insert into event_seal (position, global_index, migration, migration_sequence, hash)
        select coalesce(max(position), 0) + 1, :index, :migration, coalesce(max(position), 0) + 1, sha256('x') from event_seal""")
        .param("index", index).param("migration", migration.value()).update();
  }

  private void planned(MigrationId migration) {
    database.db().sql("insert into kept_plan (migration, plan_hash, plan) values (:m, 'h', '{}')").param("m", migration.value()).update();
  }

  private void keep(String key, MigrationId migration, Instant at) {
    answers.keep(key, migration, new Answer("HoldMigration", migration.value(), Optional.empty()));
    database.db().sql("update order_answer set at = :at where idempotency_key = :key").param("at", Timestamp.from(at)).param("key", key).update();
  }

  private OrderContext by(String reason) {
    return new OrderContext(new Actor("p-00000000000000aa", "p-00000000000000aa", "os-user", new Grants(Set.of())), reason, "", "key-" + keys.incrementAndGet(), NOON);
  }

  private static String refused(Runnable order) {
    var refusal = new String[1];
    assertThatThrownBy(order::run).isInstanceOfSatisfying(OrderRejected.class, r -> refusal[0] = r.problem().code().name());
    return refusal[0];
  }
}
