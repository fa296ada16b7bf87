// SPDX-License-Identifier: Apache-2.0
package io.cmc.controller.wiring;

import com.github.kagkarlsson.scheduler.task.ExecutionComplete;
import com.github.kagkarlsson.scheduler.task.ExecutionContext;
import com.github.kagkarlsson.scheduler.task.ExecutionOperations;
import com.github.kagkarlsson.scheduler.task.TaskInstance;
import com.github.kagkarlsson.scheduler.task.helper.OneTimeTask;
import java.time.Duration;
import java.util.function.Supplier;
import org.axonframework.deadline.dbscheduler.DbSchedulerDeadlineManager;
import org.axonframework.deadline.dbscheduler.DbSchedulerHumanReadableDeadlineDetails;

/**
 * The framework's timer, tried again soon when it fails: after a second, then after twice as long each time, up to five minutes, until it succeeds.
 * Left alone it would be tried after five minutes for the first time, and a migration whose soak time is over would stand for as long.
 */
final class RetriedTimer extends OneTimeTask<DbSchedulerHumanReadableDeadlineDetails> {

  private static final Duration FIRST = Duration.ofSeconds(1);
  private static final Duration LONGEST = Duration.ofMinutes(5);
  private static final int DOUBLED_AT_MOST = 9;
  private final OneTimeTask<DbSchedulerHumanReadableDeadlineDetails> timer;

  private RetriedTimer(OneTimeTask<DbSchedulerHumanReadableDeadlineDetails> timer) {
    super(timer.getName(), timer.getDataClass(), RetriedTimer::again);
    this.timer = timer;
  }

  /** @param deadlines asked at the first timer, when all of it is there */
  static RetriedTimer of(Supplier<DbSchedulerDeadlineManager> deadlines) {
    return new RetriedTimer((OneTimeTask<DbSchedulerHumanReadableDeadlineDetails>) DbSchedulerDeadlineManager.humanReadableTask(deadlines));
  }

  @Override public void executeOnce(TaskInstance<DbSchedulerHumanReadableDeadlineDetails> instance, ExecutionContext context) {
    timer.executeOnce(instance, context);
  }

  private static void again(ExecutionComplete failed, ExecutionOperations<DbSchedulerHumanReadableDeadlineDetails> timers) {
    timers.reschedule(failed, failed.getTimeDone().plus(pause(failed.getExecution().consecutiveFailures)));
  }

  /** @param before how often it has failed in a row before this time */
  static Duration pause(int before) {
    var pause = FIRST.multipliedBy(1L << Math.min(before, DOUBLED_AT_MOST));
    return pause.compareTo(LONGEST) < 0 ? pause : LONGEST;
  }
}
