// SPDX-License-Identifier: Apache-2.0
package io.cmc.deploy.upgrade;

import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What a script may do to tables that the version before still works on: add, and nothing that makes its reads or writes fail. What is no
 * longer used is taken away by a later script, whose head says since which version it is not.
 */
final class ScriptRules {

  private record Rule(String word, Pattern sql) {
    Rule(String word, String regex) {
      this(word, Pattern.compile(regex, Pattern.CASE_INSENSITIVE | Pattern.DOTALL));
    }
  }

  private static final Pattern CONTRACTS = Pattern.compile("(?m)^-- contracts: not used since \\d+\\.\\d+\\.\\d+$");
  private static final Pattern MADE_HERE = Pattern.compile("create\\s+(?:unlogged\\s+)?table\\s+(?:if\\s+not\\s+exists\\s+)?(\\w+)", Pattern.CASE_INSENSITIVE);

  private static final List<Rule> NEVER = List.of(
      new Rule("changes events, seals or checkpoints", "^(update|delete\\s+from|truncate)\\s+(table\\s+)?(domain_event_entry|event_seal|checkpoint)\\b"));

  private static final List<Rule> NOT_YET = List.of(
      new Rule("takes away", "^drop\\s+(table|view|sequence|function|trigger|type|schema)\\b"),
      new Rule("takes a column away", "^alter\\s+table\\b.*\\bdrop\\s+(column\\s+)?(?!constraint\\b|not\\s+null\\b|default\\b|identity\\b)"),
      new Rule("renames", "^alter\\b.*\\brename\\b"),
      new Rule("gives a column another type", "^alter\\s+table\\b.*\\balter\\s+(column\\s+)?\\w+\\s+(set\\s+data\\s+)?type\\b"),
      new Rule("demands a value of rows that the version before writes without it", "^alter\\s+table\\b.*\\bset\\s+not\\s+null\\b"),
      new Rule("demands a value of rows that the version before writes without it",
          "^alter\\s+table\\b.*\\badd\\s+(column\\s+)?(?!constraint\\b)(?![^,]*\\b(default|generated)\\b)[^,]*\\bnot\\s+null\\b"),
      new Rule("demands what the version before does not know of", "^alter\\s+table\\b.*\\badd\\s+(constraint\\b|unique\\b|check\\b|primary\\b|foreign\\b)"),
      new Rule("empties", "^(truncate|delete\\s+from)\\b"));

  private static final Pattern UNIQUE = Pattern.compile("^create\\s+unique\\s+index\\b.*?\\bon\\s+(\\w+)", Pattern.CASE_INSENSITIVE | Pattern.DOTALL);

  private ScriptRules() {}

  /** What is wrong with it, in words; empty: nothing. */
  static List<String> broken(String script) {
    var statements = statements(script);
    var made = MADE_HERE.matcher(String.join(";", statements)).results().map(m -> m.group(1).toLowerCase()).collect(Collectors.toSet());
    var rules = CONTRACTS.matcher(script).find() ? NEVER : Stream.concat(NEVER.stream(), NOT_YET.stream()).toList();
    return statements.stream().flatMap(s -> Stream.concat(
        rules.stream().filter(r -> r.sql().matcher(s).find()).map(Rule::word), uniqueOnOld(s, made))
        .map(word -> word + ": " + s.replaceAll("\\s+", " "))).toList();
  }

  private static Stream<String> uniqueOnOld(String statement, Set<String> made) {
    var unique = UNIQUE.matcher(statement);
    return unique.find() && !made.contains(unique.group(1).toLowerCase())
        ? Stream.of("demands what the version before does not know of") : Stream.empty();
  }

  /** Bodies of functions count as one statement with what makes them. */
  private static List<String> statements(String script) {
    var plain = script.replaceAll("(?m)--.*$", "").replaceAll("(?s)/\\*.*?\\*/", "").replaceAll("(?s)\\$(\\w*)\\$.*?\\$\\1\\$", "'body'");
    return Stream.of(plain.split(";")).map(String::strip).filter(s -> !s.isEmpty()).toList();
  }
}
