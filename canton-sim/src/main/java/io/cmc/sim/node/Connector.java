// SPDX-License-Identifier: Apache-2.0
package io.cmc.sim.node;

import com.digitalasset.canton.participant.admin.v0.DomainConnectionConfig;

/** Everything between asking a domain who it is and being a member of it. Changes nothing that a second attempt would not change again. */
final class Connector {

  private final ParticipantProcess process;
  private final SequencerClient client;

  Connector(ParticipantProcess process) {
    this.process = process;
    this.client = new SequencerClient(process.kind().release(), process.world().timing().sequencerInfo(), process::alive);
  }

  DomainInfo ask(DomainConnectionConfig config) throws Unreachable {
    return client.ask(config);
  }

  /** Asks, and binds the alias to the id that answered, for ever. */
  DomainInfo askAndBind(DomainConnectionConfig config) {
    try {
      var info = client.ask(config);
      process.configs().bind(config.getDomainAlias(), info.id());
      return info;
    } catch (Unreachable e) {
      throw refusal(config.getDomainAlias(), e);
    }
  }

  /** Joins the domain and returns the connection, not yet open. */
  Connection join(DomainConnectionConfig config) {
    var info = askAndBind(config);
    check(config, info);
    var domain = process.world().directory().domain(info.id()).orElseThrow();
    try {
      return enter(domain, config.getDomainAlias());
    } catch (DomainDown wentDown) {
      throw refusal(config.getDomainAlias(), new Unreachable(Unreachable.Why.NO_ANSWER, wentDown.getMessage()));
    }
  }

  private Connection enter(Domain domain, String alias) {
    if (!domain.join(process.uid().toString(), process.hosted())) {
      throw new CantonFailure(ErrorCode.PARTICIPANT_IS_NOT_ACTIVE, "The participant is not yet active");
    }
    refuseFork(domain);
    process.requests().connected(domain.id(), domain.parameters().toByteString());
    return new Connection(process, domain, alias);
  }

  private void check(DomainConnectionConfig config, DomainInfo info) {
    if (!config.getDomainId().isEmpty() && !config.getDomainId().equals(info.id())) {
      throw new CantonFailure(ErrorCode.DOMAIN_ID_MISMATCH, "The domain reports a different domain-id than the participant is expecting");
    }
    if (!info.agreement().isEmpty() && !process.settings().accepted(info.id(), info.agreement())) {
      throw new CantonFailure(ErrorCode.SERVICE_AGREEMENT_ACCEPTANCE_FAILED, "Service agreement failed");
    }
    checkContractKeys(config.getDomainAlias(), info);
  }

  private void checkContractKeys(String alias, DomainInfo info) {
    var unique = process.settings().uniqueContractKeys();
    if (unique != info.uniqueContractKeys()) {
      throw new CantonFailure(ErrorCode.INCOMPATIBLE_UNIQUE_CONTRACT_KEYS_MODE, "Cannot connect to domain " + alias + " with"
          + (info.uniqueContractKeys() ? "" : "out") + " unique contract keys semantics as the participant has set unique-contract-keys=" + unique);
    }
    var others = process.configs().all().stream().filter(c -> c.status() == ConfigStatus.ACTIVE && !c.alias().equals(alias))
        .flatMap(c -> process.configs().idOf(c.alias()).stream()).filter(process.requests()::everConnected).toList();
    if (unique && !others.isEmpty()) {
      throw new CantonFailure(ErrorCode.INCOMPATIBLE_UNIQUE_CONTRACT_KEYS_MODE, "Cannot connect to domain " + alias
          + " as the participant has UCK semantics enabled and has already been connected to other domains: " + String.join(", ", others));
    }
  }

  /** A domain that knows less of this participant's events than the participant does was restored from an older backup. */
  private void refuseFork(Domain domain) {
    if (domain.lastEvent(process.uid().toString()) < process.requests().head(domain.id())) {
      throw new CantonFailure(ErrorCode.SYNC_SERVICE_INTERNAL_ERROR, "ForkHappened: the sequencer's history ends before the participant's");
    }
  }

  private static CantonFailure refusal(String alias, Unreachable e) {
    return switch (e.why()) {
      case NO_ANSWER -> new CantonFailure(ErrorCode.DOMAIN_IS_NOT_AVAILABLE, "Cannot connect to domain " + CantonFailure.shown(alias))
          .with("alias", CantonFailure.shown(alias)).with("domain", alias).with("reason", e.getMessage());
      case NOT_A_SEQUENCER -> new CantonFailure(ErrorCode.FAILED_TO_CONNECT_TO_SEQUENCERS, "The participant failed to connect to the sequencers")
          .with("reason", e.getMessage());
      case HANDSHAKE -> new CantonFailure(ErrorCode.DOMAIN_HANDSHAKE_FAILED, "Handshake with domain has failed").with("reason", e.getMessage());
    };
  }
}
