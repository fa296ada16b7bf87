// SPDX-License-Identifier: Apache-2.0
package io.cmc.projection.wiring;

import io.cmc.event.Event;
import io.cmc.store.read.SealedEventSource;
import org.axonframework.common.transaction.TransactionManager;
import org.axonframework.config.ConfigurerModule;
import org.axonframework.config.EventProcessingConfigurer;
import org.axonframework.eventhandling.EventMessage;
import org.axonframework.eventhandling.PropagatingErrorHandler;
import org.axonframework.eventhandling.async.SequencingPolicy;
import org.axonframework.eventhandling.pooled.PooledStreamingEventProcessor;
import org.axonframework.eventhandling.tokenstore.TokenStore;
import org.axonframework.messaging.StreamableMessageSource;

/** How a read model is kept up to date: by one thread at a time in all instances, in the order of the store, in batches. */
public final class ReadModelProcessor {

  /** Events of one transaction; the batch size is what moves the speed. */
  private static final int BATCH = 500;

  private final SealedEventSource source;
  private final TokenStore tokens;
  private final TransactionManager transactions;
  private final DeadLetters deadLetters;
  private final SameHistory sameHistory;

  ReadModelProcessor(SealedEventSource source, TokenStore tokens, TransactionManager transactions, DeadLetters deadLetters, SameHistory sameHistory) {
    this.source = source;
    this.tokens = tokens;
    this.transactions = transactions;
    this.deadLetters = deadLetters;
    this.sameHistory = sameHistory;
  }

  /** @param projection of this group; @param policy which events wait behind one that was put aside */
  ConfigurerModule module(String group, Object projection, SequencingPolicy<EventMessage<?>> policy) {
    return configurer -> configurer.eventProcessing(processing -> register(processing, group, projection, policy));
  }

  private void register(EventProcessingConfigurer processing, String group, Object projection, SequencingPolicy<EventMessage<?>> policy) {
    processing.registerEventHandler(c -> projection)
        .registerPooledStreamingEventProcessor(group, c -> source, (c, builder) -> settings(builder))
        .registerTokenStore(group, c -> tokens)
        .registerTransactionManager(group, c -> transactions)
        .registerSequencingPolicy(group, c -> policy)
        .registerHandlerInterceptor(group, c -> sameHistory)
        // a failing event is put aside alone; a failing write is no event's fault and is tried again
        .registerListenerInvocationErrorHandler(group, c -> PropagatingErrorHandler.instance())
        .registerErrorHandler(group, c -> PropagatingErrorHandler.instance())
        .registerDeadLetterQueue(group, c -> deadLetters.of(group))
        .registerDeadLetteringEventHandlerInvokerConfiguration(group, (c, invoker) -> invoker.enableSequenceIdentifierCache());
  }

  /** From the first event, where nothing was read yet: not as a replay, and not from where the store is now. */
  private static PooledStreamingEventProcessor.Builder settings(PooledStreamingEventProcessor.Builder builder) {
    return builder.batchSize(BATCH).initialSegmentCount(1).initialToken(StreamableMessageSource::createTailToken);
  }

  static Object migration(EventMessage<?> message) {
    return ((Event) message.getPayload()).migration().value();
  }
}
