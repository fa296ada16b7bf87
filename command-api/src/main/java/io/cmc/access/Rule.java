// SPDX-License-Identifier: Apache-2.0
package io.cmc.access;

import java.util.Set;
import java.util.stream.Collectors;

/**
 * Who may make one call.
 *
 * @param call service and method, as gRPC names them; one that is two things by what it asks for has a row for each
 * @param order whether a refusal is written down as one of an order
 * @param roles any of them is enough
 */
public record Rule(String call, boolean order, Set<Role> roles, Scope scope) {

  public Rule {
    roles = Set.copyOf(roles);
  }

  /** Without the package. */
  public String name() {
    return call.substring(call.lastIndexOf('.') + 1);
  }

  /** The method alone. */
  public String method() {
    return call.substring(call.lastIndexOf('/') + 1);
  }

  /** Where one of the roles is held. */
  public Reach reach(Grants grants) {
    return Reach.of(grants, roles);
  }

  /** The roles in one sentence. */
  public String wanted() {
    return roles.stream().sorted().map(Role::name).collect(Collectors.joining(" or "));
  }
}
