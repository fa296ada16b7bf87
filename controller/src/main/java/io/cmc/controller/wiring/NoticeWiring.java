// SPDX-License-Identifier: Apache-2.0
package io.cmc.controller.wiring;

import io.cmc.controller.adapter.courier.Couriers;
import io.cmc.controller.adapter.courier.Mail;
import io.cmc.controller.notice.Channel;
import io.cmc.controller.notice.Courier;
import io.cmc.controller.notice.Herald;
import io.cmc.controller.outward.Post;
import io.cmc.controller.secrecy.SecretReader;
import io.cmc.controller.work.PlanShelf;
import io.cmc.store.read.SealedEventReader;
import io.cmc.store.read.SealedTail;
import java.time.InstantSource;
import java.util.List;
import javax.sql.DataSource;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/** Telling people and programs. Needs {@link NoticeSettings}. */
@Configuration(proxyBeanMethods = false)
public class NoticeWiring {

  @Bean static Herald.Store noticeStore(DataSource database, JdbcClient db, PlatformTransactionManager transactions, SealedEventReader events, SealedTail tail) {
    return new Herald.Store(database, db, new TransactionTemplate(transactions), events, tail);
  }

  @Bean(initMethod = "start", destroyMethod = "close") static Herald herald(Herald.Store store, PlanShelf plans, NoticeSettings settings, Post post, InstantSource clock) {
    return new Herald(store, plans, channels(settings, post), clock);
  }

  private static List<Channel> channels(NoticeSettings settings, Post post) {
    var couriers = new Couriers(post, settings.source());
    return settings.channels().stream().map(c -> new Channel(c.name(), courier(c, settings, couriers), c.audience(), c.least(), c.remind())).toList();
  }

  private static Courier courier(NoticeSettings.Told told, NoticeSettings settings, Couriers couriers) {
    return switch (told.by()) {
      case NoticeSettings.By.Events e -> couriers.events(e.way(), told.limit());
      case NoticeSettings.By.Chat c -> couriers.chat(c.web(), told.limit());
      case NoticeSettings.By.Mails m -> new Mail(settings.mail().orElseThrow(), SecretReader.ofThisProcess()).to(m.addresses(), told.limit());
    };
  }
}
