// SPDX-License-Identifier: Apache-2.0
package io.cmc.approval;

/** What takes two people beside the gates: one proposes it, another gives the same order. */
public enum Deed { EXCLUDE, WAIVE, ACCEPT_DIFFERENCES }
