// SPDX-License-Identifier: Apache-2.0
/** What must hold, whatever fails: read off the tape, that is off the events and off what the nodes saw, and off nothing else. */
package io.cmc.deploy.simulation.check;
