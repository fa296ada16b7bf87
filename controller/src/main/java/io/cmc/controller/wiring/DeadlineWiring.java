// SPDX-License-Identifier: Apache-2.0
package io.cmc.controller.wiring;

import com.github.kagkarlsson.scheduler.Scheduler;
import com.github.kagkarlsson.scheduler.serializer.JacksonSerializer;
import com.github.kagkarlsson.scheduler.task.helper.Tasks;
import com.github.kagkarlsson.scheduler.task.schedule.FixedDelay;
import io.cmc.controller.migration.MigrationFirst;
import io.cmc.store.retention.Retention;
import io.cmc.store.retention.RetentionTerms;
import java.time.Duration;
import java.util.List;
import javax.sql.DataSource;
import org.axonframework.common.transaction.TransactionManager;
import org.axonframework.config.ConfigurationScopeAwareProvider;
import org.axonframework.deadline.DeadlineManager;
import org.axonframework.deadline.dbscheduler.DbSchedulerDeadlineManager;
import org.axonframework.serialization.Serializer;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.datasource.TransactionAwareDataSourceProxy;

/** Timers that survive a restart and are set in the transaction of whoever sets them. */
@Configuration(proxyBeanMethods = false)
public class DeadlineWiring {

  /** By one instance at a time. */
  private static final Duration FORGETTING = Duration.ofHours(1);

  @Bean(destroyMethod = "") static Scheduler dbScheduler(DataSource dataSource, ObjectProvider<DbSchedulerDeadlineManager> deadlines,
      RetentionTerms terms, ObjectProvider<Retention> retention) {
    var forgetting = Tasks.recurring("retention", FixedDelay.of(FORGETTING)).execute((instance, context) -> retention.getObject().run());
    return Scheduler.create(new TransactionAwareDataSourceProxy(dataSource), RetriedTimer.of(deadlines::getObject))
        .startTasks(terms.forgets() ? List.of(forgetting) : List.of())
        .serializer(new JacksonSerializer()).pollingInterval(Duration.ofSeconds(1)).shutdownMaxWait(Duration.ofSeconds(5)).threads(2).build();
  }

  @Bean static DeadlineManager deadlineManager(Scheduler scheduler, org.axonframework.config.Configuration configuration,
      @Qualifier("messageSerializer") Serializer serializer, TransactionManager transactions) {
    var deadlines = DbSchedulerDeadlineManager.builder().scheduler(scheduler).scopeAwareProvider(new ConfigurationScopeAwareProvider(configuration))
        .serializer(serializer).transactionManager(transactions).useBinaryPojo(false).startScheduler(true).stopScheduler(true).build();
    deadlines.registerHandlerInterceptor(new MigrationFirst(configuration));
    return deadlines;
  }
}
