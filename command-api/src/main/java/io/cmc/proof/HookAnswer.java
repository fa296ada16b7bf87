// SPDX-License-Identifier: Apache-2.0
package io.cmc.proof;

import java.time.Instant;

/** A hook said yes. @param said its own words; may be empty */
public record HookAnswer(String hook, String said, Instant at) {}
