// SPDX-License-Identifier: Apache-2.0
package io.cmc.controller.port;

import io.cmc.id.NodeUid;
import io.cmc.id.SynchronizerAlias;
import io.cmc.id.SynchronizerId;
import io.cmc.plan.TargetDomain;
import io.cmc.proof.ResourceLimits;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * One participant node. Reading methods change nothing and may be repeated at will. Changing methods say whether they may be
 * repeated; none of their replies is proof: look afterwards. Facts about the node behind each: docs/canton.md.
 */
public interface ParticipantNode {

  NodeFacts facts();

  /** Whether nothing at all is answered within the time; a refusal is an answer, and a look says what is the matter. Cheap. */
  default boolean isSilent(Duration patience) {
    return false;
  }

  /** Whether anything was answered to this service in so long a time until now, a part of a long answer too. Calls nobody. */
  default boolean hasAnswered(Duration time) {
    return false;
  }

  /** How long its process has been running. */
  Duration uptime();

  ResourceLimits limits();

  /** Overwrites all three numbers; may be repeated. Refused by the open-source edition (problem LIMITS_NOT_SETTABLE). */
  void setLimits(ResourceLimits limits);

  /** Connections that are ready. An empty list is no proof that nothing is connected; {@link #disconnect} is. */
  List<Connected> connected();

  /** Active domains only: one that is being migrated from or to, or is inactive, is not listed. */
  List<Configured> configured();

  /** Blocks until connected, for hours after a large move; may be repeated, and each call waits behind those before. An alias that is not active is refused with its status in the text. */
  void connect(SynchronizerAlias alias);

  /** Blocks until disconnected; may be repeated. */
  void disconnect(SynchronizerAlias alias);

  /** Whether the domain is left alone at start-up; rewrites the stored configuration otherwise unchanged, and only where it is not so already; may be repeated. */
  void setConnectsManually(SynchronizerAlias alias, boolean manually);

  /** Asks the domain, so it must be up. Empty: the alias is not known. */
  Optional<SynchronizerId> idOf(SynchronizerAlias alias);

  /**
   * Moves all contracts of {@code source} to {@code target}: hours are possible, and no deadline of ours ends it on the node.
   * Must not be repeated before a look said that the move is not done and not running.
   */
  void migrate(SynchronizerAlias source, TargetDomain target);

  /**
   * The node's own account of a domain. It purges stored events of an inactive one, which the migration itself would purge, so it
   * counts as a changing call; asked only after an intent. {@code NOT_ASKABLE} before release 2.9.
   */
  DomainState probe(SynchronizerAlias alias);

  /** Empty where the release cannot count (before 2.9.5). An indication only, see docs/canton.md. */
  Optional<InFlight> inFlight(SynchronizerId domain);

  /** The domain's clock as this participant sees it, freshly asked. The domain must be connected. */
  Instant domainTime(SynchronizerId domain);

  /** The domain's parameters as this participant's topology has them. */
  DomainParameters domainParameters(SynchronizerId domain);

  /** Creates and archives contracts between the two admin parties; may be repeated. False: not answered, for whatever reason. */
  boolean ping(NodeUid other, Duration timeout);

  /** Parties hosted by this participant on a domain. */
  Set<String> parties(SynchronizerId domain);

  /** Parties hosted by another participant on a domain, as this one's topology has it. */
  Set<String> partiesOf(NodeUid other, SynchronizerId domain);

  /** Which of these contracts the node holds on which domain (alias); an absent one is active on none. Reads what is stored. */
  Map<String, SynchronizerAlias> locate(List<String> contractIds);

  /**
   * @param uid of the node
   * @param active false on a passive replica
   * @param release such as {@code 2.10.5}; what can be told from the services it serves where it names none
   * @param supportedVersions protocol versions, empty where the release does not tell
   * @param topologyPending entries that wait to be delivered
   */
  record NodeFacts(NodeUid uid, boolean active, String release, Set<Integer> supportedVersions, int topologyPending) {}

  record Connected(SynchronizerAlias alias, SynchronizerId id, boolean healthy) {}

  /** @param trusted certificates (PEM) by the address where they are trusted; of an address without any the node takes those of its JVM */
  record Configured(SynchronizerAlias alias, boolean connectsManually, boolean connected, List<String> sequencers, Map<String, String> trusted) {

    public Configured(SynchronizerAlias alias, boolean connectsManually, boolean connected, List<String> sequencers) {
      this(alias, connectsManually, connected, sequencers, Map.of());
    }
  }

  record InFlight(int submissions, int transactions) {
    public boolean zero() {
      return submissions == 0 && transactions == 0;
    }
  }

  enum DomainState { UNKNOWN, ACTIVE, MIGRATING_TO, VACATING, INACTIVE, NOT_ASKABLE }

  /** @param maxRatePerParticipant empty before protocol version 4 */
  record DomainParameters(Duration responseTimeout, Duration reactionTimeout, Duration recordTimeTolerance,
      Optional<Integer> maxRatePerParticipant) {

    /** How long something submitted before a moment may stay undecided after it. */
    public Duration drainSpan() {
      return recordTimeTolerance.plus(responseTimeout).plus(reactionTimeout);
    }
  }
}
