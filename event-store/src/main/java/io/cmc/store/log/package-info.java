// SPDX-License-Identifier: Apache-2.0
/** What lines of the log are about. */
package io.cmc.store.log;
