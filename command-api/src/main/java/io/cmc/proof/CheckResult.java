// SPDX-License-Identifier: Apache-2.0
package io.cmc.proof;

import io.cmc.rejection.Finding;
import java.util.List;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.Map;

/** What a preflight check found on one node, and the facts it read on the way. */
public record CheckResult(List<Finding> findings, SortedMap<String, String> facts) {

  public CheckResult {
    findings = List.copyOf(findings);
  }

  public static CheckResult of(List<Finding> findings, Map<String, String> facts) {
    return new CheckResult(findings, new TreeMap<>(facts));
  }

  /** As this, but that checks of these names do not block. */
  public CheckResult waiving(Set<String> checks) {
    return new CheckResult(findings.stream().map(f -> checks.contains(f.check()) ? f.waived() : f).toList(), facts);
  }

  public boolean passes() {
    return findings.stream().noneMatch(Finding::blocks);
  }
}
