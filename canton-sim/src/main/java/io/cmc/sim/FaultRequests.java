// SPDX-License-Identifier: Apache-2.0
package io.cmc.sim;

import com.google.protobuf.Duration;
import io.cmc.sim.fault.Fault;
import io.cmc.sim.fault.Faults;
import io.cmc.sim.fault.Injected;
import io.cmc.sim.fault.Phase;
import io.cmc.sim.v1.Failure;
import io.cmc.sim.v1.InjectFaultRequest;
import io.grpc.Status;

/** Faults as the control service is asked for them. */
final class FaultRequests {

  private FaultRequests() {}

  static Injected inject(Faults faults, InjectFaultRequest r) {
    return switch (r.getFaultCase()) {
      case FAIL_BEFORE -> call(faults, r, new Fault.FailBefore(code(r.getFailBefore()), r.getFailBefore().getDescription()));
      case FAIL_AFTER -> call(faults, r, new Fault.FailAfter(code(r.getFailAfter()), r.getFailAfter().getDescription()));
      case DELAY -> call(faults, r, new Fault.Delay(time(r.getDelay())));
      case HANG_BEFORE -> call(faults, r, new Fault.HangBefore());
      case HANG_AFTER -> call(faults, r, new Fault.HangAfter());
      case DROP_REPLY -> call(faults, r, new Fault.DropReply());
      case ANSWER_LATE -> call(faults, r, new Fault.AnswerLate(time(r.getAnswerLate())));
      case LIE -> call(faults, r, new Fault.Lie(r.getLie()));
      case HANG_AT_PHASE -> faults.atPhase(r.getNode(), Phase.valueOf(r.getHangAtPhase()), new Fault.HangAtPhase());
      case CRASH_AT_PHASE -> faults.atPhase(r.getNode(), Phase.valueOf(r.getCrashAtPhase()), new Fault.CrashAtPhase());
      case RESTART_AT_PHASE -> faults.atPhase(r.getNode(), Phase.valueOf(r.getRestartAtPhase()), new Fault.RestartAtPhase());
      case DATABASE_TROUBLE -> faults.databaseTrouble(r.getNode());
      case FAULT_NOT_SET -> throw new IllegalArgumentException("expected a fault, but found none");
    };
  }

  private static Injected call(Faults faults, InjectFaultRequest r, Fault fault) {
    if (r.getMethod().isEmpty()) throw new IllegalArgumentException("expected a method, but found none");
    var times = r.getTimes() == 0 ? 1 : r.getTimes() < 0 ? Integer.MAX_VALUE : r.getTimes();
    return faults.inject(r.getNode(), r.getMethod(), fault, times);
  }

  private static Status.Code code(Failure failure) {
    return Status.Code.valueOf(failure.getCode());
  }

  private static java.time.Duration time(Duration d) {
    return java.time.Duration.ofSeconds(d.getSeconds(), d.getNanos());
  }
}
