// SPDX-License-Identifier: Apache-2.0
package io.cmc.controller.adapter.canton2;

import io.cmc.controller.port.Fence;
import io.grpc.StatusRuntimeException;

/**
 * Decides on which connection a call may go out, at the moment it does. Asking beforehand who is there is not enough: a connection
 * can be lost and made anew, to another node, between the question and the call.
 */
interface Guard {

  Guard OPEN = connection -> true;

  /** Must not block. @param connection one object for each connection */
  boolean admits(Object connection);

  /** Called before a call that was turned away is tried once more. */
  default void renew() {}

  static boolean turnedAway(StatusRuntimeException failure) {
    return failure.getStatus().getCause() instanceof OtherConnection;
  }

  /** The same, and only while a pass through the fence is good. */
  default Guard with(Fence.Pass pass) {
    var both = this;
    return new Guard() {
      @Override public boolean admits(Object connection) {
        return pass.good() && both.admits(connection);
      }

      @Override public void renew() {
        both.renew();
      }
    };
  }

  /** A call was turned away; nothing of it was sent. */
  final class OtherConnection extends Exception {
    private static final long serialVersionUID = 1L;

    OtherConnection() {
      super("a connection on which nobody was asked who is there, or too late to be sent", null, false, false);
    }
  }
}
