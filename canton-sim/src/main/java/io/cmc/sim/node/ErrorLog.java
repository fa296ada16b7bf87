// SPDX-License-Identifier: Apache-2.0
package io.cmc.sim.node;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.UUID;

/** The errors a node remembers under the trace ids that its callers were given. */
public final class ErrorLog {

  private static final int KEPT = 100;
  private final Deque<Entry> entries = new ArrayDeque<>();
  private String pending = "";

  /** What was logged under a trace id. */
  public record Entry(String traceId, String message) {}

  /** A trace id and what the caller is told under it. */
  public record Described(String traceId, String description) {}

  /** Keeps the real cause for the next description. */
  synchronized void log(String cause) {
    pending = cause;
  }

  String describe(CantonFailure failure) {
    return describeWithTrace(failure).description();
  }

  public synchronized Described describeWithTrace(CantonFailure failure) {
    var trace = UUID.randomUUID().toString().replace("-", "");
    var correlation = trace.substring(0, 8);
    var message = failure.code() + "(" + failure.code().category() + "," + correlation + "): " + failure.getMessage();
    entries.addLast(new Entry(trace, pending.isEmpty() ? message : message + " " + pending));
    pending = "";
    if (entries.size() > KEPT) entries.removeFirst();
    return new Described(trace, failure.description(correlation, trace));
  }

  public synchronized List<Entry> last() {
    return List.copyOf(entries);
  }
}
