// SPDX-License-Identifier: Apache-2.0
package io.cmc.deploy.docs;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.google.protobuf.Descriptors.FieldDescriptor;
import io.cmc.deploy.rest.Route;
import io.cmc.deploy.rest.Routes;
import java.util.Map;

/** The API over HTTP as an OpenAPI 3.1 document, out of the routes of the door and the public contract; the service serves it as it is. */
final class OpenApiPage implements Page {

  private static final ObjectMapper JSON = new ObjectMapper();

  private final Map<String, String> calls;
  private final OpenApiSchemas schemas;

  OpenApiPage(Checkout checkout) {
    this.calls = ProtoCalls.comments(checkout);
    this.schemas = new OpenApiSchemas(checkout);
  }

  @Override public String file() {
    return "deploy/src/main/resources/static/v1/openapi.json";
  }

  @Override public String text() {
    var document = JSON.createObjectNode().put("openapi", "3.1.0");
    document.putObject("info").put("title", "Canton Migration Controller").put("version", "1.0.0")
        .put("description", "The same orders and queries as over gRPC, with the same routes and the same audit. Numbers of 64 bits are strings.")
        .putObject("license").put("name", "Apache-2.0").put("identifier", "Apache-2.0");
    document.putArray("security").addObject().putArray("token");
    var paths = document.putObject("paths");
    Routes.all().forEach(route -> operation(route, paths));
    var components = document.putObject("components");
    components.putObject("securitySchemes").putObject("token").put("type", "http").put("scheme", "bearer");
    components.set("schemas", schemas.all());
    return written(document);
  }

  private void operation(Route route, ObjectNode paths) {
    var verb = route.verb() == Route.Verb.POST ? "post" : "get";
    var operation = paths.withObjectProperty(route.path()).putObject(verb);
    operation.put("operationId", route.method().getBareMethodName());
    var comment = calls.getOrDefault(route.method().getBareMethodName(), "");
    if (!comment.isEmpty()) operation.put("summary", comment);
    parameters(route, operation);
    if (route.verb() == Route.Verb.POST) content(operation.putObject("requestBody").put("required", true), "application/json", schemas.ref(route.request().getDescriptorForType()));
    answers(route, operation.putObject("responses"));
  }

  private void parameters(Route route, ObjectNode operation) {
    var parameters = operation.putArray("parameters");
    var request = route.request().getDescriptorForType();
    for (var field : request.getFields()) {
      if (route.variables().contains(field.getName())) parameters.add(parameter(field, "path").put("required", true));
      else if (route.verb() != Route.Verb.POST) parameters.add(parameter(field, "query"));
    }
    if (request.findFieldByName("context") != null) parameters.add(header("Idempotency-Key", "The same key gives the same answer, however often it is sent."));
    if (route.variables().contains("migration") && request.findFieldByName("context") != null) {
      parameters.add(header("If-Match", "The ETag of the status that the order is based on; it is refused when the migration went on since."));
    }
    if (route.verb() == Route.Verb.FOLLOW) parameters.add(header("Last-Event-ID", "Id of the last event that was seen; only what is newer is sent."));
    if (parameters.isEmpty()) operation.remove("parameters");
  }

  private ObjectNode parameter(FieldDescriptor field, String in) {
    var parameter = JSON.createObjectNode().put("name", in.equals("path") ? field.getName() : field.getJsonName()).put("in", in);
    var comment = schemas.comment(field);
    if (!comment.isEmpty()) parameter.put("description", comment);
    parameter.set("schema", schemas.of(field));
    return parameter;
  }

  private static ObjectNode header(String name, String description) {
    var header = JSON.createObjectNode().put("name", name).put("in", "header").put("description", description);
    header.putObject("schema").put("type", "string");
    return header;
  }

  private void answers(Route route, ObjectNode answers) {
    var type = route.verb() == Route.Verb.FOLLOW ? "text/event-stream" : "application/json";
    content(answers.putObject("200").put("description", route.verb() == Route.Verb.FOLLOW ? "One event for each change; the data is the message." : "Done."), type,
        schemas.ref(route.answer().getDescriptorForType()));
    if (route.verb() == Route.Verb.GET) answers.putObject("304").put("description", "Not changed since the answer with the tag in If-None-Match.");
    content(answers.putObject("default").put("description", "Refused, with the reason and the remedy."), "application/problem+json", schemas.problem());
  }

  private static void content(ObjectNode of, String type, ObjectNode schema) {
    of.putObject("content").putObject(type).set("schema", schema);
  }

  private static String written(ObjectNode document) {
    try {
      return JSON.writer(SchemaPage.PRINTER).writeValueAsString(document) + "\n";
    } catch (JsonProcessingException e) {
      throw new IllegalStateException(e);
    }
  }
}
