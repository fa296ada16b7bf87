// SPDX-License-Identifier: Apache-2.0
package io.cmc.controller.survey;

import io.cmc.controller.step.Together;
import io.cmc.id.SynchronizerAlias;
import io.cmc.id.SynchronizerId;
import io.cmc.rejection.ProblemCode;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * An alias for the target that no participant has used. A refused attempt can bind an alias for ever without a trace in any list
 * (docs/canton.md), so the alias that is chosen here carries the migration's name, which is never used twice.
 */
record AliasChoice(DraftPlan draft, List<ParticipantView> participants, Together together, Findings findings) {

  private static final int TRIES = 20;

  Optional<SynchronizerAlias> forTarget(SynchronizerId target) {
    requireUnknown(target);
    if (draft.target().alias().isPresent()) return draft.target().alias().filter(this::fresh);
    var name = target.value().substring(0, target.value().indexOf("::")) + "-" + draft.migration();
    var alias = Stream.concat(Stream.of(name), IntStream.range(2, TRIES).mapToObj(n -> name + "-" + n))
        .map(SynchronizerAlias::new).filter(one -> knownBy(one).isEmpty()).findFirst();
    if (alias.isEmpty()) findings.block("target-alias", ProblemCode.PLAN_NOT_RESOLVED, "a fresh alias like " + name, "all taken");
    alias.ifPresent(chosen -> findings.note("target-alias", "an alias for the target", chosen + ", chosen because no participant knows it"));
    return alias;
  }

  private boolean fresh(SynchronizerAlias alias) {
    var known = knownBy(alias);
    if (!known.isEmpty()) findings.block("target-alias-fresh", ProblemCode.ALIAS_TAKEN, alias + " to be unknown", "known by " + known);
    return known.isEmpty();
  }

  private void requireUnknown(SynchronizerId target) {
    participants.forEach(p -> p.aliasOf(target).filter(alias -> !alias.equals(draft.source().alias())).ifPresent(alias -> findings.block(
        "target-not-known", ProblemCode.TARGET_KNOWN, target + " to be unknown at " + p.draft().name(), "it is known as " + alias)));
  }

  private List<String> knownBy(SynchronizerAlias alias) {
    return together.ask(participants, p -> p.knows(alias) ? Optional.of(p.draft().name().value()) : Optional.<String>empty()).stream()
        .flatMap(Optional::stream).toList();
  }
}
