// SPDX-License-Identifier: Apache-2.0
package io.cmc.projection.meter;

import io.cmc.store.outage.StoreOutage;
import io.cmc.store.read.SealedEventReader;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.MultiGauge;
import java.time.Duration;
import java.time.InstantSource;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.jdbc.core.JdbcTemplate;

/** Measures again every few seconds, so that whoever scrapes waits for no database and costs it nothing. */
public final class FleetWatch implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(FleetWatch.class);
  private static final Duration EVERY = Duration.ofSeconds(10);

  private final FleetReader reader;
  private final InstantSource clock;
  private final List<Map<Measure, MultiGauge>> gauges;
  private final ScheduledExecutorService thread = Executors.newSingleThreadScheduledExecutor(Thread.ofPlatform().daemon().name("fleet-watch").factory());

  public FleetWatch(JdbcTemplate jdbc, SealedEventReader events, List<MeterRegistry> registries, InstantSource clock) {
    this.reader = new FleetReader(jdbc, events);
    this.clock = clock;
    this.gauges = registries.stream().map(FleetWatch::gauges).toList();
  }

  private static Map<Measure, MultiGauge> gauges(MeterRegistry registry) {
    var all = new EnumMap<Measure, MultiGauge>(Measure.class);
    for (var measure : Measure.values()) {
      var unit = measure.unit().isEmpty() ? null : measure.unit();
      all.put(measure, MultiGauge.builder(measure.meter()).description(measure.meaning()).baseUnit(unit).register(registry));
    }
    return all;
  }

  /** Where nobody takes measurements, none are made. */
  public void start() {
    if (!gauges.isEmpty()) thread.scheduleWithFixedDelay(this::look, 1_000, EVERY.toMillis(), TimeUnit.MILLISECONDS);
  }

  void look() {
    try {
      show(reader.read(clock.instant()));
    } catch (RuntimeException e) {
      show(List.of()); // no figure rather than an old one; that the database is away is said by who watches it
      if (!StoreOutage.seenIn(e) && !thread.isShutdown()) LOG.warn("migrations cannot be measured", e);
    }
  }

  private void show(List<Figure> figures) {
    for (var registry : gauges) {
      registry.forEach((measure, gauge) -> gauge.register(figures.stream().filter(f -> f.measure() == measure).map(Figure::row).toList(), true));
    }
  }

  @Override public void close() {
    thread.close(); // after the look that is under way
  }
}
