// SPDX-License-Identifier: Apache-2.0
package io.cmc.projection.wiring;

import io.cmc.projection.Generations;
import io.cmc.projection.audit.AuditModel;
import io.cmc.projection.incident.IncidentModel;
import io.cmc.projection.replay.Replay;
import io.cmc.projection.status.StatusModel;
import io.cmc.store.read.SealedEventReader;
import java.util.List;
import javax.sql.DataSource;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.transaction.PlatformTransactionManager;

/**
 * What a rebuild needs, and nothing else: a data source, its transactions and a reader of sealed events. So it can run in a process of
 * its own that has no way to a node.
 */
@Configuration(proxyBeanMethods = false)
public class ReplayWiring {

  @Bean Generations generations(DataSource database) {
    return new Generations(new JdbcTemplate(database));
  }

  @Bean Replay replay(DataSource database, SealedEventReader events, Generations generations, PlatformTransactionManager transactions) {
    var jdbc = new JdbcTemplate(database);
    return new Replay(events, List.of(new StatusModel(jdbc), new AuditModel(jdbc), new IncidentModel(jdbc)), generations,
        group -> jdbc.update("delete from dead_letter_entry where processing_group = ?", group), new LongTransactions(transactions, jdbc));
  }
}
