// SPDX-License-Identifier: Apache-2.0
package io.cmc.projection;

import io.cmc.event.OrderEvent;
import java.util.List;

/** What somebody did that is an event of its own. */
public record Done(List<OrderEvent> deeds) {}
