// SPDX-License-Identifier: Apache-2.0
package io.cmc.rejection;

/** One result of a preflight check. */
public record Finding(String check, Severity severity, Problem problem) {

  /** The same, noted but not blocking. */
  public Finding waived() {
    return blocks() ? new Finding(check, Severity.WARN, problem) : this;
  }

  public boolean blocks() {
    return severity == Severity.BLOCK;
  }
}
