// SPDX-License-Identifier: Apache-2.0
package io.cmc.cli.plan;

import com.google.protobuf.Descriptors.Descriptor;
import com.google.protobuf.Descriptors.FieldDescriptor;
import com.google.protobuf.Message;
import io.cmc.api.v1.Plan;
import java.io.StringReader;
import java.util.HashMap;
import java.util.HashSet;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.error.MarkedYAMLException;
import org.yaml.snakeyaml.error.YAMLException;
import org.yaml.snakeyaml.nodes.MappingNode;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.NodeTuple;
import org.yaml.snakeyaml.nodes.ScalarNode;
import org.yaml.snakeyaml.nodes.SequenceNode;

/** Walks the YAML along the contract's own description, so that every complaint names the field and its line. */
final class PlanReader {

  private static final int LARGEST_PLAN = 32 * 1024 * 1024;
  private final YamlComplaints complaints;
  private final YamlScalars scalars;

  PlanReader(String source) {
    this.complaints = new YamlComplaints(source);
    this.scalars = new YamlScalars(complaints);
  }

  Plan read(String text) {
    var root = compose(text);
    var plan = Plan.newBuilder();
    fill(plan, mapping(root, Plan.getDescriptor(), "the plan"));
    refuseSameNames(root);
    return plan.build();
  }

  private Node compose(String text) {
    var options = new LoaderOptions();
    options.setCodePointLimit(LARGEST_PLAN);
    try {
      var root = new Yaml(options).compose(new StringReader(text));
      if (root == null) {
        throw complaints.unreadable(null, "a plan in YAML", "nothing");
      }
      return root;
    } catch (MarkedYAMLException e) {
      throw complaints.syntax(e);
    } catch (YAMLException e) {
      throw complaints.unreadable(null, "a plan in YAML", e.getMessage());
    }
  }

  private void fill(Message.Builder message, MappingNode node) {
    var seen = new HashSet<FieldDescriptor>();
    for (var entry : node.getValue()) {
      var field = field(message.getDescriptorForType(), entry);
      if (!seen.add(field)) {
        throw complaints.duplicateField(entry.getKeyNode(), FieldNames.of(field));
      }
      if (field.getRealContainingOneof() != null && message.hasOneof(field.getRealContainingOneof())) {
        throw complaints.unreadable(entry.getKeyNode(), "only one of " + FieldNames.all(message.getDescriptorForType()),
            "more than one");
      }
      set(message, field, entry.getValueNode());
    }
  }

  private FieldDescriptor field(Descriptor message, NodeTuple entry) {
    if (!(entry.getKeyNode() instanceof ScalarNode key)) {
      throw complaints.unreadable(entry.getKeyNode(), "the name of a field", YamlScalars.describe(entry.getKeyNode()));
    }
    return FieldNames.find(message, key.getValue())
        .orElseThrow(() -> complaints.unknownField(key, message));
  }

  private void set(Message.Builder message, FieldDescriptor field, Node value) {
    if (field.isRepeated()) {
      if (!YamlScalars.isNull(value)) {
        sequence(value, field).getValue().forEach(item -> message.addRepeatedField(field, item(message, field, item)));
      }
    } else if (isBlock(field)) {
      message.setField(field, item(message, field, value));
    } else if (!YamlScalars.isNull(value)) {
      message.setField(field, scalars.read(field, value));
    }
  }

  private Object item(Message.Builder parent, FieldDescriptor field, Node value) {
    if (!isBlock(field)) {
      return scalars.read(field, value);
    }
    var block = parent.newBuilderForField(field);
    fill(block, mapping(value, field.getMessageType(), FieldNames.of(field)));
    return block.build();
  }

  private static boolean isBlock(FieldDescriptor field) {
    return field.getJavaType() == FieldDescriptor.JavaType.MESSAGE && !YamlScalars.isDuration(field) && !YamlScalars.isMoment(field);
  }

  private MappingNode mapping(Node node, Descriptor message, String name) {
    if (node instanceof MappingNode mapping) {
      return mapping;
    }
    throw complaints.notABlock(node, message, name);
  }

  private SequenceNode sequence(Node node, FieldDescriptor field) {
    if (node instanceof SequenceNode list) {
      return list;
    }
    throw complaints.unreadable(node, "a list for '" + FieldNames.of(field) + "'", YamlScalars.describe(node));
  }

  /** The service would refuse it too; only here the lines are known. */
  private void refuseSameNames(Node root) {
    var lines = new HashMap<String, Integer>();
    YamlScalars.participantNames((MappingNode) root).forEach(name -> {
      var earlier = lines.put(name.getValue(), YamlComplaints.line(name));
      if (earlier != null) {
        throw complaints.duplicateName(name, earlier);
      }
    });
  }
}
