// SPDX-License-Identifier: Apache-2.0
package io.cmc.deploy.simulation.world;

/** What a call leaves behind when its answer is lost. */
public enum Effect { READ, CHANGE, MOVE }
