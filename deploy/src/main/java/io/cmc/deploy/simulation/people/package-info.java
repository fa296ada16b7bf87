// SPDX-License-Identifier: Apache-2.0
/** People: the operator who orders and mends, and strangers who do what they please. */
package io.cmc.deploy.simulation.people;
