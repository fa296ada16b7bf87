// SPDX-License-Identifier: Apache-2.0
package io.cmc.projection.query;

import com.google.protobuf.Descriptors.FieldDescriptor;
import com.google.protobuf.Message;
import io.cmc.projection.sight.View;
import java.util.List;

/** Takes the others' names out of every text of an answer: a last look, as a node or a person may have written them anywhere. */
final class Veil {

  private Veil() {}

  @SuppressWarnings("unchecked")
  static <M extends Message> M over(M answer, View view) {
    return view.whole() ? answer : (M) veiled(answer, view);
  }

  private static Message veiled(Message message, View view) {
    var copy = message.toBuilder();
    message.getAllFields().forEach((field, value) -> copy.setField(field, value(field, value, view)));
    return copy.build();
  }

  private static Object value(FieldDescriptor field, Object value, View view) {
    return value instanceof List<?> many ? many.stream().map(one -> one(field, one, view)).toList() : one(field, value, view);
  }

  private static Object one(FieldDescriptor field, Object value, View view) {
    return switch (field.getJavaType()) {
      case MESSAGE -> veiled((Message) value, view);
      case STRING -> view.told((String) value);
      default -> value;
    };
  }
}
