// SPDX-License-Identifier: Apache-2.0
package io.cmc.deploy.docs;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SpecVersion.VersionFlag;
import io.cmc.store.names.EventNames;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** What was promised to consumers stays so: released schemas are frozen, and those of today break nobody who was written for them. */
class SchemasTest {

  private static final Checkout CHECKOUT = Checkout.here();
  private static final String RELEASED = "deploy/src/test/resources/schemas/released/";
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String HOW = "mvn -q -pl deploy -am test -Dtest=SchemasTest -Dschemas=write -Dsurefire.failIfNoSpecifiedTests=false";
  private static final Map<String, SchemaPage> TODAY = SchemaPage.all(JavaFile.parse(CHECKOUT.below("command-api/src/main/java", ".java"))).stream()
      .collect(Collectors.toMap(SchemaPage::fileName, Function.identity()));

  static Stream<String> today() {
    return TODAY.keySet().stream().sorted();
  }

  static Stream<String> released() {
    return CHECKOUT.below(RELEASED, ".json").stream().map(f -> f.getFileName().toString());
  }

  static Stream<String> samples() {
    return CHECKOUT.below("event-store/src/test/resources/events/released", ".json").stream().map(f -> f.getFileName().toString())
        .filter(f -> TODAY.containsKey(schema(f)));
  }

  @ParameterizedTest @MethodSource("today") void every_event_has_a_released_schema(String file) {
    if ("write".equals(System.getProperty("schemas")) && !CHECKOUT.has(RELEASED + file)) CHECKOUT.write(RELEASED + file, TODAY.get(file).text());

    assertThat(CHECKOUT.has(RELEASED + file)).as("%s is not released. Before it is, write and commit it: %s", file, HOW).isTrue();
  }

  @ParameterizedTest @MethodSource("released") void a_revision_that_was_released_breaks_nobody(String file) throws IOException {
    var before = JSON.readTree(CHECKOUT.text(RELEASED + file));
    var after = JSON.readTree(CHECKOUT.text(SchemaPage.FOLDER + file));

    assertThat(SchemaChange.breaks(before, after)).as("changes of %s that break consumers. Raise the @Revision instead.", file).isEmpty();
  }

  @ParameterizedTest @MethodSource("samples") void a_released_sample_has_what_its_schema_says_and_nothing_else(String sample) throws IOException {
    var strict = strict(JSON.readTree(TODAY.get(schema(sample)).text()));

    var faults = JsonSchemaFactory.getInstance(VersionFlag.V202012).getSchema(strict)
        .validate(JSON.readTree(CHECKOUT.text("event-store/src/test/resources/events/released/" + sample)));

    assertThat(faults).isEmpty();
  }

  @ParameterizedTest(name = "{0}") @CsvSource(delimiter = '|', textBlock = """
      a field is taken away    | {"properties":{"a":{"type":"string"}},"required":["a"]} | {"properties":{},"required":[]}
      a field is renamed       | {"properties":{"a":{"type":"string"}}} | {"properties":{"b":{"type":"string"}}}
      a type is changed        | {"properties":{"a":{"type":"string"}}} | {"properties":{"a":{"type":"integer"}}}
      a format is changed      | {"properties":{"a":{"type":"string","format":"duration"}}} | {"properties":{"a":{"type":"string","format":"date-time"}}}
      a field may be absent    | {"properties":{"a":{"type":"string"}},"required":["a"]} | {"properties":{"a":{"type":"string"}},"required":[]}
      a word is taken away     | {"properties":{"a":{"type":"string","examples":["X","Y"]}}} | {"properties":{"a":{"type":"string","examples":["X"]}}}
      inside of a list         | {"items":{"properties":{"a":{"type":"string"}}}} | {"items":{"properties":{}}}
      inside of a value        | {"$ref":"#/$defs/V","$defs":{"V":{"properties":{"a":{"type":"string"}}}}} | {"$ref":"#/$defs/V","$defs":{"V":{"properties":{}}}}
      """) void is_a_change_that_breaks(String what, String before, String after) throws IOException {
    assertThat(SchemaChange.breaks(JSON.readTree(before), JSON.readTree(after))).as(what).hasSizeBetween(1, 2);
    assertThat(SchemaChange.breaks(JSON.readTree(before), JSON.readTree(before))).isEmpty();
  }

  @Test void what_is_added_breaks_nobody() throws IOException {
    var before = JSON.readTree("{\"properties\":{\"a\":{\"type\":\"string\",\"examples\":[\"X\"]}},\"required\":[]}");
    var after = JSON.readTree("{\"properties\":{\"a\":{\"type\":\"string\",\"examples\":[\"X\",\"Y\"]},\"b\":{\"type\":\"integer\"}},\"required\":[\"a\",\"b\"]}");

    assertThat(SchemaChange.breaks(before, after)).isEmpty();
  }

  @Test void every_reference_of_the_asyncapi_document_leads_somewhere() throws IOException {
    var document = new YAMLMapper().readTree(CHECKOUT.text("docs/events/asyncapi.yaml"));

    var references = document.findValuesAsText("$ref");
    assertThat(references).hasSizeGreaterThan(EventNames.standard().all().size()).allSatisfy(ref -> {
      if (ref.startsWith("#")) assertThat(document.at(ref.substring(1)).isMissingNode()).as(ref).isFalse();
      else assertThat(Files.exists(CHECKOUT.path("docs/events").resolve(Path.of(ref)))).as(ref).isTrue();
    });
    assertThat(document.path("asyncapi").asText()).isEqualTo("3.0.0");
  }

  /** SourceLeft.1.json, and StepRequested.1.json for StepRequested.1.DRAIN.json. */
  private static String schema(String sample) {
    var parts = sample.split("\\.");
    return parts[0] + "." + parts[1] + ".json";
  }

  private static JsonNode strict(JsonNode schema) {
    if (schema instanceof ObjectNode node && node.has("properties") && !node.has("additionalProperties")) node.put("additionalProperties", false);
    schema.forEach(SchemasTest::strict);
    return schema;
  }
}
