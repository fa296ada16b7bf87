// SPDX-License-Identifier: Apache-2.0
package io.cmc.sim.node;

import com.digitalasset.canton.protocol.v2.DynamicDomainParameters;
import io.cmc.sim.journal.CallRecord;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * One life of a participant, from a start to the next stop or crash. All that it knows and has not written down dies with it; work that
 * still runs for a dead process ends in {@link NodeGone} before it writes anything.
 */
public final class ParticipantProcess {

  private final Participant participant;
  private final Database database;
  private final ConfigStore configs;
  private final SettingsStore settings;
  private final ContractStore contracts;
  private final RequestStore requests;
  private final Backpressure backpressure;
  private final Ledger ledger;
  private final Pinger pinger;
  private final Connections connections;
  private final Migration migration;
  private final ErrorLog errors = new ErrorLog();
  private final Instant since = Instant.now();
  private final CountDownLatch booted = new CountDownLatch(1);
  private volatile boolean ready;
  private volatile boolean alive = true;
  private volatile Set<String> hosted;

  ParticipantProcess(Participant participant, Database database) {
    this.participant = participant;
    this.database = database;
    configs = new ConfigStore(database);
    settings = new SettingsStore(database);
    contracts = new ContractStore(database);
    requests = new RequestStore(database);
    backpressure = new Backpressure(this);
    ledger = new Ledger(this, backpressure);
    pinger = new Pinger(this);
    connections = new Connections(this);
    migration = new Migration(this);
  }

  public Uid uid() {
    return participant.spec().uid();
  }

  public NodeKind kind() {
    return participant.spec().kind();
  }

  public Instant since() {
    return since;
  }

  /** Whether the lists show anything, and the status is a success, yet. */
  public boolean isReady() {
    return ready;
  }

  public boolean isPassive() {
    return participant.isPassive();
  }

  /** The last stages of a start: empty lists, then a status, then connections. */
  void boot(boolean connect) {
    sleep(world().timing().startUp());
    ready = true;
    sleep(world().timing().startUp());
    if (connect) connections.reconnect(true);
    booted.countDown();
  }

  boolean awaitBooted(Duration atMost) throws InterruptedException {
    return booted.await(atMost.toMillis(), TimeUnit.MILLISECONDS);
  }

  public Limits limits() {
    return backpressure.limits();
  }

  public void setLimits(Limits limits) {
    if (limits.equals(settings.limits())) return;
    settings.setLimits(limits);
    CallRecord.effect("limits=" + limits.maxDirty() + "/" + limits.maxRate() + "/" + limits.burst());
  }

  /** All parties that live here, the admin party among them. */
  public Set<String> hosted() {
    if (hosted == null) {
      var all = new TreeSet<>(settings.parties());
      all.add(uid().toString());
      hosted = Set.copyOf(all);
    }
    return hosted;
  }

  boolean hostsAny(Collection<String> parties) {
    var hosted = hosted();
    return parties.stream().anyMatch(hosted::contains);
  }

  public List<StoredConfig> configured() {
    return configs.all();
  }

  public List<Contract> contracts(Collection<String> parties, String after, int size) {
    return contracts.page(parties, after, size);
  }

  /** @throws CantonFailure when it is not active here */
  public Contract contract(String id) {
    return ledger.existing(id);
  }

  /** Number of contracts on each domain, by its id. */
  public Map<String, Long> contractCounts() {
    return contracts.counts();
  }

  public int dirtyRequests() {
    return requests.dirty();
  }

  public long ledgerEnd() {
    return requests.ledgerEnd();
  }

  /** Contract id to alias, of those that are active. */
  public Map<String, String> locate(Collection<String> contractIds) {
    var found = new TreeMap<String, String>();
    contracts.domainsOf(contractIds).forEach((id, domain) -> found.put(id, configs.aliasOf(domain).orElse(domain)));
    return found;
  }

  /** Unfinished work on a domain as Canton counts it. */
  public record InFlight(int submissions, int transactions) {}

  /** @throws IllegalArgumentException for an id that this participant does not know */
  public InFlight inFlight(String domainId) {
    var alias = configs.aliasOf(domainId).orElseThrow(() -> new IllegalArgumentException("Not able to find domain alias for " + domainId));
    if (!requests.everConnected(domainId)) throw new IllegalArgumentException("Unknown domain " + CantonFailure.shown(alias));
    return new InFlight(overdueSubmissions(domainId), requests.dirty(domainId));
  }

  int overdueSubmissions(String domainId) {
    return requests.overdueSubmissions(domainId, world().directory().domain(domainId).map(Domain::time).orElseGet(Instant::now));
  }

  /** The domains that this participant was ever connected to. */
  public List<String> knownDomains() {
    return requests.domains();
  }

  /** A domain's parameters as this participant last saw them, so that they can be asked for while it is disconnected. */
  public DynamicDomainParameters parametersOf(String domainId) {
    connections.connectedDomain(domainId).filter(Domain::isUp).ifPresent(d -> requests.connected(domainId, d.parameters().toByteString()));
    return requests.parameters(domainId).map(DomainStore::parse).orElseThrow();
  }

  DynamicDomainParameters parametersOf(Domain domain) {
    return domain.isUp() ? domain.parameters() : parametersOf(domain.id());
  }

  /** @throws CantonFailure when the domain is unknown or not inactive; the text names its status */
  public void purgeDeactivated(String alias) {
    var id = configs.idOf(alias).orElseThrow(() -> CantonFailure.unknownDomain(alias));
    var stored = configs.find(alias).orElseThrow(() -> CantonFailure.unknownDomain(alias));
    if (stored.status() != ConfigStatus.INACTIVE) {
      throw new CantonFailure(ErrorCode.SYNC_SERVICE_DOMAIN_STATUS_MUST_BE_INACTIVE,
          CantonFailure.shown(alias) + " has status " + stored.status() + " and therefore cannot be purged.",
          Map.of("domain", CantonFailure.shown(alias), "status", stored.status().toString()));
    }
    if (requests.purge(id)) CallRecord.effect("purged " + alias);
  }

  /** The agreement of a domain and whether it was accepted here; an empty id when the domain asks for none. */
  public record Agreement(String domainId, String id, boolean accepted) {}

  public Agreement agreement(String alias) {
    var config = configs.find(alias).orElseThrow(() -> CantonFailure.unknownDomain(alias));
    var info = connections.connector().askAndBind(config.config());
    return new Agreement(info.id(), info.agreement(), settings.accepted(info.id(), info.agreement()));
  }

  public void accept(String alias, String agreement) {
    if (settings.accept(agreement(alias).domainId(), agreement)) CallRecord.effect("accepted " + agreement);
  }

  public Connections connections() {
    return connections;
  }

  public Migration migration() {
    return migration;
  }

  public Ledger ledger() {
    return ledger;
  }

  public Pinger pinger() {
    return pinger;
  }

  public ErrorLog errors() {
    return errors;
  }

  public Gate gate() {
    return participant.gate();
  }

  ConfigStore configs() {
    return configs;
  }

  SettingsStore settings() {
    return settings;
  }

  ContractStore contracts() {
    return contracts;
  }

  RequestStore requests() {
    return requests;
  }

  World world() {
    return participant.world();
  }

  boolean alive() {
    return alive;
  }

  /** Alive, not frozen, and its database can be reached. */
  boolean works() {
    return alive && !gate().isShut() && !world().faults().databaseIsDown(participant.name());
  }

  void ensureAlive() {
    if (!alive) throw new NodeGone();
  }

  /** Kills this process from within. */
  void die(boolean startAgain) {
    participant.crash(this, startAgain);
    throw new NodeGone();
  }

  /** Sleeps in small pieces, so that a dying process does not wait for it. */
  void sleep(Duration time) {
    var until = Instant.now().plus(time);
    try {
      for (var left = time; left.isPositive(); left = Duration.between(Instant.now(), until)) {
        ensureAlive();
        Thread.sleep(Math.max(1, Math.min(50, left.toMillis())));
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new NodeGone();
    }
  }

  void end() {
    alive = false;
    database.close();
    connections.abandon();
    ledger.abandon();
    booted.countDown();
  }
}
