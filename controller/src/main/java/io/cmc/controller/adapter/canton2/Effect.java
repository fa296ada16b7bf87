// SPDX-License-Identifier: Apache-2.0
package io.cmc.controller.adapter.canton2;

/** What a call leaves behind when its answer is lost. */
enum Effect {
  /** Nothing that matters. */
  READ,
  /** A change that may be made again. */
  CHANGE,
  /** The move of contracts. */
  MOVE
}
