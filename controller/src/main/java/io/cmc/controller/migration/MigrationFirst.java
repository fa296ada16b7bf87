// SPDX-License-Identifier: Apache-2.0
package io.cmc.controller.migration;

import java.util.function.Supplier;
import org.axonframework.config.Configuration;
import org.axonframework.deadline.DeadlineMessage;
import org.axonframework.messaging.InterceptorChain;
import org.axonframework.messaging.MessageHandlerInterceptor;
import org.axonframework.messaging.unitofwork.UnitOfWork;
import org.axonframework.modelling.command.Repository;

/**
 * A timer takes its migration before its process, as orders do; the other way round each could wait for the other. What the process remembers is
 * then no older than the stream that the timer's note is appended to.
 */
public final class MigrationFirst implements MessageHandlerInterceptor<DeadlineMessage<?>> {

  /** Under which a timer says whose it is. Those that an earlier version set do not. */
  public static final String MIGRATION = "migration";

  private final Supplier<Repository<Migration>> migrations;

  /** @param axon asked at the first timer, when all of it is there */
  public MigrationFirst(Configuration axon) {
    this.migrations = () -> axon.repository(Migration.class);
  }

  @Override public Object handle(UnitOfWork<? extends DeadlineMessage<?>> unitOfWork, InterceptorChain chain) throws Exception {
    if (unitOfWork.getMessage().getMetaData().get(MIGRATION) instanceof String id) migrations.get().load(id);
    return chain.proceed();
  }
}
