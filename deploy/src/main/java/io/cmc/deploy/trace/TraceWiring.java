// SPDX-License-Identifier: Apache-2.0
package io.cmc.deploy.trace;

import io.cmc.deploy.ServiceSettings;
import io.cmc.store.deed.TraceParent;
import io.grpc.Metadata;
import io.grpc.ServerCall;
import io.grpc.ServerCallHandler;
import io.grpc.ServerInterceptor;
import io.opentelemetry.api.OpenTelemetry;
import io.opentelemetry.instrumentation.grpc.v1_6.GrpcTelemetry;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.grpc.server.GlobalServerInterceptor;

/** Traces from whoever calls, through events and durable work, to calls of nodes. Kept only where a collector is named. */
@Configuration(proxyBeanMethods = false)
public class TraceWiring {

  @Bean public static OpenTelemetry traces(ServiceSettings settings) {
    return settings.traces().endpoint().isBlank()
        ? OpenTelemetry.propagating(TraceParent.propagators())
        : Collected.by(settings.traces());
  }

  /** The outermost: OpenTelemetry keeps gRPC's context within its own, and would put back what it was before others added to it. */
  @Bean @GlobalServerInterceptor @Order(Ordered.HIGHEST_PRECEDENCE) static ServerInterceptor tracesOfCalls(OpenTelemetry traces) {
    return new Traced(GrpcTelemetry.create(traces).createServerInterceptor());
  }

  /** Calls of our own services; what asks for health every few seconds is nobody's trace. */
  private record Traced(ServerInterceptor tracing) implements ServerInterceptor {

    @Override public <Q, R> ServerCall.Listener<Q> interceptCall(ServerCall<Q, R> call, Metadata headers, ServerCallHandler<Q, R> next) {
      var ours = call.getMethodDescriptor().getFullMethodName().startsWith("cmc.");
      return ours ? tracing.interceptCall(call, headers, next) : next.startCall(call, headers);
    }
  }
}
