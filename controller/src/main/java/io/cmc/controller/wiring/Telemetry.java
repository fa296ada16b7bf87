// SPDX-License-Identifier: Apache-2.0
package io.cmc.controller.wiring;

import io.cmc.controller.work.StepTelemetry;
import io.cmc.store.deed.TraceParent;
import io.grpc.ClientInterceptor;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.grpc.MetricCollectingClientInterceptor;
import io.micrometer.core.instrument.composite.CompositeMeterRegistry;
import io.opentelemetry.api.OpenTelemetry;
import io.opentelemetry.instrumentation.grpc.v1_6.GrpcTelemetry;
import java.util.List;
import org.springframework.beans.factory.ObjectProvider;

/** What is measured and traced of the work on nodes. A trace that somebody began elsewhere is handed on even where none is kept here. */
record Telemetry(MeterRegistry meters, OpenTelemetry traces) {

  static Telemetry of(ObjectProvider<MeterRegistry> meters, ObjectProvider<OpenTelemetry> traces) {
    return new Telemetry(meters.getIfAvailable(CompositeMeterRegistry::new),
        traces.getIfAvailable(() -> OpenTelemetry.propagating(TraceParent.propagators())));
  }

  StepTelemetry steps() {
    return new StepTelemetry(meters, traces.getTracer("io.cmc.controller"));
  }

  /** On every call to a node. @param address of the node, a label of what is measured */
  List<ClientInterceptor> along(String address) {
    return List.of(GrpcTelemetry.create(traces).createClientInterceptor(),
        new MetricCollectingClientInterceptor(meters, counter -> counter.tag("node", address), timer -> timer.tag("node", address)));
  }
}
