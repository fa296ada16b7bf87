// SPDX-License-Identifier: Apache-2.0
package io.cmc.projection.wiring;

import io.cmc.projection.letter.LetterQueries;
import io.cmc.projection.publish.LagWatch;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.TimeGauge;
import java.util.concurrent.TimeUnit;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.SmartInitializingSingleton;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Gauges, in every meter registry that is there. Without any, nothing is measured for them. */
@Configuration(proxyBeanMethods = false)
public class MeterWiring {

  @Bean SmartInitializingSingleton gauges(ObjectProvider<MeterRegistry> registries, ObjectProvider<LagWatch> lag, LetterQueries letters) {
    return () -> registries.forEach(registry -> {
      letters(letters, registry);
      lag.ifAvailable(watch -> lag(watch, registry));
    });
  }

  private static void letters(LetterQueries letters, MeterRegistry registry) {
    Gauge.builder("migration.dead.letters", letters, LetterQueries::count).description("events that publication or a read model could not take and waits at")
        .register(registry);
  }

  private static void lag(LagWatch watch, MeterRegistry registry) {
    Gauge.builder("migration.kafka.lag", watch, w -> w.last().events()).baseUnit("events").description("events that are not in Kafka yet")
        .register(registry);
    TimeGauge.builder("migration.kafka.age", watch, TimeUnit.MILLISECONDS, w -> w.last().age().toMillis())
        .description("for how long the oldest of them waits").register(registry);
  }
}
