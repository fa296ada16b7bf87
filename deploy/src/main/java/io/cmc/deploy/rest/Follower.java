// SPDX-License-Identifier: Apache-2.0
package io.cmc.deploy.rest;

import com.google.protobuf.Message;
import io.cmc.api.v1.GetStatusRequest;
import io.cmc.api.v1.MigrationQueriesGrpc;
import io.grpc.Channel;
import java.time.Duration;
import java.util.concurrent.ScheduledExecutorService;
import org.springframework.web.servlet.function.ServerRequest;
import org.springframework.web.servlet.function.ServerResponse;

/**
 * A status and its changes as server-sent events, each with the position of the last event that it knows as its id. Who comes again with
 * {@code Last-Event-ID} gets what is newer, who wants only changes all of it once more; a stream ends when the migration has ended.
 */
final class Follower {

  private static final String LAST_EVENT_ID = "Last-Event-ID";

  private final ScheduledExecutorService beats;
  private final Duration beat;

  /** @param beat how often a comment goes out, so that what lies between does not take the line for dead */
  Follower(ScheduledExecutorService beats, Duration beat) {
    this.beats = beats;
    this.beat = beat;
  }

  /** @throws io.grpc.StatusRuntimeException when it may not be read, before anything is answered */
  ServerResponse follow(Channel channel, Message asked, ServerRequest request) {
    var known = known(request);
    var status = from((GetStatusRequest) asked, known);
    RestDoor.call(channel, MigrationQueriesGrpc.getGetStatusMethod(), status);
    return ServerResponse.sse(events -> new Following(events, status.getOnlyChanges() ? -1 : known).begin(channel, status, beats, beat), Duration.ZERO);
  }

  /** Whoever comes again with the same address has seen more since than what that says he knows. */
  private static GetStatusRequest from(GetStatusRequest asked, long known) {
    return asked.getOnlyChanges() && known >= 0 ? asked.toBuilder().clearKnownRevision().build() : asked;
  }

  private static long known(ServerRequest request) {
    var last = request.headers().firstHeader(LAST_EVENT_ID);
    try {
      return last == null || last.isBlank() ? -1 : Long.parseLong(last.strip());
    } catch (NumberFormatException e) {
      throw new Requests.Unreadable(LAST_EVENT_ID + " is the id of an event of before, not " + last);
    }
  }
}
