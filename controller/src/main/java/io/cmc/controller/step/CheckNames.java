// SPDX-License-Identifier: Apache-2.0
package io.cmc.controller.step;

import io.cmc.rejection.Severity;
import java.util.Arrays;
import java.util.List;

/** Names of the checks, as findings have them. */
public final class CheckNames {
  private CheckNames() {}

  /** Of those that block; a plan may allow them to be waived. */
  public static List<String> blocking() {
    return Arrays.stream(Check.values()).filter(c -> c.severity() == Severity.BLOCK).map(Check::title).toList();
  }
}
