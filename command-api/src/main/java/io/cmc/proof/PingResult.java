// SPDX-License-Identifier: Apache-2.0
package io.cmc.proof;

import io.cmc.id.NodeName;
import java.time.Duration;

public record PingResult(NodeName to, boolean answered, Duration took) {}
