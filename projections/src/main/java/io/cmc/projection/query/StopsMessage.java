// SPDX-License-Identifier: Apache-2.0
package io.cmc.projection.query;

import io.cmc.api.v1.Comparison;
import io.cmc.api.v1.Difference;
import io.cmc.api.v1.Exclusion;
import io.cmc.api.v1.MigrationStatus;
import io.cmc.api.v1.Panic;
import io.cmc.api.v1.PlanChange;
import io.cmc.api.v1.Waiver;
import io.cmc.projection.sight.View;
import io.cmc.projection.status.Departures;
import io.cmc.projection.status.Pauses;
import io.cmc.wire.PlanMessage;
import io.cmc.wire.ProtoTime;

/** Why a migration stands still, and where it departed from its plan, in the public contract's form. */
final class StopsMessage {

  private StopsMessage() {}

  static void put(MigrationStatus.Builder message, Pauses pauses, View view) {
    pauses.panic().ifPresent(p -> message.setPanic(Panic.newBuilder().setBy(p.by()).setReason(p.reason() == null ? "" : p.reason())
        .setSince(ProtoTime.of(p.since()))));
    pauses.comparing().ifPresent(c -> message.setComparison(Comparison.newBuilder().setRun(c.run()).setCause(c.cause().name())
        .setParticipants(c.total()).setPending(c.pending()).setSince(ProtoTime.of(c.since()))));
    pauses.differences().stream().filter(d -> view.names(d.node()) && (view.whole() || !d.node().isDomains())).forEach(d -> message.addDifferences(Difference.newBuilder()
        .setParticipant(d.node().isDomains() ? "" : d.node().value()).setRecorded(d.recorded()).setFound(d.found()).setForeign(d.foreign()).setAt(ProtoTime.of(d.at()))));
  }

  static void put(MigrationStatus.Builder message, Departures departures, View view) {
    departures.window().ifPresent(w -> message.setWindow(PlanMessage.of(w)));
    message.setFurtherPasses(departures.passes());
    departures.exclusions().stream().filter(e -> view.names(e.node())).forEach(e -> message.addExclusions(Exclusion.newBuilder().setParticipant(e.node().value())
        .setDecided(e.decided()).setProposedBy(e.proposed()).setAgreedBy(e.agreed().orElse("")).setShown(e.shown()).setAt(ProtoTime.of(e.at()))));
    departures.changes().stream().filter(c -> view.told(c.what()).equals(c.what())).forEach(c -> message.addChanges(PlanChange.newBuilder()
        .setWhat(c.what()).setBefore(c.before()).setAfter(c.after()).setBy(c.by()).setAt(ProtoTime.of(c.at()))));
    departures.waivers().stream().filter(w -> view.names(w.node())).forEach(w -> message.addWaivers(Waiver.newBuilder().setParticipant(w.node().isDomains() ? "" : w.node().value())
        .setCheck(w.check()).setBy(w.by()).setReason(w.reason()).setAt(ProtoTime.of(w.at()))));
  }
}
