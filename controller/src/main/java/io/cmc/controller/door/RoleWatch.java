// SPDX-License-Identifier: Apache-2.0
package io.cmc.controller.door;

import io.cmc.access.Actor;
import io.cmc.access.Grants;
import io.cmc.command.NoteGrants;
import io.cmc.controller.work.ApproverDesk;
import io.cmc.wire.Caller;
import io.grpc.Metadata;
import io.grpc.ServerCall;
import io.grpc.ServerCallHandler;
import io.grpc.ServerInterceptor;
import java.time.InstantSource;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.axonframework.commandhandling.gateway.CommandGateway;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Whoever calls, for whatever, is seen with the roles that are held then: approvals that were given with a role which is gone count no more
 * before the call is answered. Stands behind whatever says who calls. A call is never refused because of it.
 */
public final class RoleWatch implements ServerInterceptor {

  private static final Logger LOG = LoggerFactory.getLogger(RoleWatch.class);
  private static final int MOST = 10_000;

  private final ApproverDesk approvers;
  private final CommandGateway commands;
  private final InstantSource clock;
  /** What was noted last; whatever is not in here is noted once more, which changes nothing. */
  private final Map<String, Grants> noted = new ConcurrentHashMap<>();

  public RoleWatch(ApproverDesk approvers, CommandGateway commands, InstantSource clock) {
    this.approvers = approvers;
    this.commands = commands;
    this.clock = clock;
  }

  @Override public <Q, A> ServerCall.Listener<Q> interceptCall(ServerCall<Q, A> call, Metadata headers, ServerCallHandler<Q, A> next) {
    see(Caller.current());
    return next.startCall(call, headers);
  }

  void see(Actor actor) {
    if (actor.grants().equals(noted.get(actor.subject()))) return;
    try {
      approvers.approvedBy(actor.subject()).forEach(m -> commands.sendAndWait(new NoteGrants(m, actor.subject(), actor.grants(), clock.instant())));
      if (noted.size() >= MOST) noted.clear();
      noted.put(actor.subject(), actor.grants());
    } catch (RuntimeException e) {
      LOG.warn("what {} may do could not be noted; it is tried with the next call", actor.subject(), e);
    }
  }
}
