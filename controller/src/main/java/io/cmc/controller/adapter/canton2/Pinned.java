// SPDX-License-Identifier: Apache-2.0
package io.cmc.controller.adapter.canton2;

import io.cmc.controller.port.NodeTrouble.Kind;
import io.cmc.id.NodeUid;
import io.cmc.rejection.ProblemCode;
import java.util.Optional;
import java.util.function.Function;

/** A link to a participant that is handed out only after the node behind it has said who it is. */
final class Pinned {

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
    uid();
    return link;
  }

  NodeUid uid() {
    var found = link.line().identity(() -> asker.apply(link));
    expected.filter(uid -> !uid.value().equals(found)).ifPresent(uid -> {
      throw link.trouble(Kind.PERMANENT, ProblemCode.WRONG_NODE, uid + " at " + link.where().address(), found);
    });
    return new NodeUid(found);
  }
}
