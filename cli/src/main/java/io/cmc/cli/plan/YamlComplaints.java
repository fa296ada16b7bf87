// SPDX-License-Identifier: Apache-2.0
package io.cmc.cli.plan;

import com.google.protobuf.Descriptors.Descriptor;
import io.cmc.api.v1.Secret;
import io.cmc.cli.problem.Trouble;
import org.yaml.snakeyaml.error.MarkedYAMLException;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.ScalarNode;

/** What is said about a plan that cannot be read: always with the source and, where it is known, the line. */
final class YamlComplaints {

  private final String source;

  YamlComplaints(String source) {
    this.source = source;
  }

  static int line(Node node) {
    return node.getStartMark().getLine() + 1;
  }

  Trouble unreadable(Node node, String expected, String found) {
    return Trouble.input("PLAN_UNREADABLE", expected, found + at(node), "correct the plan, then repeat the order");
  }

  Trouble syntax(MarkedYAMLException e) {
    var mark = e.getProblemMark();
    var at = mark == null ? "" : ", line " + (mark.getLine() + 1) + " column " + (mark.getColumn() + 1);
    return Trouble.input("PLAN_UNREADABLE", "a plan in YAML", e.getProblem() + " in " + source + at,
        "correct the YAML at that place");
  }

  Trouble unknownField(ScalarNode key, Descriptor message) {
    return Trouble.input("UNKNOWN_FIELD", "one of " + FieldNames.all(message), "'" + key.getValue() + "'" + at(key),
        "correct the name or remove the field; nothing in a plan is ignored");
  }

  Trouble duplicateField(Node key, String name) {
    return Trouble.input("DUPLICATE_FIELD", "'" + name + "' once in a block", "a second one" + at(key), "remove one of the two");
  }

  Trouble duplicateName(ScalarNode name, int earlier) {
    return Trouble.input("PARTICIPANT_TWICE", "a name of its own for each participant",
        "'" + name.getValue() + "' at line " + earlier + " and again" + at(name), "rename or remove one of the two");
  }

  /** Never repeats what stands where a secret's reference should be. */
  Trouble notABlock(Node node, Descriptor message, String name) {
    if (message.getFullName().equals(Secret.getDescriptor().getFullName())) {
      return Trouble.input("SECRET_IN_PLAN", "{env: NAME} or {file: path} for '" + name + "'",
          YamlScalars.describe(node) + at(node),
          "put the secret into an environment variable or a file of the service and name that here");
    }
    return unreadable(node, "a block of fields for '" + name + "' (" + FieldNames.all(message) + "), or {} for an empty one",
        YamlScalars.describe(node));
  }

  private String at(Node node) {
    return " in " + source + (node == null ? "" : ", line " + line(node));
  }
}
