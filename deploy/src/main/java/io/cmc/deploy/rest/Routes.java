// SPDX-License-Identifier: Apache-2.0
package io.cmc.deploy.rest;

import static io.cmc.deploy.rest.Route.follow;
import static io.cmc.deploy.rest.Route.get;
import static io.cmc.deploy.rest.Route.post;

import com.google.protobuf.Message;
import io.cmc.api.v1.AccessGrpc;
import io.cmc.api.v1.DeadLetterOrdersGrpc;
import io.cmc.api.v1.LegalHoldOrdersGrpc;
import io.cmc.api.v1.LegalHoldsGrpc;
import io.cmc.api.v1.MigrationOrdersGrpc;
import io.cmc.api.v1.MigrationQueriesGrpc;
import io.cmc.api.v1.PersonOrdersGrpc;
import io.cmc.api.v1.PersonsGrpc;
import io.cmc.api.v1.PublicationGrpc;
import io.cmc.api.v1.ReadLogGrpc;
import io.grpc.MethodDescriptor;
import java.util.List;
import java.util.stream.Stream;

/** All ways in over HTTP. What is not here (long exports, rebuilding, republishing) is for gRPC and the command line. */
public final class Routes {

  private static final String MIGRATION = "/v1/migrations/{migration}";
  private static final String INCIDENT = "/v1/incidents/{incident}";

  private Routes() {}

  public static List<Route> all() {
    return Stream.of(reads(), plans(), orders(), people()).flatMap(List::stream).toList();
  }

  private static List<Route> reads() {
    return List.of(
        get("/v1/migrations", MigrationQueriesGrpc.getListMigrationsMethod()),
        get(MIGRATION, MigrationQueriesGrpc.getGetStatusMethod()),
        follow(MIGRATION + "/follow", MigrationQueriesGrpc.getWatchStatusMethod()),
        get(MIGRATION + "/plan", MigrationQueriesGrpc.getGetPlanMethod()),
        get(MIGRATION + "/at", MigrationQueriesGrpc.getGetStatusAtMethod()),
        get("/v1/audit", MigrationQueriesGrpc.getReadAuditMethod()),
        get("/v1/incidents", MigrationQueriesGrpc.getListIncidentsMethod()),
        get("/v1/comparisons/{first}/{second}", MigrationQueriesGrpc.getCompareRunsMethod()),
        get("/v1/whoami", AccessGrpc.getWhoAmIMethod()),
        get("/v1/reads", ReadLogGrpc.getListReadsMethod()),
        get("/v1/persons", PersonsGrpc.getListPersonsMethod()),
        get("/v1/legal-holds", LegalHoldsGrpc.getListLegalHoldsMethod()),
        get("/v1/publication", PublicationGrpc.getGetPublicationMethod()),
        get("/v1/dead-letters", PublicationGrpc.getListDeadLettersMethod()));
  }

  private static List<Route> plans() {
    return List.of(
        post("/v1/drafts", MigrationOrdersGrpc.getDraftPlanMethod()),
        post("/v1/migrations", MigrationOrdersGrpc.getPlanMigrationMethod()));
  }

  private static List<Route> orders() {
    return List.of(
        order("check", MigrationOrdersGrpc.getCheckMigrationMethod()),
        order("start", MigrationOrdersGrpc.getStartMigrationMethod()),
        order("hold", MigrationOrdersGrpc.getHoldMigrationMethod()),
        order("resume", MigrationOrdersGrpc.getResumeMigrationMethod()),
        order("release", MigrationOrdersGrpc.getReleaseGateMethod()),
        order("retry", MigrationOrdersGrpc.getRetryStepMethod()),
        order("resume-participant", MigrationOrdersGrpc.getResumeParticipantMethod()),
        order("park", MigrationOrdersGrpc.getParkStepMethod()),
        order("confirm", MigrationOrdersGrpc.getConfirmExternallyMethod()),
        order("waive", MigrationOrdersGrpc.getWaiveCheckMethod()),
        order("abort", MigrationOrdersGrpc.getAbortMigrationMethod()),
        order("panic", MigrationOrdersGrpc.getPanicStopMethod()),
        order("restore", MigrationOrdersGrpc.getRestoreFromBackupMethod()),
        order("reconcile", MigrationOrdersGrpc.getReconcileMigrationMethod()),
        order("accept-differences", MigrationOrdersGrpc.getAcceptDifferencesMethod()),
        order("amend", MigrationOrdersGrpc.getAmendMigrationMethod()),
        get(MIGRATION + "/exclusions/{participant}", MigrationOrdersGrpc.getPreviewExclusionMethod()),
        order("exclude", MigrationOrdersGrpc.getExcludeParticipantMethod()),
        order("retire", MigrationOrdersGrpc.getRetireSourceMethod()));
  }

  private static List<Route> people() {
    return List.of(
        order("approve", MigrationOrdersGrpc.getApproveMigrationMethod()),
        order("revoke", MigrationOrdersGrpc.getRevokeApprovalMethod()),
        order("sign-off", MigrationOrdersGrpc.getSignOffMethod()),
        order("withdraw-sign-off", MigrationOrdersGrpc.getWithdrawSignOffMethod()),
        order("break-glass", MigrationOrdersGrpc.getBreakGlassMethod()),
        post(INCIDENT + "/acknowledge", MigrationOrdersGrpc.getAcknowledgeIncidentMethod()),
        post(INCIDENT + "/comment", MigrationOrdersGrpc.getCommentIncidentMethod()),
        post(INCIDENT + "/close", MigrationOrdersGrpc.getCloseIncidentMethod()),
        post("/v1/dead-letters/{group}/{event}/retry", DeadLetterOrdersGrpc.getRetryDeadLetterMethod()),
        post("/v1/dead-letters/{group}/{event}/discard", DeadLetterOrdersGrpc.getDiscardDeadLetterMethod()),
        post("/v1/persons/{person}/erase", PersonOrdersGrpc.getErasePersonMethod()),
        post("/v1/legal-holds/{held}/set", LegalHoldOrdersGrpc.getSetLegalHoldMethod()),
        post("/v1/legal-holds/{held}/lift", LegalHoldOrdersGrpc.getLiftLegalHoldMethod()));
  }

  private static Route order(String name, MethodDescriptor<? extends Message, ? extends Message> method) {
    return post(MIGRATION + "/" + name, method);
  }
}
