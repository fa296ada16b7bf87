// SPDX-License-Identifier: Apache-2.0
package io.cmc.deploy.security;

import io.cmc.access.Actor;
import io.grpc.Metadata;

/** Whose a token is. May be asked by many threads at once. */
interface Tokens {

  /**
   * @param headers of the same call; what they claim is no proof of anything
   * @throws NotAccepted when it is nobody's, or cannot be looked at now
   */
  Actor owner(String token, Metadata headers) throws NotAccepted;

  /** What a caller should have brought, in words; never a secret. */
  String wanted();
}
