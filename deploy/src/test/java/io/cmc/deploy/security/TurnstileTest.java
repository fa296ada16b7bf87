// SPDX-License-Identifier: Apache-2.0
package io.cmc.deploy.security;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.awaitility.Awaitility.await;

import com.google.rpc.RetryInfo;
import io.cmc.api.v1.GetStatusRequest;
import io.cmc.api.v1.MigrationOrder;
import io.cmc.api.v1.MigrationOrdersGrpc;
import io.cmc.api.v1.MigrationQueriesGrpc;
import io.cmc.api.v1.MigrationStatus;
import io.cmc.api.v1.OrderAnswer;
import io.cmc.deploy.ServiceSettings.Limits;
import io.cmc.deploy.security.Budgets.Kind;
import io.cmc.wire.CallerHeader;
import io.github.bucket4j.TimeMeter;
import io.grpc.Channel;
import io.grpc.ClientInterceptors;
import io.grpc.Context;
import io.grpc.Metadata;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.grpc.protobuf.StatusProto;
import io.grpc.stub.MetadataUtils;
import io.grpc.stub.StreamObserver;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A caller who makes too many calls, over the network; time goes on when the test says so. */
class TurnstileTest {

  private static final MigrationOrder ORDER = MigrationOrder.newBuilder().setMigration("m").build();

  @TempDir private Path data;
  private final AtomicLong nanos = new AtomicLong();
  private final Budgets budgets = new Budgets(new Limits(3, 6, 2, 4, 200), new TimeMeter() {
    @Override public long currentTimeNanos() {
      return nanos.get();
    }

    @Override public boolean isWallClockBased() {
      return false;
    }
  });
  private Gatehouse gatehouse;
  private String token;

  @BeforeEach void open() {
    gatehouse = new Gatehouse(new LocalAdmin(AdminToken.in(data)), budgets, new Orders(), new Reads());
    token = AdminToken.value(data).orElseThrow();
  }

  @AfterEach void close() {
    gatehouse.close();
  }

  @Test void whoever_gave_their_orders_waits_and_is_told_how_long_while_they_may_read_and_others_may_order() {
    for (var i = 0; i < 3; i++) orders("olga").holdMigration(ORDER);

    var refusal = catchThrowableOfType(StatusRuntimeException.class, () -> orders("olga").holdMigration(ORDER));

    assertThat(refusal.getStatus().getCode()).isEqualTo(Status.Code.RESOURCE_EXHAUSTED);
    assertThat(Gatehouse.problem(refusal).getCode()).isEqualTo("TOO_MANY_CALLS");
    assertThat(wait(refusal)).isEqualTo(Duration.ofSeconds(20));
    assertThatCode(() -> gatehouse.bring(token)).as("a read of olga").doesNotThrowAnyException();
    assertThatCode(() -> orders("otto").holdMigration(ORDER)).as("an order of somebody else").doesNotThrowAnyException();
    nanos.addAndGet(Duration.ofSeconds(20).toNanos());
    assertThatCode(() -> orders("olga").holdMigration(ORDER)).as("once the time is over").doesNotThrowAnyException();
  }

  @Test void a_panic_stop_is_always_taken() {
    for (var i = 0; i < 3; i++) orders("olga").holdMigration(ORDER);

    for (var i = 0; i < 50; i++) assertThat(orders("olga").panicStop(ORDER).getSummary()).isEqualTo("stopped");
    assertThat(catchThrowableOfType(StatusRuntimeException.class, () -> orders("olga").holdMigration(ORDER))).isNotNull();
  }

  @Test void an_address_that_brings_no_good_token_is_not_told_why_for_ever_and_who_has_one_there_is_let_in_all_the_same() {
    for (var i = 0; i < 4; i++) {
      assertThat(Gatehouse.problem(catchThrowableOfType(StatusRuntimeException.class, () -> gatehouse.bring("wrong"))).getCode()).isEqualTo("TOKEN_NOT_ACCEPTED");
    }

    var refusal = catchThrowableOfType(StatusRuntimeException.class, () -> gatehouse.bring("wrong"));

    assertThat(Gatehouse.problem(refusal).getCode()).isEqualTo("TOO_MANY_CALLS");
    assertThat(wait(refusal)).isEqualTo(Duration.ofSeconds(15));
    assertThat(gatehouse.bring(token).getSubject()).isEqualTo("local-admin/olga");
  }

  @Test void a_stream_counts_until_it_ends() {
    var first = watch("olga");
    watch("olga");
    await().untilAsserted(() -> assertThat(budgets.open("local-admin/olga")).isFalse());

    var third = catchThrowableOfType(StatusRuntimeException.class, () ->
        MigrationQueriesGrpc.newBlockingStub(as("olga")).watchStatus(GetStatusRequest.getDefaultInstance()).hasNext());
    first.cancel(null);

    assertThat(third.getStatus().getCode()).isEqualTo(Status.Code.RESOURCE_EXHAUSTED);
    await().untilAsserted(() -> assertThat(budgets.open("local-admin/olga")).isTrue());
  }

  @Test void however_many_callers_there_are_little_is_remembered() {
    for (var i = 0; i < 100_000; i++) budgets.spend(Kind.STRANGERS, "10." + i);

    assertThat(budgets.remembered()).isLessThanOrEqualTo(20_000);
  }

  private Context.CancellableContext watch(String user) {
    var context = Context.current().withCancellation();
    context.run(() -> MigrationQueriesGrpc.newStub(as(user)).watchStatus(GetStatusRequest.getDefaultInstance(), new Silent()));
    return context;
  }

  private MigrationOrdersGrpc.MigrationOrdersBlockingStub orders(String user) {
    return MigrationOrdersGrpc.newBlockingStub(as(user));
  }

  private Channel as(String user) {
    var headers = new Metadata();
    headers.put(CallerHeader.AUTHORIZATION, "Bearer " + token);
    headers.put(CallerHeader.OS_USER, user);
    return ClientInterceptors.intercept(gatehouse.channel(), MetadataUtils.newAttachHeadersInterceptor(headers));
  }

  private static Duration wait(StatusRuntimeException refusal) {
    try {
      var delay = StatusProto.fromThrowable(refusal).getDetails(1).unpack(RetryInfo.class).getRetryDelay();
      return Duration.ofSeconds(delay.getSeconds(), delay.getNanos());
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  private static final class Orders extends MigrationOrdersGrpc.MigrationOrdersImplBase {
    @Override public void holdMigration(MigrationOrder order, StreamObserver<OrderAnswer> observer) {
      answer("held", observer);
    }

    @Override public void panicStop(MigrationOrder order, StreamObserver<OrderAnswer> observer) {
      answer("stopped", observer);
    }

    private static void answer(String summary, StreamObserver<OrderAnswer> observer) {
      observer.onNext(OrderAnswer.newBuilder().setSummary(summary).build());
      observer.onCompleted();
    }
  }

  private static final class Reads extends MigrationQueriesGrpc.MigrationQueriesImplBase {
    @Override public void watchStatus(GetStatusRequest request, StreamObserver<MigrationStatus> observer) {
      // goes on until it is cancelled
    }
  }

  private static final class Silent implements StreamObserver<MigrationStatus> {
    @Override public void onNext(MigrationStatus status) {
      // nothing is sent
    }

    @Override public void onError(Throwable refused) {
      // it was cancelled
    }

    @Override public void onCompleted() {
      // never
    }
  }
}
