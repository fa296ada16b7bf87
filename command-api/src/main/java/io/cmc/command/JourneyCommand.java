// SPDX-License-Identifier: Apache-2.0
package io.cmc.command;

import io.cmc.id.JourneyId;

/** Anything the journey of one participant is told. */
public interface JourneyCommand {
  JourneyId journey();
}
