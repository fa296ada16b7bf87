// SPDX-License-Identifier: Apache-2.0
package io.cmc.controller.outward;

/** @param id the same each time this is sent @param mediaType of the body */
public record Letter(String id, String mediaType, String body) {}
