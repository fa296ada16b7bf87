// SPDX-License-Identifier: Apache-2.0
package io.cmc.projection.wiring;

import io.cmc.projection.audit.AuditQueries;
import io.cmc.projection.incident.IncidentQueries;
import io.cmc.projection.letter.LetterQueries;
import io.cmc.projection.publish.Board;
import io.cmc.projection.publish.Republication;
import io.cmc.projection.query.Faces;
import io.cmc.projection.query.LegalHoldsService;
import io.cmc.projection.query.MigrationQueriesService;
import io.cmc.projection.query.Past;
import io.cmc.projection.query.PersonsService;
import io.cmc.projection.query.PublicationService;
import io.cmc.projection.query.PublicationView;
import io.cmc.projection.query.ReadLogService;
import io.cmc.projection.query.ReadModelsService;
import io.cmc.projection.query.SealedHistoryService;
import io.cmc.projection.query.ShownStatus;
import io.cmc.projection.query.StatusFeed;
import io.cmc.projection.query.Entries;
import io.cmc.projection.query.Views;
import io.cmc.projection.reads.ReadLog;
import io.cmc.projection.reads.ReadLogSweep;
import io.cmc.projection.reads.ReadLogTable;
import io.cmc.projection.replay.Replay;
import io.cmc.projection.sight.TeamTable;
import io.cmc.projection.status.StatusHistory;
import io.cmc.projection.status.StatusQueries;
import io.cmc.projection.status.VersionQueries;
import io.cmc.store.checkpoint.CheckpointMaker;
import io.cmc.store.deed.Deeds;
import io.cmc.store.history.StoredHistory;
import io.cmc.store.person.PersonNames;
import io.cmc.store.read.SealedEventReader;
import io.cmc.store.retention.LegalHolds;
import io.cmc.store.retention.RetentionTerms;
import io.cmc.store.retention.Sweep;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Optional;
import java.util.UUID;
import javax.sql.DataSource;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import org.springframework.jdbc.core.JdbcTemplate;

/** What is read and rebuilt. Needs a data source whose schema is up to date, its transactions and a reader of sealed events. */
@Configuration(proxyBeanMethods = false)
@Import({LiveWiring.class, ReplayWiring.class, MeterWiring.class, FleetWiring.class})
public class ProjectionWiring {

  /** How late a watcher may hear of what another instance projected. */
  private static final Duration LOOK_AROUND = Duration.ofSeconds(1);

  @Bean StatusQueries statusQueries(DataSource database) {
    return new StatusQueries(new JdbcTemplate(database), System::nanoTime);
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

  @Bean PersonNames personNames(DataSource database) {
    return new PersonNames(new JdbcTemplate(database));
  }

  @Bean LegalHolds legalHolds(DataSource database) {
    return new LegalHolds(new JdbcTemplate(database));
  }

  @Bean LegalHoldsService legalHoldsService(LegalHolds holds) {
    return new LegalHoldsService(holds);
  }

  @Bean Sweep readLogSweep(DataSource database, RetentionTerms terms) {
    return new ReadLogSweep(new JdbcTemplate(database), terms.reads());
  }

  @Bean Faces faces(PersonNames names) {
    return new Faces(names);
  }

  @Bean PersonsService personsService(PersonNames names) {
    return new PersonsService(names);
  }

  @Bean ReadLogService readLogService(ReadLogTable table, Faces faces) {
    return new ReadLogService(table, faces);
  }

  @Bean IncidentQueries incidentQueries(DataSource database) {
    return new IncidentQueries(new JdbcTemplate(database));
  }

  @Bean ShownStatus shownStatus(Faces faces) {
    return new ShownStatus(faces, () -> UUID.randomUUID().toString());
  }

  @Bean(destroyMethod = "close") StatusFeed statusFeed(StatusQueries statuses, ShownStatus shown) {
    return new StatusFeed(statuses, shown, LOOK_AROUND);
  }

  @Bean MigrationQueriesService migrationQueriesService(StatusQueries statuses, StatusFeed feed, Views views, Entries entries, Past past, Faces faces,
      ShownStatus shown) {
    return new MigrationQueriesService(statuses, feed, views, entries, past, faces, shown);
  }

  @Bean Views views(DataSource database) {
    return new Views(new TeamTable(new JdbcTemplate(database)));
  }

  @Bean Entries entries(AuditQueries audit, IncidentQueries incidents, Views views, Deeds deeds) {
    return new Entries(audit, incidents, views, deeds);
  }

  @Bean Past past(DataSource database, SealedEventReader events, Views views) {
    return new Past(events, new StatusHistory(events, new VersionQueries(new JdbcTemplate(database))), views);
  }

  @Bean LetterQueries letterQueries(DataSource database) {
    return new LetterQueries(new JdbcTemplate(database));
  }

  @Bean PublicationService publicationService(LetterQueries letters, SealedEventReader events, ObjectProvider<Board> board,
      ObjectProvider<Republication> republication, Deeds deeds) {
    return new PublicationService(new PublicationView(Optional.ofNullable(board.getIfAvailable()), letters, events), letters,
        Optional.ofNullable(republication.getIfAvailable()), deeds);
  }

  @Bean ReadModelsService readModelsService(Replay replay) {
    return new ReadModelsService(replay);
  }

  @Bean SealedHistoryService sealedHistoryService(DataSource database, ObjectProvider<CheckpointMaker> signing, Views views, Deeds deeds) {
    var maker = signing.stream().findFirst();
    return new SealedHistoryService(new StoredHistory(database), () -> maker.map(CheckpointMaker::signAll).orElse(Long.MAX_VALUE), views, deeds);
  }
}
