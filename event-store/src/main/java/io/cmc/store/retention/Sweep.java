// SPDX-License-Identifier: Apache-2.0
package io.cmc.store.retention;

import java.time.Instant;

/** Forgets one kind of what is no event, once it was kept long enough and no legal hold covers it. */
public interface Sweep {

  /** For the log, such as "rows of the log of reads". */
  String what();

  /** May be called at any time and be cut off anywhere; what was not done is done the next time. @return how many were forgotten */
  int forget(Instant now);
}
