// SPDX-License-Identifier: Apache-2.0
package io.cmc.api.v1.client;

import static java.util.stream.Collectors.groupingBy;

import io.cmc.api.v1.Finding;
import io.cmc.api.v1.MigrationStatus;
import io.cmc.api.v1.ParticipantStatus;
import io.cmc.api.v1.Ping;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Puts a status together of one that is known and an answer that tells what has changed since. */
public final class StatusChanges {

  private StatusChanges() {}

  /**
   * The status as a question for all of it would have been answered.
   *
   * @param known whose revision was asked about, all of it; not looked at where the answer tells all
   * @throws IllegalArgumentException where the answer builds on another revision, or what is known tells only changes
   */
  public static MigrationStatus over(MigrationStatus known, MigrationStatus answer) {
    if (answer.getChangedSince().isEmpty()) return answer;
    if (!answer.getChangedSince().equals(known.getRevision()) || !known.getChangedSince().isEmpty()) {
      throw new IllegalArgumentException("expected changes since " + known.getRevision() + ", found changes since " + answer.getChangedSince());
    }
    var told = parts(known);
    told.putAll(parts(answer));
    var whole = answer.toBuilder().clearChangedSince().clearParticipants().clearPings().clearFindings();
    answer.getFindingsList().stream().filter(f -> !told.containsKey(f.getProblem().getNode())).forEach(whole::addFindings);
    told.values().forEach(part -> part.into(whole));
    return whole.build();
  }

  /** What is told of one participant. */
  private record Part(ParticipantStatus participant, List<Ping> pings, List<Finding> findings) {

    void into(MigrationStatus.Builder status) {
      status.addParticipants(participant).addAllPings(pings).addAllFindings(findings);
    }
  }

  private static Map<String, Part> parts(MigrationStatus status) {
    var pings = status.getPingsList().stream().collect(groupingBy(Ping::getFrom));
    var findings = status.getFindingsList().stream().collect(groupingBy(f -> f.getProblem().getNode()));
    var parts = new TreeMap<String, Part>();
    status.getParticipantsList().forEach(p -> parts.put(p.getName(),
        new Part(p, pings.getOrDefault(p.getName(), List.of()), findings.getOrDefault(p.getName(), List.of()))));
    return parts;
  }
}
