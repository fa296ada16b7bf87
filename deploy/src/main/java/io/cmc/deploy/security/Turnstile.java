// SPDX-License-Identifier: Apache-2.0
package io.cmc.deploy.security;

import com.google.rpc.Code;
import io.cmc.access.Rule;
import io.cmc.access.Rules;
import io.cmc.api.v1.MigrationOrdersGrpc;
import io.cmc.deploy.security.Budgets.Kind;
import io.cmc.rejection.Problem;
import io.cmc.rejection.ProblemCode;
import io.cmc.wire.CallerHeader;
import io.cmc.wire.ProblemMessage;
import io.grpc.ForwardingServerCallListener.SimpleForwardingServerCallListener;
import io.grpc.Grpc;
import io.grpc.Metadata;
import io.grpc.MethodDescriptor;
import io.grpc.MethodDescriptor.MethodType;
import io.grpc.ServerCall;
import io.grpc.StatusRuntimeException;
import io.grpc.inprocess.InProcessSocketAddress;
import java.net.Inet6Address;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Supplier;

/** Lets each caller make so many calls, and a panic stop always. */
final class Turnstile {

  private static final String PANIC = MigrationOrdersGrpc.getPanicStopMethod().getFullMethodName();
  private static final Duration STREAMS_AGAIN = Duration.ofSeconds(10);

  private final Budgets budgets;

  Turnstile(Budgets budgets) {
    this.budgets = budgets;
  }

  /** @throws StatusRuntimeException when the caller has none left */
  void pass(String subject, MethodDescriptor<?, ?> method) {
    if (method.getFullMethodName().equals(PANIC)) return;
    var order = Rules.of(method.getFullMethodName()).filter(Rule::order).isPresent();
    budgets.spend(order ? Kind.ORDERS : Kind.READS, subject).ifPresent(wait -> {
      throw tooMany(order ? budgets.limits().orders() + " orders a minute" : budgets.limits().reads() + " reads a minute", "more of " + subject, wait);
    });
  }

  /** Whoever is not let in costs their address one; when it has none left they are told that instead. */
  Optional<StatusRuntimeException> stranger(ServerCall<?, ?> call, Metadata headers) {
    return budgets.spend(Kind.STRANGERS, address(call, headers))
        .map(wait -> tooMany(budgets.limits().strangers() + " calls a minute without a token that is accepted", "more from one address", wait));
  }

  /** A stream counts until it ends, however it ends. @throws StatusRuntimeException when too many are open */
  <Q> ServerCall.Listener<Q> counted(String subject, MethodType type, Supplier<ServerCall.Listener<Q>> begin) {
    if (type == MethodType.UNARY) return begin.get();
    if (!budgets.open(subject)) throw tooMany(budgets.limits().streams() + " streams at once", "more of " + subject, STREAMS_AGAIN);
    var ended = new AtomicBoolean();
    Runnable end = () -> {
      if (ended.compareAndSet(false, true)) budgets.close(subject);
    };
    try {
      return ending(begin.get(), end);
    } catch (RuntimeException e) {
      end.run();
      throw e;
    }
  }

  private static <Q> ServerCall.Listener<Q> ending(ServerCall.Listener<Q> stream, Runnable end) {
    return new SimpleForwardingServerCallListener<>(stream) {
      @Override public void onComplete() {
        end.run();
        super.onComplete();
      }

      @Override public void onCancel() {
        end.run();
        super.onCancel();
      }
    };
  }

  private static StatusRuntimeException tooMany(String expected, String found, Duration wait) {
    return ProblemMessage.refusal(Code.RESOURCE_EXHAUSTED, Problem.of(ProblemCode.TOO_MANY_CALLS, expected, found), wait);
  }

  /** Whoever has one IPv6 address has its whole network. */
  private static String address(ServerCall<?, ?> call, Metadata headers) {
    var remote = call.getAttributes().get(Grpc.TRANSPORT_ATTR_REMOTE_ADDR);
    if (remote instanceof InProcessSocketAddress) return String.valueOf(headers.get(CallerHeader.REMOTE));
    if (!(remote instanceof InetSocketAddress socket) || socket.getAddress() == null) return String.valueOf(remote);
    return socket.getAddress() instanceof Inet6Address six ? HexFormat.of().formatHex(Arrays.copyOf(six.getAddress(), 8)) : socket.getAddress().getHostAddress();
  }
}
