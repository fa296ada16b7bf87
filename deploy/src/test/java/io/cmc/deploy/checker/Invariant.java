// SPDX-License-Identifier: Apache-2.0
package io.cmc.deploy.checker;

import java.util.stream.Stream;

/** One sentence of what must hold, whatever fails. */
interface Invariant {
  Stream<Violation> broken(Evidence evidence);
}
