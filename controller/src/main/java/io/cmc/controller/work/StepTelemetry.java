// SPDX-License-Identifier: Apache-2.0
package io.cmc.controller.work;

import io.cmc.controller.step.StepRun.Result;
import io.cmc.event.StepEvent.StepRequested;
import io.cmc.store.deed.TraceParent;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.StatusCode;
import io.opentelemetry.api.trace.Tracer;
import io.opentelemetry.context.Scope;
import java.util.Locale;

/** One span and one measurement for each time that a step is worked on; calls of nodes and events are within it. */
public final class StepTelemetry {

  private static final String TIMER = "migration.step";

  private final MeterRegistry meters;
  private final Tracer tracer;

  public StepTelemetry(MeterRegistry meters, Tracer tracer) {
    this.meters = meters;
    this.tracer = tracer;
  }

  Run begin(Lease lease, StepRequested request) {
    var step = word(request.assignment().step());
    var span = tracer.spanBuilder("step " + step).setParent(TraceParent.within(lease.origin().trace()))
        .setAttribute("migration", lease.migration()).setAttribute("participant", lease.node()).setAttribute("step", step)
        .setAttribute("attempt", lease.failures() + 1L).startSpan();
    return new Run(step, span);
  }

  /** What was not told when it is closed ended by a fault. */
  final class Run implements AutoCloseable {

    private final String step;
    private final Span span;
    private final Scope scope;
    private final Timer.Sample sample = Timer.start(meters);
    private String outcome = "fault";

    private Run(String step, Span span) {
      this.step = step;
      this.span = span;
      this.scope = span.makeCurrent();
    }

    void told(Result result) {
      told(word(result));
      if (result instanceof Result.Failed f) span.setStatus(StatusCode.ERROR, f.problem().code().name());
      if (result instanceof Result.Unknown u) span.setStatus(StatusCode.ERROR, u.problem().code().name());
    }

    void told(String how) {
      outcome = how;
    }

    @Override public void close() {
      scope.close();
      span.setAttribute("outcome", outcome).end();
      sample.stop(Timer.builder(TIMER).description("each time that a step was worked on").tag("step", step).tag("outcome", outcome).register(meters));
    }
  }

  private static String word(Result result) {
    return switch (result) {
      case Result.Reached r -> "reached";
      case Result.Later r -> "later";
      case Result.Failed r -> "failed";
      case Result.Unknown r -> "unknown";
      case Result.FencedOff r -> "fenced_off";
    };
  }

  /** As a label of a measurement. */
  static String word(Enum<?> value) {
    return value.name().toLowerCase(Locale.ROOT);
  }
}
