// SPDX-License-Identifier: Apache-2.0
package io.cmc.deploy.trace;

import io.cmc.deploy.ServiceSettings.Traces;
import io.cmc.store.deed.TraceParent;
import io.opentelemetry.api.OpenTelemetry;
import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.exporter.otlp.http.trace.OtlpHttpSpanExporter;
import io.opentelemetry.sdk.OpenTelemetrySdk;
import io.opentelemetry.sdk.resources.Resource;
import io.opentelemetry.sdk.trace.SdkTracerProvider;
import io.opentelemetry.sdk.trace.export.BatchSpanProcessor;
import io.opentelemetry.sdk.trace.samplers.Sampler;
import java.util.UUID;

/** Spans sent to a collector in batches, beside whatever is done; one that is away loses spans and disturbs nobody. */
final class Collected {

  private static final AttributeKey<String> SERVICE = AttributeKey.stringKey("service.name");
  private static final AttributeKey<String> INSTANCE = AttributeKey.stringKey("service.instance.id");

  private Collected() {}

  static OpenTelemetry by(Traces settings) {
    var spans = SdkTracerProvider.builder().setResource(resource()).setSampler(Sampler.parentBased(Sampler.traceIdRatioBased(settings.share())))
        .addSpanProcessor(BatchSpanProcessor.builder(OtlpHttpSpanExporter.builder().setEndpoint(settings.endpoint()).build()).build()).build();
    return OpenTelemetrySdk.builder().setTracerProvider(spans)
        .setPropagators(TraceParent.propagators()).build();
  }

  private static Resource resource() {
    return Resource.getDefault().merge(Resource.create(Attributes.of(SERVICE, "canton-migration-controller", INSTANCE, UUID.randomUUID().toString())));
  }
}
