// SPDX-License-Identifier: Apache-2.0
package io.cmc.deploy.wiring;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cmc.deploy.system.InProcess;
import io.cmc.postgres.ThrowawayServer;
import io.cmc.store.schema.EventStoreSchema;
import io.cmc.store.schema.ServiceRole;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.DriverManagerDataSource;

class UnknownEventTest {

  @TempDir private Path folder;

  @Test void the_service_does_not_start_on_an_event_that_it_does_not_know_and_names_it() {
    var database = ThrowawayServer.newDatabase();
    var owner = new DriverManagerDataSource(database);
    new EventStoreSchema(owner).prepare(new ServiceRole("cmc_service", Optional.empty()));
    JdbcClient.create(owner).sql("""
        insert into domain_event_entry (event_identifier, aggregate_identifier, sequence_number, time_stamp, payload_type, payload_revision,
        payload, meta_data) values ('e', 'net-eu-7', 0, '2026-03-07T12:00:00.000Z', 'MoonLanded', '3', '{}', '{}')""").update();

    assertThatThrownBy(() -> InProcess.start(folder, database, new String[0])).hasStackTraceContaining("MoonLanded revision 3");
  }
}
