// SPDX-License-Identifier: Apache-2.0
package io.cmc.controller.adapter.hook;

import io.cmc.controller.port.Attendant;
import java.time.Duration;
import java.util.List;

/** Commands of the service's own configuration that stop and start participants. A plan cannot name any. */
public final class Hooks {

  private static final Duration LIMIT = Duration.ofMinutes(5);

  private Hooks() {}

  /**
   * @param stop the program and its arguments; {@code {participant}} and {@code {migration}} as an argument of their own stand for the
   *     names. No shell is involved. Empty: a person stops participants
   * @param start the same for starting
   */
  public static Attendant of(List<String> stop, List<String> start) {
    return new HookAttendant(new Hook(stop, LIMIT), new Hook(start, LIMIT));
  }
}
