// SPDX-License-Identifier: Apache-2.0
package io.cmc.controller.adapter.backup;

import io.cmc.controller.port.NodeTrouble;
import io.cmc.rejection.Finding;
import io.cmc.rejection.Severity;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/** Tries things that a backup will need, and keeps as findings what would stop it. */
final class Checks {

  static final String TOOL = "backup-tool";
  static final String ROOM = "backup-room";
  static final String CREDENTIALS = "backup-credentials";

  private final List<Finding> findings = new ArrayList<>();

  void that(String name, Runnable check) {
    that(name, () -> {
      check.run();
      return true;
    });
  }

  <T> Optional<T> that(String name, Supplier<T> check) {
    try {
      return Optional.of(check.get());
    } catch (NodeTrouble trouble) {
      findings.add(new Finding(name, Severity.BLOCK, trouble.problem()));
      return Optional.empty();
    }
  }

  List<Finding> findings() {
    return List.copyOf(findings);
  }
}
