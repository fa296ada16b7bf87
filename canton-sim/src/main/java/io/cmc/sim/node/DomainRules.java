// SPDX-License-Identifier: Apache-2.0
package io.cmc.sim.node;

import com.digitalasset.canton.protocol.v2.DynamicDomainParameters;
import com.google.protobuf.util.Durations;
import java.time.Duration;
import java.util.Optional;

/**
 * What a domain demands of its participants.
 *
 * @param permissioned only participants that its manager allowed may join
 * @param agreement the text that has to be accepted before joining, where there is one
 * @param parameters the dynamic parameters it starts with
 */
public record DomainRules(
    boolean uniqueContractKeys, boolean permissioned, Optional<String> agreement, DynamicDomainParameters parameters) {

  /** An open domain whose requests are decided, and whose submissions expire, after short times. */
  public static DomainRules open(Duration response, Duration reaction, Duration tolerance) {
    return new DomainRules(true, false, Optional.empty(), parameters(response, reaction, tolerance));
  }

  public DomainRules asPermissioned() {
    return new DomainRules(uniqueContractKeys, true, agreement, parameters);
  }

  public DomainRules withAgreement(String text) {
    return new DomainRules(uniqueContractKeys, permissioned, Optional.of(text), parameters);
  }

  public DomainRules withoutUniqueContractKeys() {
    return new DomainRules(false, permissioned, agreement, parameters);
  }

  private static DynamicDomainParameters parameters(Duration response, Duration reaction, Duration tolerance) {
    return DynamicDomainParameters.newBuilder()
        .setParticipantResponseTimeout(Durations.fromMillis(response.toMillis()))
        .setMediatorReactionTimeout(Durations.fromMillis(reaction.toMillis()))
        .setLedgerTimeRecordTimeTolerance(Durations.fromMillis(tolerance.toMillis()))
        .setTransferExclusivityTimeout(Durations.fromSeconds(60))
        .setTopologyChangeDelay(Durations.fromMillis(250))
        .setReconciliationInterval(Durations.fromSeconds(60))
        .setMediatorDeduplicationTimeout(Durations.fromMillis(tolerance.multipliedBy(2).toMillis()))
        .setMaxRatePerParticipant(1_000_000)
        .setMaxRequestSize(10 * 1024 * 1024)
        .build();
  }
}
