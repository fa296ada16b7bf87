// SPDX-License-Identifier: Apache-2.0
package io.cmc.deploy;

import io.cmc.projection.wiring.ReplayWiring;
import io.cmc.store.engine.StartCheck;
import io.cmc.store.names.EventNames;
import io.cmc.store.names.EventSerializer;
import io.cmc.store.read.EventReading;
import io.cmc.store.read.SealedEventReader;
import io.cmc.store.upcast.Upcasts;
import javax.sql.DataSource;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.transaction.PlatformTransactionManager;

/** The whole of a process that only rebuilds: the database, its events, the read models. No command, no work, no adapter, no port. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(ServiceSettings.class)
@Import({Storage.class, ReplayWiring.class})
class ReplayOnly {

  /** Events that this version cannot read end it before anything is written. */
  @Bean SealedEventReader sealedEventReader(DataSource database) {
    var names = EventNames.standard();
    new StartCheck(database, names, Upcasts.standard()).refuseUnreadable();
    return new SealedEventReader(database, new EventReading(new EventSerializer(names), Upcasts.standard()));
  }

  @Bean PlatformTransactionManager transactions(DataSource database) {
    return new JdbcTransactionManager(database);
  }
}
