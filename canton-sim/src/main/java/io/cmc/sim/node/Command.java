// SPDX-License-Identifier: Apache-2.0
package io.cmc.sim.node;

import com.daml.ledger.api.v1.CreatedEvent;
import com.daml.ledger.api.v1.Identifier;
import com.daml.ledger.api.v1.Record;
import com.google.protobuf.util.Timestamps;
import java.util.Collection;
import java.util.Optional;
import java.util.UUID;

/** One change of the ledger: a contract made, a contract used up, or one replaced by another. */
public record Command(Optional<Contract> creates, Optional<String> archives) {

  /** @param arguments shown by the Ledger API and otherwise not looked at */
  public static Command create(Identifier template, Collection<String> signatories, Collection<String> observers, Record arguments) {
    return new Command(Optional.of(contract(template, signatories, observers, arguments)), Optional.empty());
  }

  public static Command archive(String contractId) {
    return new Command(Optional.empty(), Optional.of(contractId));
  }

  public Command archiving(String contractId) {
    return new Command(creates, Optional.of(contractId));
  }

  private static Contract contract(Identifier template, Collection<String> signatories, Collection<String> observers, Record arguments) {
    return contract(UUID.randomUUID().toString(), template, signatories, observers, arguments);
  }

  /** A contract whose id follows from the seed. */
  public static Contract contract(
      String seed, Identifier template, Collection<String> signatories, Collection<String> observers, Record arguments) {
    var id = "00" + Uid.sha256("discriminator/" + seed) + "ca021220" + Uid.sha256("suffix/" + seed);
    return new Contract(CreatedEvent.newBuilder().setContractId(id).setEventId("#" + id.substring(2, 18) + ":0").setTemplateId(template)
        .setCreateArguments(arguments).addAllSignatories(signatories).addAllObservers(observers)
        .setCreatedAt(Timestamps.fromMillis(System.currentTimeMillis())).build());
  }
}
