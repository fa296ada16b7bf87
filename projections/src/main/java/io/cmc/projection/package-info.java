// SPDX-License-Identifier: Apache-2.0
/**
 * The memory made readable. Each read model has tables of its own and is a fold over sealed events; read models do not know one
 * another. Every row carries a generation: readers see one generation of a model at a time, so that another can be built beside it.
 */
package io.cmc.projection;
