// SPDX-License-Identifier: Apache-2.0
package io.cmc.deploy.system;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;
import static org.awaitility.Awaitility.await;

import io.cmc.api.v1.AuditEntry;
import io.cmc.api.v1.GetStatusRequest;
import io.cmc.api.v1.ListPersonsRequest;
import io.cmc.api.v1.MigrationOrder;
import io.cmc.api.v1.MigrationOrdersGrpc;
import io.cmc.api.v1.MigrationQueriesGrpc;
import io.cmc.api.v1.MigrationState;
import io.cmc.api.v1.OrderContext;
import io.cmc.api.v1.PersonsGrpc;
import io.cmc.api.v1.ReadAuditRequest;
import io.cmc.api.v1.StartMigrationRequest;
import io.cmc.deploy.security.BearerToken;
import io.cmc.wire.CallerHeader;
import io.grpc.ManagedChannel;
import io.grpc.Metadata;
import io.grpc.netty.NettyChannelBuilder;
import io.grpc.stub.MetadataUtils;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** Somebody steers a migration, and is forgotten when it has ended. */
class ErasedPersonTest {

  private static final String CANARY = "kanarienvogel";
  private static final String MIGRATION = "forgotten-person";

  @RegisterExtension static final QuietLog LOG = QuietLog.except();

  @TempDir private Path folder;
  private final String database = ServiceDatabase.create();
  private Site site;
  private InProcess service;
  private Console console;
  private ManagedChannel canary;

  @BeforeEach void canary_starts_a_migration_and_holds_it() {
    site = Site.start(folder, network -> network.participants(1));
    service = InProcess.start(folder.resolve("service"), database, new String[] {"--cmc.checkpoints.every=1s"});
    console = service.console();
    canary = channelOfCanary();
    console.must(site.planning(MIGRATION, "--hold-before", "disconnect"));
    console.must("plan", "check", site.file(MIGRATION).toString());
    var hash = console.awaitState(MIGRATION, MigrationState.PLANNED).getPlanHash();
    orders().startMigration(StartMigrationRequest.newBuilder().setMigration(MIGRATION).setPlanHash(hash).setContext(context()).build());
    console.awaitState(MIGRATION, MigrationState.AT_GATE);
    orders().holdMigration(order());
    assertThatThrownBy(() -> orders().retireSource(order())).hasMessageContaining("WRONG_PHASE");
  }

  @AfterEach void close() {
    canary.shutdownNow();
    service.close();
    site.close();
  }

  @Test void a_name_is_shown_until_it_is_erased_and_then_no_byte_of_it_is_left_and_the_chain_proves() {
    var held = console.awaitState(MIGRATION, MigrationState.HELD);
    assertThat(held.toString()).contains("held by " + CANARY);
    assertThat(queries().getStatus(GetStatusRequest.newBuilder().setMigration(MIGRATION).build()).toString()).contains(CANARY);
    await("the trail").untilAsserted(() -> assertThat(deeds()).extracting(AuditEntry::getKind).contains("MigrationStarted", "MigrationHeld", "OrderRefused"));
    var id = deeds().getFirst().getActorId();
    assertThat(deeds()).extracting(AuditEntry::getActorSubject, AuditEntry::getActor).containsOnly(tuple("local-admin/" + CANARY, CANARY + " (local-admin/" + CANARY + ")"));
    assertThat(console.cmc("person", "erase", id, "--reason", "asked for it").err()).contains("PERSON_ACTS");

    orders().abortMigration(order());
    console.awaitState(MIGRATION, MigrationState.ABORTED);
    await("the log of reads").untilAsserted(() -> assertThat(tablesWith(id)).contains("read_log", "audit_entry", "domain_event_entry"));
    assertThat(tablesWith(CANARY)).as("the only place of a name").containsExactly("person");
    assertThat(console.cmc("person", "erase", id, "--reason", "Kanarienvogel asked for it").err()).contains("does not name the person");

    console.must("person", "erase", id, "--reason", "asked for it", "--ticket", "DSR-7");

    assertThat(tablesWith(CANARY)).isEmpty();
    console.must("replay", "audit");
    assertThat(tablesWith(CANARY)).isEmpty();
    assertThat(console.must("audit", MIGRATION).out()).contains("erased person " + id + ": ").doesNotContain(CANARY);
    assertThat(console.must("audit", "@service", "--kind", "PersonErased").out()).contains("who erased person " + id + " is", "DSR-7");
    assertThat(console.status(MIGRATION).orElseThrow().toString()).doesNotContain(CANARY);
    assertThat(console.cmc("person", "erase", id, "--reason", "once more").err()).contains("PERSON_NOT_FOUND");
    assertThat(console.must("verify", "--live", "--trust", key()).out()).startsWith("PROVED");
  }

  @Test void whoever_comes_again_is_somebody_new() {
    var before = await("the trail").until(this::deeds, deeds -> !deeds.isEmpty()).getFirst().getActorId();
    orders().abortMigration(order());
    console.awaitState(MIGRATION, MigrationState.ABORTED);
    console.must("person", "erase", before, "--reason", "asked for it");

    queries().getStatus(GetStatusRequest.newBuilder().setMigration(MIGRATION).build());

    var known = PersonsGrpc.newBlockingStub(console.channel()).listPersons(ListPersonsRequest.newBuilder().setText(CANARY).build()).getPersonsList();
    assertThat(known).singleElement().satisfies(p -> assertThat(p.getId()).isNotEqualTo(before));
    assertThat(deeds()).as("nobody knows that they are the same").isEmpty();
  }

  private List<AuditEntry> deeds() {
    return MigrationQueriesGrpc.newBlockingStub(console.channel()).readAudit(ReadAuditRequest.newBuilder().setActor(CANARY).setLimit(1000).build())
        .getEntriesList();
  }

  /** Tables in which it stands, as text or as bytes. */
  private List<String> tablesWith(String text) {
    var owner = Site.sql(database);
    var bytes = HexFormat.of().formatHex(text.getBytes(StandardCharsets.UTF_8));
    return owner.sql("select table_name from information_schema.tables where table_schema = 'public' and table_type = 'BASE TABLE' order by 1")
        .query(String.class).list().stream().filter(table -> owner.sql("select exists (select 1 from \"" + table
            + "\" t where t::text ilike '%' || :text || '%' or t::text like '%' || :bytes || '%')").param("text", text).param("bytes", bytes)
            .query(Boolean.class).single()).toList();
  }

  private String key() {
    return await("the public key beside the store").until(() -> {
      try (var files = Files.list(folder.resolve("service/checkpoints"))) {
        return files.map(Path::toString).filter(f -> f.contains("key-")).toList();
      }
    }, keys -> !keys.isEmpty()).getFirst();
  }

  private MigrationOrdersGrpc.MigrationOrdersBlockingStub orders() {
    return MigrationOrdersGrpc.newBlockingStub(canary);
  }

  private MigrationQueriesGrpc.MigrationQueriesBlockingStub queries() {
    return MigrationQueriesGrpc.newBlockingStub(canary);
  }

  /** With the token of the service, and named otherwise than whoever runs this test. */
  private ManagedChannel channelOfCanary() {
    var headers = new Metadata();
    headers.put(CallerHeader.OS_USER, CANARY);
    return NettyChannelBuilder.forTarget(console.channel().authority()).usePlaintext()
        .intercept(MetadataUtils.newAttachHeadersInterceptor(headers), BearerToken.in(folder.resolve("service"))).build(); // the last one is asked first
  }

  private static MigrationOrder order() {
    return MigrationOrder.newBuilder().setMigration(MIGRATION).setContext(context()).build();
  }

  private static OrderContext context() {
    return OrderContext.newBuilder().setReason("a test").setIdempotencyKey(UUID.randomUUID().toString()).build();
  }
}
