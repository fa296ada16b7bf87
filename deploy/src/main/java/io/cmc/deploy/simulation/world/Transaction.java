// SPDX-License-Identifier: Apache-2.0
package io.cmc.deploy.simulation.world;

import java.util.Set;

/** A business transaction that creates a contract, or archives one. Compared by identity. */
final class Transaction {

  final String submitter;
  final Set<String> stakeholders;
  final ModelDomain domain;
  final String contract;
  final boolean archives;
  /** After this the domain does not take it any more. */
  final long sequencedBefore;
  boolean committed;

  Transaction(String submitter, Set<String> stakeholders, ModelDomain domain, String contract, boolean archives, long sequencedBefore) {
    this.submitter = submitter;
    this.stakeholders = stakeholders;
    this.domain = domain;
    this.contract = contract;
    this.archives = archives;
    this.sequencedBefore = sequencedBefore;
  }
}
