// SPDX-License-Identifier: Apache-2.0
package io.cmc.controller.wiring;

import io.cmc.store.read.SealedTail;
import io.cmc.store.seal.Sealer;
import javax.sql.DataSource;
import org.axonframework.eventhandling.EventBus;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;

/** Sealing what the store holds, and reading it. */
@Configuration(proxyBeanMethods = false)
@Import(SealedWiring.class)
public class SealWiring {

  @Bean(initMethod = "start", destroyMethod = "close") static Sealer sealer(DataSource dataSource, SealedTail tail) {
    return new Sealer(dataSource, tail::moved);
  }

  @Autowired void wake(EventBus events, Sealer sealer) {
    events.subscribe(sealer::wakeAfterCommit);
  }
}
