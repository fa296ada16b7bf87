// SPDX-License-Identifier: Apache-2.0
package io.cmc.sim.node;

import io.cmc.sim.fault.Faults;
import io.cmc.sim.journal.Journal;

/** What all nodes of one network share. */
public record World(Faults faults, Journal journal, Timing timing, Directory directory, Doors doors) {}
