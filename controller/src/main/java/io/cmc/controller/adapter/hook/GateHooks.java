// SPDX-License-Identifier: Apache-2.0
package io.cmc.controller.adapter.hook;

import io.cmc.controller.outward.Command;
import io.cmc.controller.outward.Letter;
import io.cmc.controller.outward.Post;
import io.cmc.controller.outward.Unreachable;
import io.cmc.controller.outward.Way;
import io.cmc.controller.port.Gatekeeper;
import io.cmc.controller.port.NodeTrouble;
import io.cmc.controller.port.NodeTrouble.Kind;
import io.cmc.rejection.Problem;
import io.cmc.rejection.ProblemCode;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * Asks the hooks of the settings. Over HTTP 2xx says yes and 4xx says no; of a command 0 says yes and 1 says no. Everything else is trouble
 * that may pass.
 */
public final class GateHooks implements Gatekeeper {

  /** That say "not now". */
  private static final Set<Integer> LATER = Set.of(408, 425, 429);

  private final Map<String, GateHook> byName;
  private final Post post;
  private final String source;

  /** @param source what questions carry as their CloudEvents source */
  public GateHooks(List<GateHook> hooks, Post post, String source) {
    this.byName = hooks.stream().collect(Collectors.toUnmodifiableMap(GateHook::name, Function.identity()));
    this.post = post;
    this.source = source;
  }

  @Override public String ask(Question question) {
    var hook = byName.get(question.hook());
    if (hook == null) throw Gatekeeper.unknown(question.hook());
    var asked = new Asking(question, source);
    try {
      return switch (hook.way()) {
        case Way.Web web -> overHttp(hook, web, asked.letter());
        case Way.Program program -> byCommand(hook, program, asked);
      };
    } catch (Unreachable e) {
      throw trouble(hook, e.mayBeTold() ? Kind.OUTCOME_UNKNOWN : Kind.TRANSIENT, e.getMessage());
    }
  }

  private String overHttp(GateHook hook, Way.Web web, Letter letter) {
    var reply = post.send(web, letter, hook.limit());
    if (reply.code() / 100 == 2) return reply.words();
    var found = "status " + reply.code() + ": " + reply.words();
    if (reply.code() / 100 == 3) throw trouble(hook, Kind.PERMANENT, "a redirect, which is not followed");
    throw trouble(hook, reply.code() / 100 == 4 && !LATER.contains(reply.code()) ? Kind.PERMANENT : Kind.TRANSIENT, found);
  }

  private static String byCommand(GateHook hook, Way.Program program, Asking asked) {
    var reply = Command.run(program.words(), asked.environment(), asked.letter().body(), hook.limit());
    if (reply.code() == 0) return reply.words();
    throw trouble(hook, reply.code() == 1 ? Kind.PERMANENT : Kind.TRANSIENT, "exit code " + reply.code() + ": " + reply.words());
  }

  private static NodeTrouble trouble(GateHook hook, Kind kind, String found) {
    return new NodeTrouble(kind, Problem.of(ProblemCode.HOOK_FAILED, "a yes of the hook " + hook.name(), found), null);
  }
}
