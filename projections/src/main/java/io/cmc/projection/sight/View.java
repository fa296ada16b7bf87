// SPDX-License-Identifier: Apache-2.0
package io.cmc.projection.sight;

import io.cmc.id.NodeName;
import java.util.Comparator;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What may be seen of one migration: its course, and what is told of its own participants. Of the others only that there are so many.
 *
 * @param everything no matter who takes part
 * @param theirNames names and ids of the others
 */
public record View(boolean everything, List<Member> own, List<Member> others, Pattern theirNames) {

  public static final View WHOLE = new View(true, List.of(), List.of(), Pattern.compile("(?!)"));

  /** Stands where another's name was. */
  public static final String ANOTHER = "another team's participant";

  static View of(List<Member> own, List<Member> others) {
    return new View(false, own, others, names(others));
  }

  /** Whether there is such a migration for the caller. */
  public boolean seen() {
    return everything || !own.isEmpty();
  }

  /** Whether nothing of it is another's. */
  public boolean whole() {
    return everything || others.isEmpty() && !own.isEmpty();
  }

  /** Whether it may be told of this participant by name; of the domains always. */
  public boolean names(NodeName node) {
    return whole() || node.isDomains() || own.stream().anyMatch(m -> m.name().equals(node));
  }

  /** The same for what was written down; empty where it is of the migration as a whole. */
  public boolean names(String participant) {
    return whole() || participant.isEmpty() || participant.equals(NodeName.DOMAINS.value()) || own.stream().anyMatch(m -> m.name().value().equals(participant));
  }

  /** The text without the others' names, wherever a program or a person wrote them. */
  public String told(String text) {
    return whole() || text.isEmpty() ? text : theirNames.matcher(text).replaceAll(ANOTHER);
  }

  /** The longest first, as one may begin like another; as a whole word only. */
  private static Pattern names(List<Member> others) {
    var names = others.stream().flatMap(m -> Stream.of(m.uid(), m.name().value())).filter(n -> !n.isEmpty()).distinct()
        .sorted(Comparator.comparing(String::length).reversed().thenComparing(n -> n)).map(Pattern::quote).collect(Collectors.joining("|"));
    return names.isEmpty() ? WHOLE.theirNames() : Pattern.compile("(?<![\\w.-])(?:" + names + ")(?![\\w-]|\\.\\w)");
  }
}
