// SPDX-License-Identifier: Apache-2.0
package io.cmc.cli;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import com.fasterxml.jackson.dataformat.yaml.YAMLGenerator;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.MessageOrBuilder;
import com.google.protobuf.util.JsonFormat;
import io.cmc.cli.text.Plain;
import org.yaml.snakeyaml.DumperOptions;

/** Messages of the contract for programs: the canonical JSON of protobuf, fields without a value included, or the same as YAML. */
final class Documents {

  private static final JsonFormat.Printer PRINTER = JsonFormat.printer().alwaysPrintFieldsWithNoPresence();
  private static final JsonMapper JSON = new JsonMapper();
  private static final YAMLMapper YAML = new YAMLMapper(YAMLFactory.builder().dumperOptions(plainText())
      .enable(YAMLGenerator.Feature.MINIMIZE_QUOTES).enable(YAMLGenerator.Feature.ALWAYS_QUOTE_NUMBERS_AS_STRINGS).build());

  private Documents() {}

  /** Everything but plain ASCII is escaped: YAML cannot escape a single character of a text that is not in quotes. */
  private static DumperOptions plainText() {
    var options = new DumperOptions();
    options.setAllowUnicode(false);
    options.setSplitLines(false);
    options.setExplicitStart(true);
    options.setDefaultFlowStyle(DumperOptions.FlowStyle.BLOCK);
    return options;
  }

  /** One document, no final line end. */
  static String of(Output output, MessageOrBuilder message) {
    return output == Output.YAML ? yaml(message) : safe(print(PRINTER, message));
  }

  /** One of many: JSON on one line, YAML with its leading dashes. */
  static String inStream(Output output, MessageOrBuilder message) {
    return output == Output.YAML ? yaml(message) : safe(print(PRINTER.omittingInsignificantWhitespace(), message));
  }

  private static String yaml(MessageOrBuilder message) {
    try {
      return YAML.writeValueAsString(JSON.readTree(print(PRINTER, message))).stripTrailing();
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("the contract's own JSON could not be read", e);
    }
  }

  private static String print(JsonFormat.Printer printer, MessageOrBuilder message) {
    try {
      return printer.print(message);
    } catch (InvalidProtocolBufferException e) {
      throw new IllegalStateException("a message of the contract has no JSON", e);
    }
  }

  /** The printer escapes only some control characters; outside of strings there are none but line ends. */
  private static String safe(String json) {
    var text = new StringBuilder();
    json.codePoints().forEach(c -> {
      if (c == '\n' || Plain.harmless(c)) {
        text.appendCodePoint(c);
      } else {
        Character.toString(c).chars().forEach(unit -> text.append("\\u%04x".formatted(unit)));
      }
    });
    return text.toString();
  }
}
