// SPDX-License-Identifier: Apache-2.0
/** Calls out of the service to what its settings name, and to nothing else: signed HTTP, and commands without a shell. */
package io.cmc.controller.outward;
