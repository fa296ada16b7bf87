// SPDX-License-Identifier: Apache-2.0
package io.cmc.projection.query;

import com.google.protobuf.Message;
import io.cmc.access.Rule;
import io.cmc.api.v1.CompareRunsRequest;
import io.cmc.api.v1.ExportHistoryRequest;
import io.cmc.api.v1.GetPlanRequest;
import io.cmc.api.v1.GetPublicationRequest;
import io.cmc.api.v1.GetStatusAtRequest;
import io.cmc.api.v1.GetStatusRequest;
import io.cmc.api.v1.ListDeadLettersRequest;
import io.cmc.api.v1.ListIncidentsRequest;
import io.cmc.api.v1.ListLegalHoldsRequest;
import io.cmc.api.v1.ListMigrationsRequest;
import io.cmc.api.v1.ListPersonsRequest;
import io.cmc.api.v1.ListReadsRequest;
import io.cmc.api.v1.ReadAuditRequest;
import io.cmc.api.v1.ReplayRequest;
import io.cmc.api.v1.RepublishRequest;

/** What is asked of each read about one migration. */
final class Question {

  private Question() {}

  static Message of(Rule rule, String migration) {
    return switch (rule.name()) {
      case "MigrationQueries/ListMigrations" -> ListMigrationsRequest.getDefaultInstance();
      case "MigrationQueries/GetStatus", "MigrationQueries/WatchStatus" -> GetStatusRequest.newBuilder().setMigration(migration).build();
      case "MigrationQueries/GetStatusAt" -> GetStatusAtRequest.newBuilder().setMigration(migration).setAround(100).build();
      case "MigrationQueries/CompareRuns" -> CompareRunsRequest.newBuilder().setFirst(migration).setSecond(migration).build();
      case "MigrationQueries/GetPlan" -> GetPlanRequest.newBuilder().setMigration(migration).build();
      case "MigrationQueries/ListIncidents" -> ListIncidentsRequest.newBuilder().setMigration(migration).setPageSize(500).build();
      case "MigrationQueries/ReadAudit" -> ReadAuditRequest.newBuilder().setMigration(migration).setLimit(1000).build();
      case "MigrationQueries/ReadAudit#export" -> ReadAuditRequest.newBuilder().setMigration(migration).setLimit(1000).setExport("export-1").build();
      case "ReadLog/ListReads" -> ListReadsRequest.newBuilder().setMigration(migration).build();
      case "SealedHistory/Export" -> ExportHistoryRequest.newBuilder().setMigration(migration).build();
      case "SealedHistory/Export#all" -> ExportHistoryRequest.getDefaultInstance();
      case "Publication/GetPublication" -> GetPublicationRequest.getDefaultInstance();
      case "Publication/ListDeadLetters" -> ListDeadLettersRequest.getDefaultInstance();
      case "Publication/Republish" -> RepublishRequest.newBuilder().setTo("again").setFrom(1).build();
      case "Persons/ListPersons" -> ListPersonsRequest.getDefaultInstance();
      case "LegalHolds/ListLegalHolds" -> ListLegalHoldsRequest.getDefaultInstance();
      case "ReadModels/Replay" -> ReplayRequest.newBuilder().setReadModel("incident").build();
      default -> throw new IllegalArgumentException("no question for " + rule.name() + " yet; add it here");
    };
  }
}
