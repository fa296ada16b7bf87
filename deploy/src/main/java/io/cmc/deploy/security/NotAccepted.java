// SPDX-License-Identifier: Apache-2.0
package io.cmc.deploy.security;

import io.cmc.rejection.ProblemCode;

/** Somebody who is not let in. Holds nothing of what they brought, so that it may be told and logged. */
final class NotAccepted extends Exception {

  private final ProblemCode code;
  private final String found;

  /** @param found fixed words; never anything out of a token */
  NotAccepted(ProblemCode code, String found) {
    super(code + ": found " + found, null, false, false);
    this.code = code;
    this.found = found;
  }

  ProblemCode code() {
    return code;
  }

  String found() {
    return found;
  }
}
