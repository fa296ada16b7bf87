// SPDX-License-Identifier: Apache-2.0
package io.cmc.controller.adapter.canton2;

import io.cmc.controller.port.NodeTrouble.Kind;
import io.cmc.rejection.ProblemCode;
import io.grpc.Status;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * One row of {@link Rules}: what a failed call means.
 *
 * @param effects calls it speaks of
 * @param codes gRPC codes
 * @param id pattern of the whole error id; empty matches only failures without one
 * @param text pattern found in the node's words; {@code {source}} and {@code {target}} stand for the aliases of the call
 */
record Rule(Set<Effect> effects, Set<Status.Code> codes, String id, String text, Kind kind, ProblemCode problem) {

  boolean fits(Call<?, ?> call, Signal signal) {
    return effects.contains(call.effect()) && codes.contains(signal.code()) && signal.id().matches(id)
        && Pattern.compile(withAliases(call.aliases()), Pattern.CASE_INSENSITIVE).matcher(signal.text()).find();
  }

  private String withAliases(Map<String, String> aliases) {
    var pattern = text;
    for (var alias : aliases.entrySet()) {
      pattern = pattern.replace("{" + alias.getKey() + "}", Pattern.quote("'" + alias.getValue() + "'"));
    }
    // a placeholder that the call does not fill names nothing
    return pattern.replace("{source}", "(?!)").replace("{target}", "(?!)");
  }
}
