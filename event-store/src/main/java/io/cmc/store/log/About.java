// SPDX-License-Identifier: Apache-2.0
package io.cmc.store.log;

import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanContext;
import io.opentelemetry.context.Context;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.slf4j.MDC;

/**
 * What the lines are about that this thread logs while something is worked on. Closed by the thread that made it, which puts back what was
 * there before, so that scopes may stand in one another and a thread of a pool takes nothing along. Who lets another thread do a part of
 * it {@link #carried carries} it there.
 */
public final class About implements AutoCloseable {

  public static final String MIGRATION = "migration";
  public static final String PARTICIPANT = "participant";
  /** Kind of a step; with it its {@link #ATTEMPT}, from 1, and the {@link #REQUEST} that it is done for. */
  public static final String STEP = "step";
  public static final String ATTEMPT = "attempt";
  public static final String REQUEST = "request";
  /** Id of the order that set it in motion. */
  public static final String CORRELATION = "correlation";
  /** Service and method of a call that is answered. */
  public static final String CALL = "call";
  /** Id of the person or service that ordered or asked. */
  public static final String ACTOR = "actor";
  /** As the Elastic Common Schema names them. */
  public static final String TRACE = "trace.id";
  public static final String SPAN = "span.id";

  private static final int MOST = 200;

  private final Map<String, String> before;

  private About(Map<String, String> before) {
    this.before = before;
  }

  /** Of what there is already, until more is said. */
  public static About here() {
    return new About(now());
  }

  /** @param participant empty: the migration as a whole, or its domains */
  public About migration(String migration, String participant) {
    return with(MIGRATION, migration).with(PARTICIPANT, participant);
  }

  /** @param value cut after 200 characters; empty: nothing is known of it */
  public About with(String field, String value) {
    if (value.isEmpty()) MDC.remove(field);
    else MDC.put(field, value.length() > MOST ? value.substring(0, MOST) : value);
    return this;
  }

  /** The trace that a context is part of; what was said of one before stays where it is part of none. */
  public About trace(Context context) {
    var span = Span.fromContext(context).getSpanContext();
    return span.isValid() ? with(span) : this;
  }

  private About with(SpanContext span) {
    return with(TRACE, span.getTraceId()).with(SPAN, span.getSpanId());
  }

  /** For another thread to do, whose lines are about the same meanwhile. */
  public static <T> Callable<T> carried(Callable<T> part) {
    var here = now();
    return () -> {
      try (var there = here()) {
        MDC.setContextMap(here);
        return part.call();
      }
    };
  }

  private static Map<String, String> now() {
    return Optional.ofNullable(MDC.getCopyOfContextMap()).orElse(Map.of());
  }

  @Override public void close() {
    MDC.setContextMap(before);
  }
}
