// SPDX-License-Identifier: Apache-2.0
package io.cmc.projection.query;

import io.cmc.api.v1.Finding;
import io.cmc.api.v1.MigrationStatus;
import io.cmc.projection.query.Parts.Now;
import java.util.Iterator;
import java.util.List;
import java.util.function.Predicate;
import java.util.stream.Stream;

/**
 * Where all may be seen. Parts in which a person is named are told each time: the name may be another one.
 *
 * @param outline all but the participants
 * @param named participants with a person in them, and what was found on them
 */
record OpenAnswer(Now now, MigrationStatus outline, MigrationStatus named) implements StatusAnswer {

  /** @param outline all but the participants, with ids of people */
  static OpenAnswer of(Now now, MigrationStatus outline, Faces faces) {
    var people = outline.toBuilder();
    now.parts().stream().filter(part -> !part.bare()).forEach(part -> people.addParticipants(part.participant()).addAllFindings(part.findings()));
    var named = faces.in(people.build());
    var domains = named.getFindingsList().subList(0, outline.getFindingsCount());
    var theirs = named.getFindingsList().subList(domains.size(), named.getFindingsCount());
    return new OpenAnswer(now, named.toBuilder().clearParticipants().clearFindings().addAllFindings(domains).build(),
        MigrationStatus.newBuilder().addAllParticipants(named.getParticipantsList()).addAllFindings(theirs).build());
  }

  @Override public MigrationStatus whole() {
    return told(_ -> true).build();
  }

  @Override public MigrationStatus since(String revision) {
    var known = now.revision().known(revision);
    return known < 0 ? whole() : told(part -> part.number() > known).setChangedSince(revision).build();
  }

  @Override public long asOf() {
    return outline.getAsOfPosition();
  }

  private MigrationStatus.Builder told(Predicate<Part> changed) {
    var message = outline.toBuilder().setRevision(now.revision().toString());
    var people = named.getParticipantsList().iterator();
    var found = named.getFindingsList().iterator();
    for (var part : now.parts()) {
      if (!part.bare()) message.addParticipants(people.next()).addAllPings(part.pings()).addAllFindings(next(found, part.findings().size()));
      else if (changed.test(part)) message.addParticipants(part.participant()).addAllPings(part.pings()).addAllFindings(part.findings());
    }
    return message;
  }

  private static List<Finding> next(Iterator<Finding> findings, int count) {
    return Stream.generate(findings::next).limit(count).toList();
  }
}
