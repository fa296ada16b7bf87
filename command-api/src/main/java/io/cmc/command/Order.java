// SPDX-License-Identifier: Apache-2.0
package io.cmc.command;

import io.cmc.access.OrderContext;

/** A command of a person. It is accepted or refused; either is audited. */
public interface Order {
  OrderContext by();
}
