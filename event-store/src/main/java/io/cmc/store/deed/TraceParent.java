// SPDX-License-Identifier: Apache-2.0
package io.cmc.store.deed;

import io.opentelemetry.api.trace.propagation.W3CTraceContextPropagator;
import io.opentelemetry.context.Context;
import io.opentelemetry.context.propagation.ContextPropagators;
import io.opentelemetry.context.propagation.TextMapGetter;
import java.util.HashMap;
import java.util.Map;

/** Which trace something belongs to, as the W3C's {@code traceparent}: so events carry it, and work that is done later. */
public final class TraceParent {

  public static final String KEY = "traceparent";

  private static final TextMapGetter<Map<String, String>> FROM_MAP = new TextMapGetter<>() {
    @Override public Iterable<String> keys(Map<String, String> carrier) {
      return carrier.keySet();
    }

    @Override public String get(Map<String, String> carrier, String key) {
      return carrier == null ? null : carrier.get(key);
    }
  };

  private TraceParent() {}

  /** By which traces come in with calls and go on with them. */
  public static ContextPropagators propagators() {
    return ContextPropagators.create(W3CTraceContextPropagator.getInstance());
  }

  /** Of what this thread is doing; empty where it is no part of a trace. */
  public static String current() {
    var carrier = new HashMap<String, String>();
    W3CTraceContextPropagator.getInstance().inject(Context.current(), carrier, Map::put);
    return carrier.getOrDefault(KEY, "");
  }

  /** To go on with what was begun there; with an empty or strange text a new trace begins. */
  public static Context within(String traceparent) {
    return W3CTraceContextPropagator.getInstance().extract(Context.root(), Map.of(KEY, traceparent), FROM_MAP);
  }
}
