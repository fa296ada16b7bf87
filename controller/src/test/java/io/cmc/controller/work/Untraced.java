// SPDX-License-Identifier: Apache-2.0
package io.cmc.controller.work;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.opentelemetry.api.OpenTelemetry;

/** Steps that nobody measures. */
final class Untraced {

  static final StepTelemetry STEPS = new StepTelemetry(new SimpleMeterRegistry(), OpenTelemetry.noop().getTracer("none"));

  private Untraced() {}
}
