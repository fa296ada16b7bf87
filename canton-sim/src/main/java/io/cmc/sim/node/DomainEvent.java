// SPDX-License-Identifier: Apache-2.0
package io.cmc.sim.node;

import java.util.Optional;

/**
 * One thing that a domain tells one participant.
 *
 * @param counter grows from event to event, with gaps
 * @param verdict absent for the request itself, else whether it was approved
 */
record DomainEvent(
    long counter, String request, String submitter, Optional<Boolean> verdict, Optional<Contract> creates, Optional<String> archives) {}
