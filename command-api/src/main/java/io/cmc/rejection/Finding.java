// SPDX-License-Identifier: Apache-2.0
package io.cmc.rejection;

/** One result of a preflight check. */
public record Finding(String check, Severity severity, Problem problem) {

  public boolean blocks() {
    return severity == Severity.BLOCK;
  }
}
