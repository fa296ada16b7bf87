// SPDX-License-Identifier: Apache-2.0
/**
 * A model of a network of Canton nodes in virtual time, behind the controller's ports. It is no kinder than the nodes are
 * (docs/canton.md); it knows nothing of migrations, plans or steps.
 */
package io.cmc.deploy.simulation.world;
