// SPDX-License-Identifier: Apache-2.0
package io.cmc.controller.work;

import io.cmc.controller.step.StepRun.Result;
import io.cmc.event.StepEvent.StepRequested;
import io.cmc.store.deed.TraceParent;
import io.cmc.store.log.About;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.StatusCode;
import io.opentelemetry.api.trace.Tracer;
import io.opentelemetry.context.Context;
import io.opentelemetry.context.Scope;
import java.util.Locale;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.event.Level;

/** One span, one measurement and one line of the log for each time that a step is worked on; calls of nodes and events are within it. */
public final class StepTelemetry {

  private static final Logger LOG = LoggerFactory.getLogger(StepTelemetry.class);
  private static final String TIMER = "migration.step";
  /** Told many times while a step waits. */
  private static final String LATER = "later";

  private final MeterRegistry meters;
  private final Tracer tracer;

  public StepTelemetry(MeterRegistry meters, Tracer tracer) {
    this.meters = meters;
    this.tracer = tracer;
  }

  Run begin(Lease lease, StepRequested request) {
    var step = word(request.assignment().step());
    var attempt = lease.failures() + 1L;
    var span = tracer.spanBuilder("step " + step).setParent(TraceParent.within(lease.origin().trace()))
        .setAttribute("migration", lease.migration()).setAttribute("participant", lease.node()).setAttribute("step", step)
        .setAttribute("attempt", attempt).startSpan();
    var run = new Run(step, span);
    run.lines.with(About.STEP, step).with(About.ATTEMPT, "" + attempt).with(About.REQUEST, request.request().value());
    return run;
  }

  /** What was not told when it is closed ended by a fault. */
  final class Run implements AutoCloseable {

    private final String step;
    private final Span span;
    private final Scope scope;
    private final About lines;
    private final Timer.Sample sample = Timer.start(meters);
    private String outcome = "fault";

    private Run(String step, Span span) {
      this.step = step;
      this.span = span;
      this.scope = span.makeCurrent();
      this.lines = About.here().trace(Context.current());
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
      LOG.atLevel(outcome.equals(LATER) ? Level.DEBUG : Level.INFO).log("step {} ended: {}", step, outcome);
      lines.close();
      scope.close();
      span.setAttribute("outcome", outcome).end();
      sample.stop(Timer.builder(TIMER).description("each time that a step was worked on").tag("step", step).tag("outcome", outcome).register(meters));
    }
  }

  private static String word(Result result) {
    return switch (result) {
      case Result.Reached r -> "reached";
      case Result.Later r -> LATER;
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
