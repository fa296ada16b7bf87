// SPDX-License-Identifier: Apache-2.0
package io.cmc.sim.node;

import io.grpc.Status;

/** Canton's error ids in use here, each with its category, from which the gRPC code follows. */
public enum ErrorCode {
  DOMAIN_IS_NOT_AVAILABLE(1),
  PARTICIPANT_BACKPRESSURE(2), DOMAIN_BACKPRESSURE(2), NOT_SEQUENCED_TIMEOUT(2), MEDIATOR_SAYS_TX_TIMED_OUT(2),
  LOCAL_VERDICT_LOCKED_CONTRACTS(2),
  NODE_IS_PASSIVE_REPLICA(1),
  BROKEN_DOMAIN_MIGRATION(4), SYNC_SERVICE_INTERNAL_ERROR(4),
  INVALID_ARGUMENT(8),
  SYNC_SERVICE_DOMAIN_STATUS_NOT_ACTIVE(9), SYNC_SERVICE_DOMAIN_STATUS_MUST_BE_INACTIVE(9), SYNC_SERVICE_DOMAIN_MUST_BE_OFFLINE(9),
  SYNC_SERVICE_DOMAIN_MUST_NOT_HAVE_IN_FLIGHT_TRANSACTIONS(9), INVALID_DOMAIN_MIGRATION_REQUEST(9),
  FAILED_TO_CONNECT_TO_SEQUENCER(9), FAILED_TO_CONNECT_TO_SEQUENCERS(9), DOMAIN_HANDSHAKE_FAILED(9), DOMAIN_ALIAS_DUPLICATION(9), DOMAIN_ID_MISMATCH(9),
  INCOMPATIBLE_UNIQUE_CONTRACT_KEYS_MODE(9), SERVICE_AGREEMENT_ACCEPTANCE_FAILED(9), PARTICIPANT_IS_NOT_ACTIVE(9),
  NOT_CONNECTED_TO_ANY_DOMAIN(9),
  SYNC_SERVICE_ALREADY_ADDED(10),
  SYNC_SERVICE_UNKNOWN_DOMAIN(11), UNKNOWN_INFORMEES(11), CONTRACT_NOT_FOUND(11);

  private final int category;

  ErrorCode(int category) {
    this.category = category;
  }

  public int category() {
    return category;
  }

  public boolean retryable() {
    return category <= 3;
  }

  /** The caller is told nothing of the cause. */
  public boolean secret() {
    return category >= 4 && category <= 7;
  }

  public Status.Code grpc() {
    return switch (category) {
      case 1 -> Status.Code.UNAVAILABLE;
      case 2 -> Status.Code.ABORTED;
      case 4 -> Status.Code.INTERNAL;
      case 8 -> Status.Code.INVALID_ARGUMENT;
      case 9 -> Status.Code.FAILED_PRECONDITION;
      case 10 -> Status.Code.ALREADY_EXISTS;
      case 11 -> Status.Code.NOT_FOUND;
      default -> throw new IllegalStateException("no gRPC code is known for category " + category);
    };
  }
}
