// SPDX-License-Identifier: Apache-2.0
package io.cmc.deploy.security;

import io.cmc.access.Actor;
import io.cmc.access.Grants;
import io.cmc.rejection.ProblemCode;
import io.cmc.wire.CallerHeader;
import io.grpc.Metadata;

/**
 * Whoever can read the service's own token may do everything. Who it was is what the client says: people who share the token are told
 * apart in the audit, and nothing more rests on it.
 */
record LocalAdmin(AdminToken token) implements Tokens {

  static final String AUTHENTICATION = "local-admin-token";

  @Override public Actor owner(String given, Metadata headers) throws NotAccepted {
    if (!token.is(given)) throw new NotAccepted(ProblemCode.TOKEN_NOT_ACCEPTED, "another token");
    var user = CallerHeader.osUser(headers).orElse("nameless");
    return new Actor("local-admin/" + user, user, AUTHENTICATION, Grants.EVERYTHING);
  }

  @Override public String wanted() {
    return "the local administrator's token of this service, which is in its data folder";
  }
}
