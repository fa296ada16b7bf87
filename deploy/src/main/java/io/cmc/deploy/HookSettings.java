// SPDX-License-Identifier: Apache-2.0
package io.cmc.deploy;

import io.cmc.approval.Gate;
import io.cmc.controller.adapter.hook.GateHook;
import io.cmc.controller.outward.Way;
import io.cmc.controller.wiring.ControllerSettings;
import io.cmc.deploy.ServiceSettings.GatingHook;
import io.cmc.plan.Secret;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** The hooks out of the settings: with one that makes no sense the service does not start. */
final class HookSettings {

  private HookSettings() {}

  static ControllerSettings.Hooks of(ServiceSettings settings) {
    var hooks = settings.hooks();
    return new ControllerSettings.Hooks(hooks.participantStop(), hooks.participantStart(), gating(hooks.gating()), settings.kafka().source());
  }

  private static List<GateHook> gating(Map<String, GatingHook> said) {
    return new TreeMap<>(said).entrySet().stream().map(e -> gating("cmc.hooks.gating." + e.getKey(), e.getKey(), e.getValue())).toList();
  }

  static GateHook gating(String where, String name, GatingHook said) {
    require(!said.at().isEmpty(), where + ".at: one or more of before-start, before-pnr-1, before-pnr-2, before-retire");
    require(!said.limit().isNegative() && !said.limit().isZero(), where + ".limit of more than 0s");
    return new GateHook(name, way(where, said.url(), said.command(), secret(where, said.secretEnv(), said.secretFile()), said.plaintext()),
        said.at().stream().map(word -> gate(where, word)).collect(Collectors.toSet()), Set.copyOf(said.teams()), said.limit());
  }

  static Way way(String where, String url, List<String> command, Optional<Secret> secret, boolean plaintext) {
    require(url.isBlank() != command.isEmpty(), where + ": either url or command");
    try {
      return command.isEmpty() ? Way.Web.of(url, secret, plaintext) : new Way.Program(command);
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException(where + ".url: " + e.getMessage());
    }
  }

  static Optional<Secret> secret(String where, String env, String file) {
    require(env.isBlank() || file.isBlank(), where + ": either secret-env or secret-file");
    if (!env.isBlank()) return Optional.of(new Secret(Secret.Kind.ENV, env));
    return file.isBlank() ? Optional.empty() : Optional.of(new Secret(Secret.Kind.FILE, file));
  }

  private static Gate gate(String where, String word) {
    return Arrays.stream(Gate.values()).filter(g -> word.equals("before-" + g.name().toLowerCase(Locale.ROOT).replace('_', '-'))).findFirst()
        .orElseThrow(() -> new IllegalArgumentException("expected before-start, before-pnr-1, before-pnr-2 or before-retire as " + where + ".at, found: " + word));
  }

  static void require(boolean so, String expected) {
    if (!so) throw new IllegalArgumentException("expected " + expected);
  }
}
