// SPDX-License-Identifier: Apache-2.0
package io.cmc.controller.wiring;

import io.cmc.store.engine.StartCheck;
import io.cmc.store.names.EventNames;
import io.cmc.store.names.EventSerializer;
import io.cmc.store.read.EventReading;
import io.cmc.store.read.SealedEventReader;
import io.cmc.store.read.SealedEventSource;
import io.cmc.store.read.SealedTail;
import io.cmc.store.upcast.Upcasts;
import javax.sql.DataSource;
import org.springframework.beans.factory.InitializingBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Reading what was sealed, by this instance or another. */
@Configuration(proxyBeanMethods = false)
public class SealedWiring {

  /** The service does not start on events that it cannot read. */
  @Bean static InitializingBean startCheck(DataSource dataSource, EventNames names, Upcasts upcasts) {
    return new StartCheck(dataSource, names, upcasts)::refuseUnreadable;
  }

  @Bean static SealedEventReader sealedEventReader(DataSource dataSource, EventSerializer events, Upcasts upcasts) {
    return new SealedEventReader(dataSource, new EventReading(events, upcasts));
  }

  @Bean(initMethod = "start", destroyMethod = "close") static SealedTail sealedTail(SealedEventReader reader) {
    return new SealedTail(reader);
  }

  @Bean static SealedEventSource sealedEventSource(SealedEventReader reader, SealedTail tail) {
    return new SealedEventSource(reader, tail);
  }
}
