// SPDX-License-Identifier: Apache-2.0
package io.cmc.sim.node;

import java.util.Optional;

/** Finds the domain behind an id; a participant asks only after the domain has answered on its public port. */
@FunctionalInterface
public interface Directory {

  Optional<Domain> domain(String id);
}
