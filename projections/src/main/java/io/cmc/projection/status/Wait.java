// SPDX-License-Identifier: Apache-2.0
package io.cmc.projection.status;

import java.time.Instant;

/** What is waited for, so that it can follow "waits for", and since when. */
public record Wait(String sentence, Instant since) {}
