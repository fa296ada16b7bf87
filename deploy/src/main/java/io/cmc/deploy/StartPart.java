// SPDX-License-Identifier: Apache-2.0
package io.cmc.deploy;

import io.cmc.deploy.ServiceSettings.GatingHook;
import io.cmc.deploy.ServiceSettings.Told;
import io.cmc.deploy.trace.TraceWiring;
import io.cmc.store.checkpoint.KeyFile;
import io.opentelemetry.sdk.OpenTelemetrySdk;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.AdminClientConfig;

/**
 * One part of the service that its start makes out of settings, to be made alone and thrown away: with the same code, so that what is refused
 * here is refused there. Touches nothing but files that it reads.
 *
 * @param setting that it begins at
 * @param make throws what the start would end with
 */
public record StartPart(String setting, Callable<?> make) {

  /** Of an instance that reads only there are fewer. */
  public static List<StartPart> of(ServiceSettings settings, boolean readsOnly) {
    var parts = new ArrayList<>(List.of(
        new StartPart("cmc.database", () -> Storage.pool(address(settings), settings.database())),
        new StartPart("cmc.retention", () -> settings.retention().terms())));
    if (!readsOnly) {
      parts.addAll(hooksAndNotices(settings));
      parts.add(new StartPart("cmc.policy", () -> PolicyFloor.of(settings.policy())));
      parts.add(new StartPart("cmc.checkpoints", () -> new Service().checkpointSettings(settings)));
      parts.addAll(keys(settings.checkpoints()));
      if (!settings.kafka().bootstrapServers().isEmpty()) parts.add(new StartPart("cmc.kafka", () -> new AdminClientConfig(kafka(settings))));
      parts.add(new StartPart("cmc.traces", () -> traces(settings)));
    }
    return List.copyOf(parts);
  }

  /** Where the database is, of which nobody but the settings knows the passwords; with an embedded one it is not known before it runs. */
  static DatabaseAddress address(ServiceSettings settings) {
    var url = settings.database().url();
    return DatabaseAddress.of(url.isEmpty() ? "jdbc:postgresql://localhost/cmc" : url, settings.database());
  }

  /** Settings of Kafka's clients by their own names. */
  static Map<String, Object> kafka(ServiceSettings settings) {
    return new HashMap<>(new Publishing().publicationSettings(settings).client());
  }

  /** Each hook and channel by itself, so that one does not hide the next, and then all together. */
  private static List<StartPart> hooksAndNotices(ServiceSettings settings) {
    var parts = new ArrayList<StartPart>();
    new TreeMap<String, GatingHook>(settings.hooks().gating()).forEach((name, hook) -> parts.add(each("cmc.hooks.gating." + name, where -> HookSettings.gating(where, name, hook))));
    new TreeMap<String, Told>(settings.notices().channels()).forEach((name, told) -> parts.add(each("cmc.notices.channels." + name, where -> NotifySettings.told(where, name, told))));
    parts.add(new StartPart("cmc.hooks", () -> HookSettings.of(settings)));
    parts.add(new StartPart("cmc.notices", () -> NotifySettings.of(settings)));
    return parts;
  }

  private interface Making {
    Object of(String where);
  }

  private static StartPart each(String where, Making making) {
    return new StartPart(where, () -> making.of(where));
  }

  private static List<StartPart> keys(ServiceSettings.Checkpoints said) {
    return Stream.of(Map.entry("cmc.checkpoints.key", said.key()), Map.entry("cmc.checkpoints.previous-key", said.previousKey()))
        .flatMap(key -> ServiceSettings.named(key.getValue()).map(file -> new StartPart(key.getKey(), () -> new KeyFile(file).read())).stream()).toList();
  }

  private static Object traces(ServiceSettings settings) {
    var traces = TraceWiring.traces(settings);
    if (traces instanceof OpenTelemetrySdk collected) collected.close();
    return traces;
  }
}
