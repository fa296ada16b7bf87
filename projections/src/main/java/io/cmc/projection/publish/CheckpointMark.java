// SPDX-License-Identifier: Apache-2.0
package io.cmc.projection.publish;

import io.cmc.seal.Checkpoint;

/**
 * Up to which checkpoint all are published.
 *
 * @param topicId Kafka's id of their topic; empty: nothing was published yet
 * @param number of the last one; 0: none
 * @param hash of its text, which the next one names as the one before it
 */
record CheckpointMark(String topicId, long number, String hash) {

  static final CheckpointMark NONE = in("");

  static CheckpointMark in(String topicId) {
    return new CheckpointMark(topicId, 0, Checkpoint.NONE);
  }

  CheckpointMark at(long number, String hash) {
    return new CheckpointMark(topicId, number, hash);
  }
}
