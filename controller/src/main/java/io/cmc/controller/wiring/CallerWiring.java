// SPDX-License-Identifier: Apache-2.0
package io.cmc.controller.wiring;

import io.cmc.controller.door.CallLines;
import io.cmc.controller.door.Pseudonyms;
import io.cmc.store.deed.Deeds;
import io.cmc.store.deed.EventDeeds;
import io.cmc.store.person.PersonBook;
import io.cmc.wire.CallCheck;
import io.cmc.wire.Doorkeeper;
import java.security.SecureRandom;
import java.time.InstantSource;
import javax.sql.DataSource;
import org.axonframework.eventhandling.EventBus;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.grpc.server.GlobalServerInterceptor;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/** Who calls, as which person, and whether the call is allowed; what was done with a read that is an event. For orders and reads alike. */
@Configuration(proxyBeanMethods = false)
public class CallerWiring {

  @Bean @Order(Ordered.HIGHEST_PRECEDENCE + 10) @GlobalServerInterceptor static CallCheck doorkeeper() {
    return new CallCheck(new Doorkeeper());
  }

  /** Directly behind whoever says who calls. */
  @Bean @Order(Ordered.HIGHEST_PRECEDENCE + 1) @GlobalServerInterceptor static Pseudonyms pseudonyms(PersonBook persons, InstantSource clock) {
    return new Pseudonyms(persons, clock);
  }

  @Bean @Order(Ordered.HIGHEST_PRECEDENCE + 2) @GlobalServerInterceptor static CallLines callLines() {
    return new CallLines();
  }

  @Bean static PersonBook personBook(DataSource database) {
    var chance = new SecureRandom();
    return new PersonBook(new JdbcTemplate(database), () -> "p-%016x".formatted(chance.nextLong()));
  }

  @Bean static Deeds deeds(EventBus events, PlatformTransactionManager transactions, InstantSource clock) {
    return new EventDeeds(events, new TransactionTemplate(transactions), clock);
  }
}
