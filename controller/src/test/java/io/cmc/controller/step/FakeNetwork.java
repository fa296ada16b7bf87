// SPDX-License-Identifier: Apache-2.0
package io.cmc.controller.step;

import io.cmc.controller.port.DomainEntrance;
import io.cmc.controller.port.DomainNode;
import io.cmc.controller.port.LedgerNode;
import io.cmc.controller.port.NodeTrouble;
import io.cmc.controller.port.Nodes;
import io.cmc.controller.port.ParticipantNode;
import io.cmc.id.NodeName;
import io.cmc.id.NodeUid;
import io.cmc.plan.Endpoint;
import io.cmc.plan.ParticipantPlan;
import io.cmc.plan.TargetDomain;
import io.cmc.rejection.Problem;
import io.cmc.rejection.ProblemCode;
import java.net.ConnectException;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import java.util.function.Supplier;

/**
 * The ports over a network that is nothing but objects: two domains and as many participants as asked for. Every call that changes
 * something is in the journal; any call can be made to fail, before or after its effect.
 */
public final class FakeNetwork implements Nodes {

  /** Calls that changed, or tried to change, something: {@code A.disconnect(olddomain)}. */
  public final List<String> journal = new CopyOnWriteArrayList<>();
  /** Calls that may change a node although they only ask. */
  public final List<String> probes = new CopyOnWriteArrayList<>();
  /** Called with the name of every reading call, on the thread that makes it. */
  public volatile Consumer<String> duringRead = call -> { };
  public final FakeClock clock = new FakeClock();
  public final FakeDomain source = new FakeDomain(this, "source", "olddomain::1220aa", 4, "https://old:5001");
  public final FakeDomain target = new FakeDomain(this, "target", "newdomain::1220bb", 5, "https://new:5003");
  public final Map<NodeName, FakeParticipant> participants = new LinkedHashMap<>();

  /** Ends of certificates by the address that shows them. */
  public final Map<String, Map<String, Instant>> certificates = new ConcurrentHashMap<>();

  private final Map<String, Fault> faults = new ConcurrentHashMap<>();

  private record Fault(NodeTrouble trouble, boolean afterEffect, boolean forGood) {}

  public FakeNetwork(String... names) {
    for (var name : names) participants.put(new NodeName(name), new FakeParticipant(this, name));
  }

  public FakeParticipant participant(String name) {
    return participants.get(new NodeName(name));
  }

  /** The next call of that name, such as {@code A.connect}, has no effect and fails. */
  public void failNext(String call, NodeTrouble trouble) {
    faults.put(call, new Fault(trouble, false, false));
  }

  /** The next call of that name has its effect, but its answer is lost. */
  public void loseAnswer(String call) {
    faults.put(call, new Fault(trouble(NodeTrouble.Kind.OUTCOME_UNKNOWN, ProblemCode.NODE_TIMEOUT), true, false));
  }

  public void failAlways(String call, NodeTrouble trouble) {
    faults.put(call, new Fault(trouble, false, true));
  }

  public void heal() {
    faults.clear();
  }

  /** The machine is there, and nobody listens. */
  static NodeTrouble refused() {
    return new NodeTrouble(NodeTrouble.Kind.TRANSIENT, Problem.of(ProblemCode.NODE_UNREACHABLE, "an answer", "none"),
        new ConnectException("Connection refused"));
  }

  public static NodeTrouble trouble(NodeTrouble.Kind kind, ProblemCode code) {
    return new NodeTrouble(kind, Problem.of(code, "an answer", "none, as the test wants it"), null);
  }

  void change(String node, String method, String arguments, Runnable effect) {
    journal.add(node + "." + method + "(" + arguments + ")");
    var fault = fault(node + "." + method);
    if (fault != null && !fault.afterEffect()) throw fault.trouble();
    effect.run();
    if (fault != null) throw fault.trouble();
  }

  <T> T read(String node, String method, Supplier<T> answer) {
    duringRead.accept(node + "." + method);
    var fault = fault(node + "." + method);
    if (fault != null) throw fault.trouble();
    return answer.get();
  }

  private Fault fault(String call) {
    var fault = faults.get(call);
    if (fault != null && !fault.forGood()) faults.remove(call);
    return fault;
  }

  @Override public ParticipantNode participant(ParticipantPlan participant) {
    return participants.get(participant.name());
  }

  @Override public ParticipantNode unknownParticipant(Endpoint admin) {
    return participants.values().stream().filter(p -> p.admin().address().equals(admin.address())).findFirst()
        .orElseThrow(() -> trouble(NodeTrouble.Kind.TRANSIENT, ProblemCode.NODE_UNREACHABLE));
  }

  @Override public LedgerNode ledger(ParticipantPlan participant) {
    return participants.get(participant.name()).ledger();
  }

  @Override public DomainNode domain(Endpoint admin) {
    return admin.address().equals(source.admin().address()) ? source : target;
  }

  @Override public DomainEntrance entrance(TargetDomain wanted) {
    return entrance(wanted.sequencers().getFirst(), wanted.trustCollectionFile());
  }

  @Override public DomainEntrance entrance(String url, Optional<String> trustCollectionFile) {
    return reached(url, trustCollectionFile);
  }

  @Override public DomainEntrance entranceTrusting(String url, String certificates) {
    return reached(url, Optional.of(certificates));
  }

  private DomainEntrance reached(String url, Optional<String> trusted) {
    return List.of(source, target).stream().filter(domain -> domain.url.equals(url)).findFirst().map(domain -> domain.entrance(trusted))
        .orElse(() -> {
          throw trouble(NodeTrouble.Kind.TRANSIENT, ProblemCode.NODE_UNREACHABLE);
        });
  }

  NodeUid uid(String name) {
    return new NodeUid(name + "::1220cc");
  }

  @Override public Map<String, Instant> certificates(Endpoint endpoint) {
    return certificates.getOrDefault(endpoint.address(), Map.of());
  }
}
