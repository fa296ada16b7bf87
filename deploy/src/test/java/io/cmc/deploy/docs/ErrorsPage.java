// SPDX-License-Identifier: Apache-2.0
package io.cmc.deploy.docs;

import com.sun.source.tree.BinaryTree;
import com.sun.source.tree.ExpressionTree;
import com.sun.source.tree.LiteralTree;
import com.sun.source.tree.ParenthesizedTree;
import io.cmc.cli.problem.ExitCode;
import io.cmc.controller.step.Step;
import io.cmc.rejection.ProblemCode;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Every code that a refusal, a parked step or a finding can have, and what the client ends with. */
final class ErrorsPage implements Page {

  private static final Pattern HEADING = Pattern.compile("  // (.+)");
  private static final Pattern CONSTANT = Pattern.compile("  ([A-Z_]+)\\(.*");

  private final Checkout checkout;

  ErrorsPage(Checkout checkout) {
    this.checkout = checkout;
  }

  @Override public String file() {
    return "docs/errors.md";
  }

  @Override public String text() {
    var page = new Markdown("Errors").paragraph("""
        A problem reads the same in the client, the API and the audit trail: its code, "expected X, but found Y", and what to do. An order
        that is refused changes nothing and is kept in the audit trail. A step that fails is tried again as often as the plan says
        (`pace.attempts`), then parked; `cmc retry MIGRATION [PARTICIPANT]` tries a parked one again, which looks at the node before it acts.""");
    groups().forEach((group, codes) -> page.section(Character.toUpperCase(group.charAt(0)) + group.substring(1))
        .table(List.of("code", "what it says", "what to do"), codes.stream().map(ErrorsPage::code).toList()));
    page.section("What preflight looks at").paragraph("""
        Each finding names its check. BLOCK stops the start; WARN and INFO are shown. Faults of single Canton releases are findings as well
        (`release-...`, [list](canton.md#faults-by-release)), and so is what a backup needs.""")
        .table(List.of("check", "severity", "code"), checks());
    page.section("Codes of the client alone").paragraph("Said by `cmc` before anything was asked of the service, or when it cannot be asked.")
        .table(List.of("code", "expected", "what to do"), clientCodes());
    page.section("Exit codes of `cmc`").table(List.of("exit", "name", "meaning"), Arrays.stream(ExitCode.values())
        .map(e -> List.of(Integer.toString(e.number()), Markdown.code(e.name()), e.meaning())).toList());
    return page.toString();
  }

  private static List<String> code(ProblemCode code) {
    return List.of("<a id=\"" + code.name().toLowerCase(Locale.ROOT) + "\"></a>" + Markdown.code(code.name()), code.explanation(), code.remedy());
  }

  /** The list is divided by comments, which only the source has. */
  private Map<String, List<ProblemCode>> groups() {
    var groups = new LinkedHashMap<String, List<ProblemCode>>();
    var group = "others";
    for (var line : checkout.text("command-api/src/main/java/io/cmc/rejection/ProblemCode.java").lines().toList()) {
      var heading = HEADING.matcher(line);
      var constant = CONSTANT.matcher(line);
      if (heading.matches()) group = heading.group(1);
      if (constant.matches()) groups.computeIfAbsent(group, g -> new ArrayList<>()).add(ProblemCode.valueOf(constant.group(1)));
    }
    return groups;
  }

  private List<List<String>> checks() {
    var source = checkout.source("controller", Step.class).resolveSibling("Check.java");
    return JavaFile.parse(source).constants().stream().map(c -> List.of(Markdown.code(c.name().toLowerCase(Locale.ROOT).replace('_', '-')),
        c.arguments().get(0), link(c.arguments().get(1).replace("ProblemCode.", "")))).toList();
  }

  private static String link(String code) {
    return "[" + code + "](#" + code.toLowerCase(Locale.ROOT) + ")";
  }

  private List<List<String>> clientCodes() {
    var own = Set.of(ProblemCode.values()).stream().map(Enum::name).collect(Collectors.toSet());
    var codes = new TreeMap<String, List<String>>();
    for (var call : JavaFile.parse(checkout.below("cli/src/main/java", ".java")).calls()) {
      if (!Set.of("Trouble.input", "Trouble.problem").contains(call.method()) || !(call.arguments().get(0) instanceof LiteralTree code)) continue;
      var name = String.valueOf(code.getValue());
      if (!own.contains(name)) codes.putIfAbsent(name, List.of(Markdown.code(name), words(call.arguments().get(1)), words(call.arguments().get(3))));
    }
    return List.copyOf(codes.values());
  }

  /** What is put together while the client runs is left open. */
  private static String words(ExpressionTree expression) {
    return switch (expression) {
      case LiteralTree l -> Markdown.plain(String.valueOf(l.getValue()));
      case BinaryTree b -> words(b.getLeftOperand()) + words(b.getRightOperand());
      case ParenthesizedTree p -> words(p.getExpression());
      default -> "…";
    };
  }
}
