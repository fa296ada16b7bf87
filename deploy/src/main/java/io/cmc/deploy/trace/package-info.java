// SPDX-License-Identifier: Apache-2.0
/** Where traces go. */
package io.cmc.deploy.trace;
