// SPDX-License-Identifier: Apache-2.0
package io.cmc.deploy.helm;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.introspect.Annotated;
import com.fasterxml.jackson.databind.introspect.JacksonAnnotationIntrospector;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import com.marcnuri.helm.Helm;
import com.marcnuri.helm.LintResult;
import io.cmc.deploy.docs.Checkout;
import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.ServiceAccount;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicy;
import io.fabric8.kubernetes.api.model.policy.v1.PodDisruptionBudget;
import io.fabric8.openshift.api.model.monitoring.v1.PrometheusRule;
import io.fabric8.openshift.api.model.monitoring.v1.ServiceMonitor;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** The chart, as Helm itself lints and renders it, without a cluster. */
final class Chart {

  private static final Path FOLDER = Checkout.here().path("deploy/helm/canton-migration-controller");
  private static final Map<String, Class<? extends HasMetadata>> KINDS = Map.of("Deployment", Deployment.class, "Service", Service.class,
      "ServiceAccount", ServiceAccount.class, "PodDisruptionBudget", PodDisruptionBudget.class, "NetworkPolicy", NetworkPolicy.class,
      "ServiceMonitor", ServiceMonitor.class, "PrometheusRule", PrometheusRule.class, "Pod", Pod.class, "ConfigMap", ConfigMap.class);
  private static final YAMLMapper YAML = YAMLMapper.builder(new YAMLFactory()).build();

  /** Nothing is taken that a resource does not have: left to themselves these classes keep unknown fields aside. */
  private static final ObjectMapper STRICT = new ObjectMapper().enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
      .setAnnotationIntrospector(new JacksonAnnotationIntrospector() {
        private static final long serialVersionUID = 1L;

        @Override public Boolean hasAnySetter(Annotated ann) {
          return false;
        }
      });

  private Chart() {}

  static Path values(String name) {
    return FOLDER.resolve("ci").resolve(name + "-values.yaml");
  }

  /** Helm lints with the chart's own values alone, which lack what everybody has to give. */
  static LintResult lint(Path values, Path scratch) {
    try (var files = Files.walk(FOLDER)) {
      files.filter(Files::isRegularFile).forEach(file -> copy(file, scratch));
      var own = (ObjectNode) YAML.readTree(FOLDER.resolve("values.yaml").toFile());
      YAML.writeValue(scratch.resolve("values.yaml").toFile(), merged(own, YAML.readTree(values.toFile())));
      return new Helm(scratch).lint().strict().call();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The pod of {@code helm test}; of what is a hook Helm renders nothing, so it is made to look like none. */
  static Pod test(Path values, Path scratch) {
    try (var files = Files.walk(FOLDER)) {
      files.filter(Files::isRegularFile).forEach(file -> copy(file, scratch));
      var pod = scratch.resolve("templates/tests/answers.yaml");
      Files.writeString(pod, Files.readString(pod).replace("helm.sh/hook", "was/hook"));
      return (Pod) documents(render(scratch, values)).map(Chart::resource).filter(Pod.class::isInstance).findFirst().orElseThrow();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static ObjectNode merged(ObjectNode into, JsonNode values) {
    values.properties().forEach(field -> {
      if (field.getValue() instanceof ObjectNode object && into.get(field.getKey()) instanceof ObjectNode old) merged(old, object);
      else into.set(field.getKey(), field.getValue());
    });
    return into;
  }

  static String render(Path values) {
    return render(FOLDER, values);
  }

  private static String render(Path chart, Path values) {
    return new Helm(chart).template().withName("cmc").withNamespace("migrations").withKubeVersion("1.33.0").withValuesFile(values).call();
  }

  /** What is rendered, each held to the class of its kind. */
  static List<HasMetadata> resources(Path values) {
    return documents(render(values)).map(Chart::resource).toList();
  }

  static <T> List<T> resources(Path values, Class<T> kind) {
    return resources(values).stream().filter(kind::isInstance).map(kind::cast).toList();
  }

  private static Stream<JsonNode> documents(String text) {
    try {
      return YAML.readerFor(JsonNode.class).<JsonNode>readValues(text).readAll().stream().filter(JsonNode::isObject);
    } catch (IOException e) {
      throw new UncheckedIOException(text, e);
    }
  }

  static HasMetadata resource(JsonNode document) {
    try {
      return STRICT.treeToValue(document, KINDS.get(document.path("kind").asText()));
    } catch (JsonProcessingException e) {
      throw new AssertionError(document.path("kind").asText() + " " + document.at("/metadata/name").asText() + ": " + e.getOriginalMessage() + "\n" + document, e);
    }
  }

  private static void copy(Path from, Path scratch) {
    var to = scratch.resolve(FOLDER.relativize(from));
    try {
      Files.createDirectories(to.getParent());
      Files.copy(from, to);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
