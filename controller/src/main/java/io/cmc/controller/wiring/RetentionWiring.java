// SPDX-License-Identifier: Apache-2.0
package io.cmc.controller.wiring;

import io.cmc.controller.door.AnswerSweep;
import io.cmc.controller.door.LegalHoldDesk;
import io.cmc.controller.door.LegalHoldOrdersService;
import io.cmc.controller.door.NameSweep;
import io.cmc.controller.door.OrderDesk;
import io.cmc.controller.door.PersonGuard;
import io.cmc.store.deed.Deeds;
import io.cmc.store.person.PersonBook;
import io.cmc.store.person.PersonNames;
import io.cmc.store.retention.LegalHolds;
import io.cmc.store.retention.Retention;
import io.cmc.store.retention.RetentionTerms;
import io.cmc.store.retention.Sweep;
import java.time.InstantSource;
import java.util.List;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/** What is forgotten, and what must not be. Needs terms, and names and holds as the read side has them. */
@Configuration(proxyBeanMethods = false)
public class RetentionWiring {

  @Bean static PersonGuard personGuard(JdbcClient db, LegalHolds holds) {
    return new PersonGuard(db, holds);
  }

  @Bean static LegalHoldOrdersService legalHoldOrdersService(OrderDesk orders, LegalHolds holds, PersonNames names, JdbcClient db, InstantSource clock) {
    return new LegalHoldOrdersService(new LegalHoldDesk(orders, holds, names, db), clock);
  }

  @Bean static Sweep answerSweep(JdbcClient db, RetentionTerms terms) {
    return new AnswerSweep(db, terms.answers());
  }

  @Bean static Sweep nameSweep(PersonNames names, PersonGuard guard, RetentionTerms terms, PersonBook book, Deeds deeds, PlatformTransactionManager transactions) {
    return new NameSweep(names, guard, terms.names(), new NameSweep.Erasing(book, deeds, new TransactionTemplate(transactions)));
  }

  @Bean static Retention retention(List<Sweep> sweeps, InstantSource clock) {
    return new Retention(sweeps, clock);
  }
}
