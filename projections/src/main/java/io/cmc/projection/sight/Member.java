// SPDX-License-Identifier: Apache-2.0
package io.cmc.projection.sight;

import io.cmc.id.NodeName;

/** Somebody who takes part in a migration. @param team empty: nobody's */
public record Member(NodeName name, String team, String uid) {}
