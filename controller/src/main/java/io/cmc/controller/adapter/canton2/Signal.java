// SPDX-License-Identifier: Apache-2.0
package io.cmc.controller.adapter.canton2;

import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import java.net.ConnectException;
import java.net.NoRouteToHostException;
import java.net.UnknownHostException;
import java.nio.channels.UnresolvedAddressException;
import java.util.Optional;
import java.util.regex.Pattern;
import javax.net.ssl.SSLHandshakeException;

/**
 * Why a call failed, as far as it can be read off.
 *
 * @param id the node's error id (docs/canton.md), one of the names in brackets below for what happened on this side, or empty
 * @param text the node's own words, as they came
 */
record Signal(Status.Code code, String id, String text) {

  /** No connection, so no call. */
  static final String NOT_SENT = "(not sent)";
  /** The calling thread was interrupted while it waited. */
  static final String INTERRUPTED = "(interrupted)";

  private static final Pattern STRUCTURED = Pattern.compile("^([A-Z_0-9]+)\\((\\d+),(.+?)\\): (.*)$", Pattern.DOTALL);
  private static final Pattern SANITISED = Pattern.compile("contact the operator and inquire about .{0,200} with tid\\W*([0-9a-f]{8,64})");

  static Signal of(StatusRuntimeException failure) {
    var status = failure.getStatus();
    var text = Optional.ofNullable(status.getDescription()).orElse("");
    return new Signal(status.getCode(), idOf(status, text), text);
  }

  private static String idOf(Status status, String text) {
    var structured = STRUCTURED.matcher(text);
    if (structured.matches()) return structured.group(1);
    if (status.getCause() instanceof InterruptedException) return INTERRUPTED;
    if (status.getCause() instanceof Guard.OtherConnection) return NOT_SENT;
    return status.getCode() == Status.Code.UNAVAILABLE && neverConnected(status.getCause()) ? NOT_SENT : "";
  }

  /** A call is sent only after connection and TLS handshake are through. */
  private static boolean neverConnected(Throwable cause) {
    for (var c = cause; c != null; c = c.getCause()) {
      if (c instanceof ConnectException || c instanceof NoRouteToHostException || c instanceof UnknownHostException
          || c instanceof UnresolvedAddressException || c instanceof SSLHandshakeException) {
        return true;
      }
    }
    return false;
  }

  /** The node does not serve this method: not yet, not on this port, or not in this release. */
  boolean methodNotFound() {
    return code == Status.Code.UNIMPLEMENTED && text.startsWith("Method not found");
  }

  /** Trace id of an error whose text the node keeps to itself. */
  Optional<String> hiddenUnder() {
    var matcher = SANITISED.matcher(text);
    return matcher.find() ? Optional.of(matcher.group(1)) : Optional.empty();
  }
}
