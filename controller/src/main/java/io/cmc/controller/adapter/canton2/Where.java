// SPDX-License-Identifier: Apache-2.0
package io.cmc.controller.adapter.canton2;

import io.cmc.rejection.ProblemCode;

/**
 * What is meant to answer at an address.
 *
 * @param api Canton's own name of the API
 */
record Where(String address, String api) {

  static Where admin(String address) {
    return new Where(address, "admin-api");
  }

  static Where ledger(String address) {
    return new Where(address, "ledger-api");
  }

  static Where entrance(String address) {
    return new Where(address, "sequencer-public-api");
  }

  /** A domain that does not answer at its public API is named as such. */
  ProblemCode named(ProblemCode code) {
    if (!api.equals("sequencer-public-api")) return code;
    return switch (code) {
      case NODE_UNREACHABLE, NODE_TIMEOUT, NODE_NOT_READY -> ProblemCode.TARGET_UNREACHABLE;
      default -> code;
    };
  }
}
