// SPDX-License-Identifier: Apache-2.0
package io.cmc.projection.publish;

/** Told where the publication is. What it throws, or never returning, ends the publication there as the end of the process would. */
@FunctionalInterface
public interface Moments {

  Moments NOBODY = moment -> { };

  /** In their order. */
  enum Moment {
    TOPICS_THERE, OTHERS_FENCED, POSITION_READ, BATCH_READ, LETTERS_WRITTEN, TRANSACTION_BEGUN, EVENTS_SENT, POSITION_SENT, COMMITTED, ALL_TOLD
  }

  void at(Moment moment);
}
