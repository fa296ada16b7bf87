// SPDX-License-Identifier: Apache-2.0
package io.cmc.benchmarks;

import org.flowable.engine.delegate.DelegateExecution;
import org.flowable.engine.delegate.JavaDelegate;

/** A step whose node answers at once: what came of it is a variable. Public because the engine makes it. */
public final class FlowableStep implements JavaDelegate {

  @Override public void execute(DelegateExecution execution) {
    execution.setVariable(execution.getCurrentActivityId(), "limits of 500 and 200, burst 0.5");
  }
}
