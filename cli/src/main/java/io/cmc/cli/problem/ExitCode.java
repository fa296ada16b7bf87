// SPDX-License-Identifier: Apache-2.0
package io.cmc.cli.problem;

/** What the number means that a verb ends with. Numbers are never reused. */
public enum ExitCode {
  OK(0, "done, or what was asked for is printed"),
  UNEXPECTED(1, "a fault of ours"),
  USAGE(2, "arguments or a file that cannot be understood; nothing was asked of the service"),
  REFUSED(3, "the service refused; nothing was changed"),
  NOT_FOUND(4, "no such migration or participant"),
  UNREACHABLE(5, "the service did not answer"),
  BLOCKED(6, "a check blocks"),
  NEEDS_A_PERSON(7, "the migration was followed and now waits for a person: held, at a gate or parked"),
  ABORTED(8, "the migration was followed and has been aborted"),
  TIMED_OUT(9, "what was waited for did not happen in time"),
  RESTORED(10, "the migration was followed, and all are back on the source by their databases"),
  NOT_LET_IN(11, "there is no token, or the service does not accept it; nothing was changed"),
  TAMPERED(20, "verified: something is not as it was sealed; the first such event is named"),
  UNPROVED(21, "verified: nothing is wrong, but no trusted key stands behind it, or the last events are not signed yet");

  private final int number;
  private final String meaning;

  ExitCode(int number, String meaning) {
    this.number = number;
    this.meaning = meaning;
  }

  public int number() {
    return number;
  }

  public String meaning() {
    return meaning;
  }
}
