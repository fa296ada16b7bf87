// SPDX-License-Identifier: Apache-2.0
package io.cmc.controller.door;

import com.google.protobuf.Descriptors.FieldDescriptor;
import com.google.protobuf.Message;
import java.util.List;

/**
 * Whether everything that a plan says is so in the kept plan too; what it leaves open was resolved there. That something is spoken to
 * plainly is never left open: a plan that does not say so means TLS.
 */
final class Fit {

  private static final String PLAINTEXT = "plaintext";

  private Fit() {}

  static boolean fits(Message said, Message kept) {
    return plainAlike(said, kept) && said.getAllFields().entrySet().stream().allMatch(e -> fits(e.getKey(), e.getValue(), kept));
  }

  private static boolean plainAlike(Message said, Message kept) {
    var field = said.getDescriptorForType().findFieldByName(PLAINTEXT);
    return field == null || said.getField(field).equals(kept.getField(field));
  }

  private static boolean fits(FieldDescriptor field, Object said, Message kept) {
    if (said instanceof List<?> many) return fitsEach(field, many, kept);
    return said instanceof Message m ? kept.hasField(field) && fits(m, (Message) kept.getField(field)) : said.equals(kept.getField(field));
  }

  /** In any order: a kept plan is sorted. Each on one side has its like on the other, so that one named twice does not stand for two. */
  private static boolean fitsEach(FieldDescriptor field, List<?> said, Message kept) {
    var there = (List<?>) kept.getField(field);
    return said.size() == there.size() && said.stream().allMatch(one -> there.stream().anyMatch(other -> same(one, other)))
        && there.stream().allMatch(other -> said.stream().anyMatch(one -> same(one, other)));
  }

  private static boolean same(Object one, Object other) {
    return one instanceof Message m ? fits(m, (Message) other) : one.equals(other);
  }
}
