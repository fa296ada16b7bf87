// SPDX-License-Identifier: Apache-2.0
package io.cmc.projection.publish;

import io.cmc.store.read.SealedEventReader;

/** What there is to publish. */
record Supply(SealedEventReader events, CheckpointFeed checkpoints) {}
