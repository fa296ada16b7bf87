// SPDX-License-Identifier: Apache-2.0
package io.cmc.deploy.docs;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/** Messages and enums of one of our own .proto files with the comments above them; the stubs have lost these. */
record ProtoFile(Map<String, Block> blocks) {

  /** @param kind message or enum */
  record Block(String kind, String name, String comment, List<Field> fields) {}

  /** @param type empty for a word of an enum */
  record Field(String name, String type, String comment) {}

  private static final Pattern BLOCK = Pattern.compile("\\s*(message|enum|oneof) (\\w+) \\{}?");
  private static final Pattern FIELD = Pattern.compile("\\s*(?:optional )?((?:repeated )?[\\w.]+) (\\w+) = \\d+;.*");
  private static final Pattern WORD = Pattern.compile("\\s*(\\w+) = \\d+;.*");

  static ProtoFile parse(String text) {
    var blocks = new LinkedHashMap<String, Block>();
    var comment = new ArrayList<String>();
    Block open = null;
    for (var line : text.lines().toList()) {
      var block = BLOCK.matcher(line);
      if (line.strip().startsWith("//")) {
        comment.add(line.strip().substring(2).strip());
        continue;
      }
      // a oneof's fields are fields of its message
      if (block.matches() && !block.group(1).equals("oneof")) {
        open = new Block(block.group(1), block.group(2), taken(comment), new ArrayList<>());
        blocks.put(open.name(), open);
      } else if (open != null) {
        field(line, comment).ifPresent(open.fields()::add);
      }
      comment.clear();
    }
    return new ProtoFile(blocks);
  }

  private static Optional<Field> field(String line, List<String> comment) {
    var field = FIELD.matcher(line);
    if (field.matches()) return Optional.of(new Field(field.group(2), field.group(1), taken(comment)));
    var word = WORD.matcher(line);
    return word.matches() ? Optional.of(new Field(word.group(1), "", taken(comment))) : Optional.empty();
  }

  private static String taken(List<String> comment) {
    return String.join(" ", comment);
  }
}
