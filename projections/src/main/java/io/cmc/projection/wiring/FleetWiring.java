// SPDX-License-Identifier: Apache-2.0
package io.cmc.projection.wiring;

import io.cmc.projection.meter.FleetWatch;
import io.cmc.store.read.SealedEventReader;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.InstantSource;
import javax.sql.DataSource;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.JdbcTemplate;

/** What is measured of migrations, in every meter registry that is there. */
@Configuration(proxyBeanMethods = false)
public class FleetWiring {

  @Bean(initMethod = "start", destroyMethod = "close") FleetWatch fleetWatch(DataSource database, SealedEventReader events,
      ObjectProvider<MeterRegistry> registries) {
    return new FleetWatch(new JdbcTemplate(database), events, registries.orderedStream().toList(), InstantSource.system());
  }
}
