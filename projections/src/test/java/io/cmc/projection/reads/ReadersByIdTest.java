// SPDX-License-Identifier: Apache-2.0
package io.cmc.projection.reads;

import static org.assertj.core.api.Assertions.assertThat;

import io.cmc.access.Person;
import io.cmc.postgres.ThrowawayServer;
import io.cmc.store.schema.EventStoreSchema;
import io.cmc.store.schema.ServiceRole;
import java.util.Optional;
import org.flywaydb.core.Flyway;
import org.junit.jupiter.api.Test;
import org.postgresql.ds.PGSimpleDataSource;
import org.springframework.jdbc.core.simple.JdbcClient;

/** A log of reads from before there were persons. */
class ReadersByIdTest {

  @Test void whoever_read_before_has_an_id_now_and_the_log_has_no_name() {
    var owner = new PGSimpleDataSource();
    owner.setUrl(ThrowawayServer.newDatabase());
    owner.setUser("postgres");
    Flyway.configure().dataSource(owner).locations("classpath:db/migration").target("323").load().migrate();
    var db = JdbcClient.create(owner);
    for (var row : new String[] {"'olga', 'Olga', 'net-1'", "'olga', 'Olga', 'net-2'", "'otto', 'Otto', 'net-1'"}) {
      db.sql("insert into read_log (actor_subject, actor_name, migration, view, authentication, occasion, first_at, last_at, answers) values (" + row
          + ", 'status', 'os-user', 'noon', now(), now(), 1)").update();
    }

    new EventStoreSchema(owner).prepare(new ServiceRole("cmc_service", Optional.empty()));

    var read = db.sql("select distinct actor from read_log").query(String.class).list();
    assertThat(read).hasSize(2).allMatch(Person::isId);
    assertThat(db.sql("select p.name || ' ' || r.migration from read_log r join person p on p.id = r.actor").query(String.class).list())
        .containsExactlyInAnyOrder("Olga net-1", "Olga net-2", "Otto net-1");
    assertThat(db.sql("select count(*) from read_log r where r::text ilike '%olga%'").query(Long.class).single()).isZero();
  }
}
