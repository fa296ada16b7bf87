// SPDX-License-Identifier: Apache-2.0
package io.cmc.deploy.security;

import io.cmc.access.Grant;
import io.cmc.access.Role;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Reads roles out of a token's claims. A role is written {@code operator}, for all teams, or {@code viewer:team-a}. What is something
 * else grants nothing: other services have roles in the same claims.
 */
final class GrantClaims {

  private final String rolesClaim;
  private final String groupsClaim;
  private final Map<String, Set<Grant>> groups;

  /** @param groups roles by the name of a group; @throws IllegalArgumentException where one of them is none */
  GrantClaims(String rolesClaim, String groupsClaim, Map<String, List<String>> groups) {
    this.rolesClaim = rolesClaim;
    this.groupsClaim = groupsClaim;
    this.groups = groups.entrySet().stream().collect(Collectors.toMap(Map.Entry::getKey,
        group -> group.getValue().stream().map(word -> must(group.getKey(), word)).collect(Collectors.toSet())));
  }

  private static Grant must(String group, String word) {
    return grant(word).orElseThrow(() -> new IllegalArgumentException(
        "expected a role, or role:team, for the group " + group + " in cmc.access.groups, found: " + word));
  }

  Set<Grant> of(Map<String, Object> claims) {
    var named = words(claims, rolesClaim).flatMap(word -> grant(word).stream());
    var byGroup = words(claims, groupsClaim).flatMap(group -> groups.getOrDefault(group, Set.of()).stream());
    return Stream.concat(named, byGroup).collect(Collectors.toSet());
  }

  private static Optional<Grant> grant(String word) {
    var parts = word.split(":", 2);
    var role = Arrays.stream(Role.values()).filter(r -> r.name().toLowerCase(Locale.ROOT).equals(parts[0])).findFirst();
    if (parts.length == 1) return role.map(Grant::everywhere);
    return parts[1].isBlank() ? Optional.empty() : role.map(r -> Grant.of(r, parts[1]));
  }

  /** A list of words, or one text of words with space between. */
  private static Stream<String> words(Map<String, Object> claims, String name) {
    return switch (find(claims, name)) {
      case Collection<?> list -> list.stream().filter(String.class::isInstance).map(String.class::cast);
      case String text -> Arrays.stream(text.trim().split("\\s+"));
      case null, default -> Stream.empty();
    };
  }

  /** By its whole name, else a dot leads into it, as {@code realm_access.roles}. */
  private static Object find(Map<String, Object> claims, String name) {
    if (claims.containsKey(name)) return claims.get(name);
    var dot = name.indexOf('.');
    return dot > 0 && claims.get(name.substring(0, dot)) instanceof Map<?, ?> inner ? find(asClaims(inner), name.substring(dot + 1)) : null;
  }

  private static Map<String, Object> asClaims(Map<?, ?> json) {
    return json.entrySet().stream().filter(e -> e.getKey() instanceof String && e.getValue() != null)
        .collect(Collectors.toMap(e -> (String) e.getKey(), Map.Entry::getValue));
  }
}
