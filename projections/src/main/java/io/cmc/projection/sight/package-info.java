// SPDX-License-Identifier: Apache-2.0
/** What a caller may see: one filter for whatever is read, in rows of tables and in what was made of them. */
package io.cmc.projection.sight;
