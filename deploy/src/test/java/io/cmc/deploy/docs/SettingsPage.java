// SPDX-License-Identifier: Apache-2.0
package io.cmc.deploy.docs;

import io.cmc.deploy.ServiceSettings;
import io.cmc.deploy.docs.ProtoFile.Block;
import io.cmc.deploy.docs.ProtoFile.Field;
import java.lang.reflect.Parameter;
import java.lang.reflect.ParameterizedType;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/** What can be set on the service, and every field of a plan. */
final class SettingsPage implements Page {

  private final Checkout checkout;
  private final JavaFile source;

  SettingsPage(Checkout checkout) {
    this.checkout = checkout;
    this.source = JavaFile.parse(checkout.source("deploy", ServiceSettings.class));
  }

  @Override public String file() {
    return "docs/settings.md";
  }

  @Override public String text() {
    var page = new Markdown("Settings");
    page.section("The service").paragraph("""
        In a properties or YAML file given with `cmc serve --config`, or as environment variables in Spring Boot's spelling
        (`cmc.database.url` is `CMC_DATABASE_URL`, `cmc.database-tools` is `CMC_DATABASETOOLS`). `--data`, `--port`, `--listen`, `--database-url` and `--kafka` of
        [`cmc serve`](cli.md) set `cmc.data`, `spring.grpc.server.port`, `spring.grpc.server.address`, `cmc.database.url` and `cmc.kafka.bootstrap-servers`.""")
        .table(List.of("setting", "default", "meaning"), settings(prefix(), ServiceSettings.class));
    page.paragraph("""
        Any setting of Spring Boot can be given too, for example `logging.level.root`, or `logging.structured.format.console` (`ecs` or `logstash`), which makes
        [the log](operating.md#the-log) lines of JSON. The API listens on `spring.grpc.server.address`
        (`127.0.0.1`; `--listen`), beyond this machine only with TLS (`--tls-certificate`, `--tls-key`); who may call it: [security](security.md).""");
    page.section("The client").table(List.of("variable", "meaning"), List.of(
        List.of(Markdown.code("CMC_SERVER"), "address of the service; `--server` goes before it; default `127.0.0.1:7070`"),
        List.of(Markdown.code("CMC_TOKEN"), "the token to call with; `--token-file` goes before it"),
        List.of(Markdown.code("CMC_TOKEN_FILE"), "a file with it"),
        List.of(Markdown.code("CMC_CA"), "certificates (PEM) that the service's must come from; `--ca` goes before it"),
        List.of(Markdown.code("XDG_CONFIG_HOME"), "where the folder `cmc` with logins is; default `.config` at home"),
        List.of(Markdown.code("NO_COLOR"), "set to anything: no colours")));
    page.section("A plan").paragraph("""
        Written by `cmc plan`, in YAML; the API takes the same message, `cmc.api.v1.Plan`. A name here is the proto's with `-` for `_`; durations
        are `PT1H30M`, `90s`, `30m`, `1h` or `2d`. "Resolved" fields may be left out of a draft: the service fills them in by looking at the
        nodes, and from then on they are part of the plan and its hash.""");
    plan().forEach(block -> block(page, block));
    return page.toString();
  }

  private static String prefix() {
    return ServiceSettings.class.getAnnotation(ConfigurationProperties.class).value();
  }

  private List<List<String>> settings(String prefix, Class<?> type) {
    var rows = new ArrayList<List<String>>();
    for (var parameter : type.getDeclaredConstructors()[0].getParameters()) {
      var name = prefix + "." + kebab(parameter.getName());
      if (parameter.getType().isRecord()) rows.addAll(settings(name, parameter.getType()));
      else if (named(parameter).isPresent()) rows.addAll(settings(name + ".NAME", named(parameter).get()));
      else rows.add(List.of(Markdown.code(name), value(parameter), said(type, parameter)));
    }
    return rows;
  }

  /** What each of several has, that have names. */
  private static Optional<Class<?>> named(Parameter parameter) {
    return parameter.getParameterizedType() instanceof ParameterizedType map && map.getRawType() == Map.class
        && map.getActualTypeArguments()[1] instanceof Class<?> each && each.isRecord() ? Optional.of(each) : Optional.empty();
  }

  private String said(Class<?> type, Parameter parameter) {
    return source.doc(type).params().getOrDefault(parameter.getName(), words(parameter.getName()));
  }

  private static String value(Parameter parameter) {
    var value = Optional.ofNullable(parameter.getAnnotation(DefaultValue.class)).map(d -> String.join(",", d.value())).orElse("");
    return value.isEmpty() ? "(empty)" : Markdown.code(value);
  }

  private static String kebab(String name) {
    return words(name).replace(' ', '-');
  }

  private static String words(String name) {
    return name.replaceAll("(?<=[a-z])(?=[A-Z])", " ").toLowerCase(Locale.ROOT);
  }

  private List<Block> plan() {
    return List.copyOf(ProtoFile.parse(checkout.text("command-api/src/main/proto/cmc/api/v1/plan.proto")).blocks().values());
  }

  private static void block(Markdown page, Block block) {
    page.paragraph("**" + block.name() + "**" + (block.comment().isEmpty() ? "" : ": " + block.comment()));
    if (block.kind().equals("enum")) words(page, block);
    else page.table(List.of("field", "type", "meaning"), block.fields().stream().map(SettingsPage::field).toList());
  }

  private static List<String> field(Field field) {
    return List.of(Markdown.code(field.name().replace('_', '-')), field.type().replace("google.protobuf.", ""), field.comment());
  }

  private static void words(Markdown page, Block block) {
    var words = block.fields().stream().filter(w -> !w.name().endsWith("_UNSPECIFIED")).toList();
    if (words.stream().allMatch(w -> w.comment().isEmpty())) {
      page.paragraph(words.stream().map(w -> Markdown.code(w.name())).collect(Collectors.joining(" ")));
    } else {
      page.table(List.of("word", "meaning"), words.stream().map(w -> List.of(Markdown.code(w.name()), w.comment())).toList());
    }
  }
}
