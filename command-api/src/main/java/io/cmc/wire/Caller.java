// SPDX-License-Identifier: Apache-2.0
package io.cmc.wire;

import io.cmc.access.Actor;
import io.grpc.Context;

/** Who makes the call that is being answered; known to whatever runs in the call's gRPC context. */
public final class Caller {

  private static final Context.Key<Actor> ACTOR = Context.key("actor");

  private Caller() {}

  /** The context that a door runs a call in, once it knows who calls. */
  public static Context is(Actor actor) {
    return Context.current().withValue(ACTOR, actor);
  }

  /** Who calls; somebody nameless who may do nothing, where no door said so. */
  public static Actor current() {
    var actor = ACTOR.get();
    return actor == null ? CallerHeader.NAMELESS : actor;
  }
}
