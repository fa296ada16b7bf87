// SPDX-License-Identifier: Apache-2.0
/**
 * The controller on one thread in virtual time: its own deciders, evolutions, reactions and steps, between them streams with
 * sequence numbers and durable work with leases, epochs and due times, as the service has them over PostgreSQL and Axon.
 */
package io.cmc.deploy.simulation.machine;
