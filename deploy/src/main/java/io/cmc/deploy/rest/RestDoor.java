// SPDX-License-Identifier: Apache-2.0
package io.cmc.deploy.rest;

import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.Message;
import com.google.protobuf.util.JsonFormat;
import io.cmc.wire.CallerHeader;
import io.grpc.CallOptions;
import io.grpc.Channel;
import io.grpc.ClientInterceptors;
import io.grpc.Metadata;
import io.grpc.MethodDescriptor;
import io.grpc.StatusRuntimeException;
import io.grpc.stub.ClientCalls;
import io.grpc.stub.MetadataUtils;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.springframework.http.CacheControl;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ProblemDetail;
import org.springframework.web.servlet.function.RouterFunction;
import org.springframework.web.servlet.function.RouterFunctions;
import org.springframework.web.servlet.function.ServerRequest;
import org.springframework.web.servlet.function.ServerResponse;

/** Answers HTTP requests by the routes: each becomes one call of a gRPC service, with the headers that say who calls. */
final class RestDoor {

  static final String IDEMPOTENCY_KEY = "Idempotency-Key";
  private static final List<String> PASSED_ON = List.of("authorization", "cmc-os-user", "traceparent");
  private static final Duration PATIENCE = Duration.ofSeconds(60);
  /** Bytes of a body, as gRPC takes at most. */
  private static final int LARGEST = 4 * 1024 * 1024;
  private static final JsonFormat.Printer PRINTER = JsonFormat.printer().alwaysPrintFieldsWithNoPresence();

  private final Channel services;
  private final Follower follower;

  RestDoor(Channel services, Follower follower) {
    this.services = services;
    this.follower = follower;
  }

  RouterFunction<ServerResponse> routes() {
    var routes = RouterFunctions.route();
    for (var route : Routes.all()) {
      switch (route.verb()) {
        case GET, FOLLOW -> routes.GET(route.path(), request -> answer(route, request));
        case POST -> routes.POST(route.path(), request -> answer(route, request));
      }
    }
    return routes.build();
  }

  private ServerResponse answer(Route route, ServerRequest request) throws IOException {
    try {
      var read = Requests.read(route, request.pathVariables(), request.params(), route.verb() == Route.Verb.POST ? body(request) : "",
          Optional.ofNullable(request.headers().firstHeader(IDEMPOTENCY_KEY)));
      var asked = StatusTag.required(read, request.headers().header(HttpHeaders.IF_MATCH));
      var channel = ClientInterceptors.intercept(services, MetadataUtils.newAttachHeadersInterceptor(headers(request)));
      return route.verb() == Route.Verb.FOLLOW ? follower.follow(channel, asked, request) : said(route, request, call(channel, route.method(), asked));
    } catch (StatusRuntimeException refused) {
      return refused(Problems.of(refused), Problems.again(refused));
    } catch (Requests.Unreadable unreadable) {
      return refused(Problems.unreadable(unreadable.getMessage()), Optional.empty());
    }
  }

  private static String body(ServerRequest request) throws IOException {
    var bytes = request.servletRequest().getInputStream().readNBytes(LARGEST + 1);
    if (bytes.length > LARGEST) throw new Requests.Unreadable("the body has more than " + LARGEST + " bytes");
    return new String(bytes, StandardCharsets.UTF_8);
  }

  @SuppressWarnings("unchecked") // a route's request is of its method's type
  static <Q extends Message> Message call(Channel channel, MethodDescriptor<Q, ? extends Message> method, Message asked) {
    var options = CallOptions.DEFAULT.withDeadlineAfter(PATIENCE.toNanos(), TimeUnit.NANOSECONDS);
    return ClientCalls.blockingUnaryCall(channel, method, options, (Q) asked);
  }

  private static Metadata headers(ServerRequest request) {
    var headers = new Metadata();
    for (var name : PASSED_ON) {
      var value = request.headers().firstHeader(name);
      if (value != null) headers.put(Metadata.Key.of(name, Metadata.ASCII_STRING_MARSHALLER), value);
    }
    headers.put(CallerHeader.REMOTE, request.servletRequest().getRemoteAddr());
    return headers;
  }

  /** What is read has a tag of its content; whoever has it already is told so, and nothing more. */
  private static ServerResponse said(Route route, ServerRequest request, Message answer) {
    var text = json(answer);
    if (route.verb() == Route.Verb.POST) return ServerResponse.ok().contentType(MediaType.APPLICATION_JSON).body(text);
    var tag = StatusTag.of(answer, hash(StatusTag.content(answer, text)));
    if (request.headers().header(HttpHeaders.IF_NONE_MATCH).contains(tag)) return ServerResponse.status(HttpStatus.NOT_MODIFIED).eTag(tag).build();
    return ServerResponse.ok().contentType(MediaType.APPLICATION_JSON).eTag(tag).cacheControl(CacheControl.noCache().cachePrivate()).body(text);
  }

  static String json(Message message) {
    try {
      return PRINTER.omittingInsignificantWhitespace().print(message);
    } catch (InvalidProtocolBufferException e) {
      throw new IllegalStateException(e);
    }
  }

  private static String hash(String text) {
    try {
      var hash = MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
      return HexFormat.of().formatHex(hash, 0, 16);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }

  private static ServerResponse refused(ProblemDetail problem, Optional<Long> again) {
    var response = ServerResponse.status(problem.getStatus()).contentType(MediaType.APPLICATION_PROBLEM_JSON);
    if (problem.getStatus() == HttpStatus.UNAUTHORIZED.value()) response.header(HttpHeaders.WWW_AUTHENTICATE, "Bearer");
    again.ifPresent(seconds -> response.header(HttpHeaders.RETRY_AFTER, String.valueOf(seconds)));
    return response.body(problem);
  }
}
