// SPDX-License-Identifier: Apache-2.0
package io.cmc.cli.plan;

import com.google.protobuf.Descriptors.Descriptor;
import com.google.protobuf.Descriptors.EnumDescriptor;
import com.google.protobuf.Descriptors.EnumValueDescriptor;
import com.google.protobuf.Descriptors.FieldDescriptor;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;

/** How fields and words of the contract are spelt in a plan. */
final class FieldNames {

  private FieldNames() {}

  static String of(FieldDescriptor field) {
    return field.getName().replace('_', '-');
  }

  static Optional<FieldDescriptor> find(Descriptor message, String name) {
    var snake = name.replace('-', '_');
    return message.getFields().stream()
        .filter(f -> f.getName().equals(snake) || f.getJsonName().equals(name)).findFirst();
  }

  static String all(Descriptor message) {
    return message.getFields().stream().map(FieldNames::of).collect(Collectors.joining(", "));
  }

  /** Words are upper case in a plan; the lower-case spelling of the command line is understood too. */
  static Optional<EnumValueDescriptor> word(EnumDescriptor words, String name) {
    var constant = name.toUpperCase(Locale.ROOT).replace('-', '_');
    return words.getValues().stream().filter(v -> v.getNumber() != 0 && v.getName().equals(constant)).findFirst();
  }

  static String all(EnumDescriptor words) {
    return words.getValues().stream().filter(v -> v.getNumber() != 0).map(EnumValueDescriptor::getName)
        .collect(Collectors.joining(", "));
  }
}
