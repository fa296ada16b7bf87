// SPDX-License-Identifier: Apache-2.0
/** Virtual time, seeded chance, and the tape on which all that happens is written down in one order. */
package io.cmc.deploy.simulation.time;
