// SPDX-License-Identifier: Apache-2.0
package io.cmc.controller.adapter.canton2;

import io.cmc.controller.port.DomainEntrance;
import io.cmc.controller.port.DomainNode;
import io.cmc.controller.port.LedgerNode;
import io.cmc.controller.port.NodeTrouble;
import io.cmc.controller.port.NodeTrouble.Kind;
import io.cmc.controller.port.Nodes;
import io.cmc.controller.port.ParticipantNode;
import io.cmc.id.NodeUid;
import io.cmc.controller.secrecy.HeldPem;
import io.cmc.controller.secrecy.SecretReader;
import io.cmc.plan.Endpoint;
import io.cmc.plan.ParticipantPlan;
import io.cmc.plan.TargetDomain;
import io.cmc.plan.Tls;
import io.cmc.rejection.Problem;
import io.cmc.rejection.ProblemCode;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Function;

/**
 * Canton 2.8, 2.9 and 2.10 nodes by gRPC. Connections are opened by the first call, shared by everybody who names the same address
 * and TLS files, kept alive during calls only, dropped after five idle minutes, and made anew when their TLS files change. What is handed out is thread-safe and costs
 * nothing. Everything handed out is dead after {@link #close}.
 *
 * <p>Interrupting a calling thread ends its waiting with {@link NodeTrouble} (OUTCOME_UNKNOWN where the call changes something) and
 * leaves the connection in order; the node goes on with the call.
 */
public final class GrpcNodes implements Nodes, AutoCloseable {

  private final Deadlines deadlines;
  private final SecretReader secrets;
  private final Lines lines;

  public GrpcNodes(Deadlines deadlines, SecretReader secrets) {
    this(deadlines, secrets, Callers.alone("cmc"));
  }

  public GrpcNodes(Deadlines deadlines, SecretReader secrets, Callers callers) {
    this.deadlines = deadlines;
    this.secrets = secrets;
    this.lines = new Lines(callers);
  }

  @Override public ParticipantNode participant(ParticipantPlan participant) {
    return participant(participant.admin(), Optional.of(participant.uid()));
  }

  @Override public ParticipantNode unknownParticipant(Endpoint admin) {
    return participant(admin, Optional.empty());
  }

  private ParticipantNode participant(Endpoint admin, Optional<NodeUid> expected) {
    return new CantonParticipant(new Pinned(link(admin, Where.admin(admin.address())), expected, Identity::atAdmin));
  }

  /** @throws NodeTrouble when the plan names no ledger API of this participant */
  @Override public LedgerNode ledger(ParticipantPlan participant) {
    var ledger = participant.ledger().orElseThrow(() -> new NodeTrouble(Kind.PERMANENT,
        Problem.of(ProblemCode.CONTRACTS_NOT_COMPARED, "the ledger API of " + participant.name(), "none in the plan"), null));
    return new CantonLedger(
        new Pinned(link(ledger, Where.ledger(ledger.address())), Optional.of(participant.uid()), Identity::atLedger));
  }

  @Override public DomainNode domain(Endpoint admin) {
    return new CantonDomain(new Pinned(link(admin, Where.admin(admin.address())), Optional.empty(), Identity::atAdmin));
  }

  @Override public DomainEntrance entrance(TargetDomain target) {
    return new CantonEntrance(target.sequencers().stream().map(url -> link(url, target.trustCollectionFile())).toList());
  }

  @Override public DomainEntrance entrance(String url, Optional<String> trustCollectionFile) {
    return new CantonEntrance(List.of(link(url, trustCollectionFile)));
  }

  @Override public DomainEntrance entranceTrusting(String url, String certificates) {
    var held = new HeldPem(certificates, "the configuration of a participant for " + url);
    return new CantonEntrance(List.of(link(url, Optional.empty(), endpoint -> lines.to(endpoint, held))));
  }

  @Override public Map<String, Instant> certificates(Endpoint endpoint) {
    var line = line(endpoint);
    var ends = new TreeMap<String, Instant>();
    line.renewal().ends().ifPresent(end -> ends.put("our certificate in " + endpoint.tls().flatMap(Tls::certificateFile).orElseThrow(), end));
    line.theirsEnds().ifPresent(end -> ends.put("the certificate of " + endpoint.address(), end));
    return ends;
  }

  private Link link(String url, Optional<String> trustCollectionFile) {
    return link(url, trustCollectionFile, lines::to);
  }

  private Link link(String url, Optional<String> trustCollectionFile, Function<Endpoint, Line> way) {
    try {
      return link(SequencerUrl.of(url).endpoint(trustCollectionFile), Where.entrance(url), way);
    } catch (IllegalArgumentException e) {
      throw new NodeTrouble(Kind.PERMANENT,
          Problem.of(ProblemCode.TARGET_UNREACHABLE, "http://host:port or https://host:port", NodeWords.tame(url)), e);
    }
  }

  private Link link(Endpoint endpoint, Where where) {
    return link(endpoint, where, lines::to);
  }

  private Link link(Endpoint endpoint, Where where, Function<Endpoint, Line> way) {
    return new Link(line(endpoint, way), new Token(endpoint.token(), secrets), where, deadlines, Guard.OPEN);
  }

  private Line line(Endpoint endpoint) {
    return line(endpoint, lines::to);
  }

  private static Line line(Endpoint endpoint, Function<Endpoint, Line> way) {
    try {
      return way.apply(endpoint);
    } catch (IllegalArgumentException e) {
      throw new NodeTrouble(Kind.PERMANENT,
          Problem.of(ProblemCode.NODE_UNREACHABLE, "PEM files for " + endpoint.address(), NodeWords.tame(e.getMessage())), e);
    }
  }

  /** Ends all connections at once; calls that still wait fail. */
  @Override public void close() {
    lines.close();
  }
}
