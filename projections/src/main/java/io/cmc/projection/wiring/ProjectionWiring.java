// SPDX-License-Identifier: Apache-2.0
package io.cmc.projection.wiring;

import io.cmc.projection.Generations;
import io.cmc.projection.audit.AuditModel;
import io.cmc.projection.audit.AuditQueries;
import io.cmc.projection.incident.IncidentModel;
import io.cmc.projection.incident.IncidentQueries;
import io.cmc.projection.query.MigrationQueriesService;
import io.cmc.projection.query.Past;
import io.cmc.projection.query.ReadModelsService;
import io.cmc.projection.query.StatusFeed;
import io.cmc.projection.replay.Replay;
import io.cmc.projection.status.StatusHistory;
import io.cmc.projection.status.StatusModel;
import io.cmc.projection.status.StatusQueries;
import io.cmc.projection.status.VersionQueries;
import io.cmc.store.read.SealedEventReader;
import java.time.Duration;
import java.util.List;
import javax.sql.DataSource;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/** What is read and rebuilt. Needs a data source whose schema is up to date, its transactions and a reader of sealed events. */
@Configuration(proxyBeanMethods = false)
@Import(LiveWiring.class)
public class ProjectionWiring {

  /** How late a watcher may hear of what another instance projected. */
  private static final Duration LOOK_AROUND = Duration.ofSeconds(1);

  @Bean Generations generations(DataSource database) {
    return new Generations(new JdbcTemplate(database));
  }

  @Bean StatusQueries statusQueries(DataSource database) {
    return new StatusQueries(new JdbcTemplate(database));
  }

  @Bean AuditQueries auditQueries(DataSource database) {
    return new AuditQueries(new JdbcTemplate(database));
  }

  @Bean IncidentQueries incidentQueries(DataSource database) {
    return new IncidentQueries(new JdbcTemplate(database));
  }

  @Bean(destroyMethod = "close") StatusFeed statusFeed(StatusQueries statuses) {
    return new StatusFeed(statuses, LOOK_AROUND);
  }

  @Bean Replay replay(DataSource database, SealedEventReader events, Generations generations, PlatformTransactionManager transactions) {
    var jdbc = new JdbcTemplate(database);
    return new Replay(events, List.of(new StatusModel(jdbc), new AuditModel(jdbc), new IncidentModel(jdbc)), generations,
        group -> jdbc.update("delete from dead_letter_entry where processing_group = ?", group), new TransactionTemplate(transactions));
  }

  @Bean MigrationQueriesService migrationQueriesService(StatusQueries statuses, StatusFeed feed, AuditQueries audit, IncidentQueries incidents,
      Past past) {
    return new MigrationQueriesService(statuses, feed, audit, incidents, past);
  }

  @Bean Past past(DataSource database, SealedEventReader events) {
    return new Past(events, new StatusHistory(events, new VersionQueries(new JdbcTemplate(database))));
  }

  @Bean ReadModelsService readModelsService(Replay replay) {
    return new ReadModelsService(replay);
  }
}
