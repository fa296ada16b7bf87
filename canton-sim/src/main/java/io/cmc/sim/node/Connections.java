// SPDX-License-Identifier: Apache-2.0
package io.cmc.sim.node;

import com.digitalasset.canton.participant.admin.v0.DomainConnectionConfig;
import io.cmc.sim.journal.CallRecord;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;

/**
 * A participant's connections. Connecting, disconnecting, reconnecting and migrating stand in one queue and run one after the other;
 * looking at the lists never waits.
 */
public final class Connections {

  private final ParticipantProcess process;
  private final Connector connector;
  private final ReentrantLock queue = new ReentrantLock(true);
  private final Map<String, Connection> open = new ConcurrentHashMap<>();
  private final Set<String> retrying = ConcurrentHashMap.newKeySet();

  Connections(ParticipantProcess process) {
    this.process = process;
    this.connector = new Connector(process);
  }

  /** A connection as the lists show it. */
  public record Shown(String alias, String domainId, boolean healthy) {}

  public List<Shown> connected() {
    return new TreeMap<>(open).values().stream().map(c -> new Shown(c.alias(), c.domain().id(), c.healthy())).toList();
  }

  Collection<Connection> open() {
    return open.values();
  }

  public boolean isConnectedTo(String domainId) {
    return open.values().stream().anyMatch(c -> c.domain().id().equals(domainId));
  }

  /** The domain, if this participant is connected to it. */
  public Optional<Domain> connectedDomain(String domainId) {
    return open.values().stream().map(Connection::domain).filter(d -> d.id().equals(domainId)).findFirst();
  }

  Connector connector() {
    return connector;
  }

  /** Runs the work when everything before it in the queue is done. */
  <T> T queued(Supplier<T> work) {
    queue.lock();
    try {
      process.ensureAlive();
      return work.get();
    } finally {
      queue.unlock();
    }
  }

  /**
   * @param keepRetrying goes on in the background when the domain is not available
   * @return whether it is connected now
   */
  public boolean connect(String alias, boolean keepRetrying) {
    process.configs().find(alias).orElseThrow(() -> CantonFailure.unknownDomain(alias));
    return queued(() -> {
      try {
        connectNow(alias);
        retrying.remove(alias);
        return true;
      } catch (CantonFailure e) {
        if (!keepRetrying || !e.code().retryable()) throw e;
        retryLater(alias);
        return false;
      }
    });
  }

  private boolean connectNow(String alias) {
    if (open.containsKey(alias)) return false;
    var stored = process.configs().find(alias).orElseThrow(() -> CantonFailure.unknownDomain(alias));
    if (stored.status() != ConfigStatus.ACTIVE) {
      throw new CantonFailure(ErrorCode.SYNC_SERVICE_DOMAIN_STATUS_NOT_ACTIVE,
          CantonFailure.shown(alias) + " has status " + stored.status() + " and can therefore not be connected to.",
          Map.of("domain", CantonFailure.shown(alias), "status", stored.status().toString()));
    }
    enter(connector.join(stored.config()));
    CallRecord.effect("connected " + alias);
    return true;
  }

  void enter(Connection connection) {
    open.put(connection.alias(), connection);
    connection.open();
    process.pinger().connected(connection.domain());
  }

  void leave(String alias) {
    var connection = open.remove(alias);
    if (connection != null) connection.close();
  }

  private void retryLater(String alias) {
    if (!retrying.add(alias)) return;
    Thread.ofVirtual().start(() -> retry(alias));
  }

  private void retry(String alias) {
    try {
      while (retrying.contains(alias) && process.alive()) {
        Thread.sleep(process.world().timing().reconnect());
        if (queued(() -> retrying.contains(alias) && attempt(alias))) retrying.remove(alias);
      }
    } catch (InterruptedException | NodeGone e) {
      retrying.remove(alias);
    }
  }

  private boolean attempt(String alias) {
    try {
      connectNow(alias);
      return true;
    } catch (CantonFailure e) {
      return !e.code().retryable();
    }
  }

  /** Comes back when the connection is closed; not connected is no error. */
  public void disconnect(String alias) {
    if (process.configs().find(alias).isEmpty()) throw CantonFailure.unknownDomain(alias);
    retrying.remove(alias);
    queued(() -> {
      if (open.containsKey(alias)) CallRecord.effect("disconnected " + alias);
      leave(alias);
      return null;
    });
  }

  /** Connects every active domain that is not to be connected by hand. */
  public void reconnect(boolean ignoreFailures) {
    queued(() -> {
      var entered = new ArrayList<String>();
      for (var config : process.configs().all()) {
        if (config.status() == ConfigStatus.ACTIVE && !config.config().getManualConnect()) reconnect(config.alias(), ignoreFailures, entered);
      }
      return null;
    });
  }

  private void reconnect(String alias, boolean ignoreFailures, List<String> entered) {
    try {
      if (connectNow(alias)) entered.add(alias);
    } catch (CantonFailure e) {
      if (!ignoreFailures) {
        entered.forEach(this::leave);
        throw e;
      }
      if (e.code().retryable()) retryLater(alias);
    }
  }

  /** @throws CantonFailure when the alias has another configuration */
  public void register(DomainConnectionConfig config) {
    var known = process.configs().find(config.getDomainAlias());
    if (known.isPresent() && !known.get().config().equals(config)) {
      throw new CantonFailure(ErrorCode.SYNC_SERVICE_ALREADY_ADDED, "The domain with the given alias has already been added.",
          Map.of("domain", CantonFailure.shown(config.getDomainAlias())));
    }
    if (known.isEmpty() && process.configs().put(config, ConfigStatus.ACTIVE)) CallRecord.effect("registered " + config.getDomainAlias());
    if (!config.getManualConnect()) connect(config.getDomainAlias(), false);
  }

  /** Replaces the configuration whatever its status, and keeps the status. */
  public void modify(DomainConnectionConfig config) {
    var known = process.configs().find(config.getDomainAlias()).orElseThrow(() -> CantonFailure.unknownDomain(config.getDomainAlias()));
    if (known.config().equals(config)) return;
    process.configs().replace(config);
    CallRecord.effect("modified " + config.getDomainAlias());
  }

  /** Asks the domain itself, and binds the alias to the id that answers. */
  public String domainId(String alias) {
    var config = process.configs().find(alias).orElseThrow(() -> CantonFailure.unknownDomain(alias));
    return connector.askAndBind(config.config()).id();
  }

  /** Cuts everything, as the death of the process does. */
  void abandon() {
    retrying.clear();
    open.values().forEach(Connection::close);
    open.clear();
  }
}
