// SPDX-License-Identifier: Apache-2.0
package io.cmc.controller.outward;

/** @param code HTTP status, or exit code @param words what was said, in one line without control characters, cut */
public record Reply(int code, String words) {}
