// SPDX-License-Identifier: Apache-2.0
package io.cmc.controller.work;

/** Does one kind of durable work. Called on a thread of its own, which it may block; whatever it throws is a fault of ours. */
interface Worker {
  void work(Lease lease);
}
