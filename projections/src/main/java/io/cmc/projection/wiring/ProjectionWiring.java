// SPDX-License-Identifier: Apache-2.0
package io.cmc.projection.wiring;

import io.cmc.projection.audit.AuditQueries;
import io.cmc.projection.incident.IncidentQueries;
import io.cmc.projection.letter.LetterQueries;
import io.cmc.projection.publish.Board;
import io.cmc.projection.publish.Republication;
import io.cmc.projection.query.MigrationQueriesService;
import io.cmc.projection.query.Past;
import io.cmc.projection.query.PublicationService;
import io.cmc.projection.query.PublicationView;
import io.cmc.projection.query.ReadLogService;
import io.cmc.projection.query.ReadModelsService;
import io.cmc.projection.query.SealedHistoryService;
import io.cmc.projection.query.StatusFeed;
import io.cmc.projection.reads.ReadLog;
import io.cmc.projection.reads.ReadLogTable;
import io.cmc.projection.replay.Replay;
import io.cmc.projection.status.StatusHistory;
import io.cmc.projection.status.StatusQueries;
import io.cmc.projection.status.VersionQueries;
import io.cmc.store.checkpoint.CheckpointMaker;
import io.cmc.store.history.StoredHistory;
import io.cmc.store.read.SealedEventReader;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Optional;
import javax.sql.DataSource;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import org.springframework.jdbc.core.JdbcTemplate;

/** What is read and rebuilt. Needs a data source whose schema is up to date, its transactions and a reader of sealed events. */
@Configuration(proxyBeanMethods = false)
@Import({LiveWiring.class, ReplayWiring.class, MeterWiring.class})
public class ProjectionWiring {

  /** How late a watcher may hear of what another instance projected. */
  private static final Duration LOOK_AROUND = Duration.ofSeconds(1);

  @Bean StatusQueries statusQueries(DataSource database) {
    return new StatusQueries(new JdbcTemplate(database));
  }

  @Bean AuditQueries auditQueries(DataSource database) {
    return new AuditQueries(new JdbcTemplate(database));
  }

  @Bean ReadLogTable readLogTable(DataSource database) {
    return new ReadLogTable(new JdbcTemplate(database));
  }

  @Bean(initMethod = "start", destroyMethod = "close") ReadLog readLog(ReadLogTable table) {
    return new ReadLog(table, InstantSource.system());
  }

  @Bean ReadLogService readLogService(ReadLogTable table) {
    return new ReadLogService(table);
  }

  @Bean IncidentQueries incidentQueries(DataSource database) {
    return new IncidentQueries(new JdbcTemplate(database));
  }

  @Bean(destroyMethod = "close") StatusFeed statusFeed(StatusQueries statuses) {
    return new StatusFeed(statuses, LOOK_AROUND);
  }

  @Bean MigrationQueriesService migrationQueriesService(StatusQueries statuses, StatusFeed feed, AuditQueries audit, IncidentQueries incidents,
      Past past) {
    return new MigrationQueriesService(statuses, feed, audit, incidents, past);
  }

  @Bean Past past(DataSource database, SealedEventReader events) {
    return new Past(events, new StatusHistory(events, new VersionQueries(new JdbcTemplate(database))));
  }

  @Bean LetterQueries letterQueries(DataSource database) {
    return new LetterQueries(new JdbcTemplate(database));
  }

  @Bean PublicationService publicationService(LetterQueries letters, SealedEventReader events, ObjectProvider<Board> board,
      ObjectProvider<Republication> republication) {
    return new PublicationService(new PublicationView(Optional.ofNullable(board.getIfAvailable()), letters, events), letters,
        Optional.ofNullable(republication.getIfAvailable()));
  }

  @Bean ReadModelsService readModelsService(Replay replay) {
    return new ReadModelsService(replay);
  }

  @Bean SealedHistoryService sealedHistoryService(DataSource database, ObjectProvider<CheckpointMaker> signing) {
    var maker = signing.stream().findFirst();
    return new SealedHistoryService(new StoredHistory(database), () -> maker.map(CheckpointMaker::signAll).orElse(Long.MAX_VALUE));
  }
}
