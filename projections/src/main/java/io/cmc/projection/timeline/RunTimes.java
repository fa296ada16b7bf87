// SPDX-License-Identifier: Apache-2.0
package io.cmc.projection.timeline;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * How long a migration took, from the order to start. Phases and steps in the order in which they began.
 *
 * @param incidents how many were opened
 */
public record RunTimes(Optional<Instant> started, Optional<Instant> ended, Taken taken, List<PhaseRun> phases, List<StepRun> steps,
    int incidents, long events) {}
