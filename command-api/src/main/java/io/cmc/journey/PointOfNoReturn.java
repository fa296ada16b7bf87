// SPDX-License-Identifier: Apache-2.0
package io.cmc.journey;

/** The two moments after which less of the way back is left. */
public enum PointOfNoReturn {
  /** The first contracts may be moved: from here back only by restoring all participants' databases. */
  PNR_1,
  /** Traffic is let in on the target: from here only forward. */
  PNR_2
}
