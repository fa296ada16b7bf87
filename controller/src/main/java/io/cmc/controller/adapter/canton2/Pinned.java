// SPDX-License-Identifier: Apache-2.0
package io.cmc.controller.adapter.canton2;

import com.digitalasset.canton.topology.admin.v0.InitializationServiceGrpc;
import com.google.protobuf.Empty;
import io.cmc.controller.adapter.canton2.Line.Known;
import io.cmc.controller.port.NodeTrouble.Kind;
import io.cmc.controller.port.NodeTrouble;
import io.cmc.id.NodeUid;
import io.cmc.rejection.ProblemCode;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Function;

/** Calls to a node, each of them on a connection on which that node has said who it is; it is asked once for each connection. */
final class Pinned implements Guard {

  private final Link link;
  private final Optional<NodeUid> expected;
  private final Function<Link, String> asker;

  /** @param expected empty: whoever answers is taken */
  Pinned(Link link, Optional<NodeUid> expected, Function<Link, String> asker) {
    this.link = link;
    this.expected = expected;
    this.asker = asker;
  }

  Link link() {
    return link.behind(this);
  }

  /** Whether nobody answers, whoever it be. */
  boolean isSilent(Duration patience) {
    try {
      link.tell(Call.read(InitializationServiceGrpc.getGetIdMethod(), Empty.getDefaultInstance(), patience));
      return false;
    } catch (NodeTrouble trouble) {
      return trouble.getCause() instanceof StatusRuntimeException e && e.getStatus().getCode() == Status.Code.DEADLINE_EXCEEDED;
    }
  }

  /** Whether whoever is there answered anything, of whatever service. */
  boolean hasAnswered(Duration time) {
    return link.line().hasAnswered(time);
  }

  /** Whoever is expected, since no call goes to anybody else; else who answers, asked afresh. */
  NodeUid uid() {
    return expected.orElseGet(() -> new NodeUid(ask().uid()));
  }

  @Override public boolean admits(Object connection) {
    var known = link.line().known();
    return known.connection() == connection && isExpected(known.uid());
  }

  @Override public void renew() {
    var uid = known().uid();
    if (!isExpected(uid)) {
      throw link.trouble(Kind.PERMANENT, ProblemCode.WRONG_NODE, expected.orElseThrow() + " at " + link.where().address(), uid);
    }
  }

  /** Several calls may have been turned away at the same time. */
  private Known known() {
    try {
      return link.line().known(this::ask);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw link.trouble(Kind.TRANSIENT, ProblemCode.NODE_TIMEOUT, "to learn who answers at " + link.where().address(), "interrupted");
    }
  }

  private Known ask() {
    var connection = new AtomicReference<Object>();
    var uid = asker.apply(link.behind(used -> {
      connection.set(used);
      return true;
    }));
    return new Known(uid, connection.get());
  }

  private boolean isExpected(String uid) {
    return expected.isEmpty() || expected.get().value().equals(uid);
  }
}
