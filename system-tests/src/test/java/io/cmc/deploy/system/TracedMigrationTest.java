// SPDX-License-Identifier: Apache-2.0
package io.cmc.deploy.system;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.cmc.api.v1.MigrationOrdersGrpc;
import io.cmc.api.v1.MigrationState;
import io.cmc.api.v1.OrderContext;
import io.cmc.api.v1.StartMigrationRequest;
import io.grpc.Metadata;
import io.grpc.stub.MetadataUtils;
import io.opentelemetry.api.OpenTelemetry;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.api.trace.propagation.W3CTraceContextPropagator;
import io.opentelemetry.context.propagation.ContextPropagators;
import io.opentelemetry.sdk.OpenTelemetrySdk;
import io.opentelemetry.sdk.testing.exporter.InMemorySpanExporter;
import io.opentelemetry.sdk.trace.SdkTracerProvider;
import io.opentelemetry.sdk.trace.data.SpanData;
import io.opentelemetry.sdk.trace.export.SimpleSpanProcessor;
import java.nio.file.Path;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** A pipeline that traces itself orders a migration. */
class TracedMigrationTest {

  private static final String MIGRATION = "traced";
  private static final String TRACE = "4bf92f3577b34da6a3ce929d0e0e4736";
  private static final String PIPELINE = "00-" + TRACE + "-00f067aa0ba902b7-01";

  @RegisterExtension static final QuietLog LOG = QuietLog.except();

  @TempDir private Path folder;
  private final InMemorySpanExporter spans = InMemorySpanExporter.create();
  private Site site;
  private InProcess service;
  private Console console;

  @BeforeEach void a_migration_is_started_within_the_pipelines_trace() {
    site = Site.start(folder, network -> network.participants(1));
    var traces = OpenTelemetrySdk.builder().setPropagators(ContextPropagators.create(W3CTraceContextPropagator.getInstance()))
        .setTracerProvider(SdkTracerProvider.builder().addSpanProcessor(SimpleSpanProcessor.create(spans)).build()).build();
    service = InProcess.start(folder.resolve("service"), ServiceDatabase.create(), new String[0], OpenTelemetry.class, traces);
    console = service.console();
    console.must(site.planning(MIGRATION, "--hold-before", "disconnect"));
    console.must("plan", "check", site.file(MIGRATION).toString());
    start(console.awaitState(MIGRATION, MigrationState.PLANNED).getPlanHash());
    console.awaitState(MIGRATION, MigrationState.AT_GATE);
  }

  @AfterEach void close() {
    service.close();
    site.close();
  }

  @Test void its_trace_leads_from_the_order_over_the_steps_to_the_calls_of_nodes_and_into_the_events() {
    await("a look of the drain").untilAsserted(() -> assertThat(ofTheTrace()).extracting(SpanData::getName).contains("step drain"));
    assertThat(ofTheTrace()).filteredOn(s -> s.getKind() == SpanKind.SERVER).extracting(SpanData::getName)
        .containsExactly("cmc.api.v1.MigrationOrders/StartMigration");

    var lowering = ofTheTrace().stream().filter(s -> s.getName().equals("step lower_limits")).toList();
    var calls = ofTheTrace().stream().filter(s -> s.getName().endsWith("/UpdateResourceLimits")).toList();
    assertThat(calls).as("the node was told once").hasSameSizeAs(site.journal("UpdateResourceLimits")).hasSize(1);
    assertThat(calls.getFirst().getKind()).isEqualTo(SpanKind.CLIENT);
    assertThat(lowering).extracting(SpanData::getSpanId).contains(calls.getFirst().getParentSpanId());

    assertThat(kindsOfTheTrace()).contains("MigrationStarted", "StepRequested", "LimitsLowered", "DrainProved");
  }

  private List<SpanData> ofTheTrace() {
    return spans.getFinishedSpanItems().stream().filter(s -> s.getTraceId().equals(TRACE)).toList();
  }

  private List<String> kindsOfTheTrace() {
    return service.store().sql("select distinct kind from event_json where metadata ->> 'traceparent' like :trace").param("trace", "00-" + TRACE + "-%")
        .query(String.class).list();
  }

  private void start(String hash) {
    var headers = new Metadata();
    headers.put(Metadata.Key.of("traceparent", Metadata.ASCII_STRING_MARSHALLER), PIPELINE);
    MigrationOrdersGrpc.newBlockingStub(console.channel()).withInterceptors(MetadataUtils.newAttachHeadersInterceptor(headers))
        .startMigration(StartMigrationRequest.newBuilder().setMigration(MIGRATION).setPlanHash(hash)
            .setContext(OrderContext.newBuilder().setReason("a test").setIdempotencyKey(UUID.randomUUID().toString())).build());
  }
}
