// SPDX-License-Identifier: Apache-2.0
package io.cmc.deploy.security;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.cmc.access.Role;
import io.grpc.Metadata;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.grpc.health.v1.HealthCheckRequest;
import io.grpc.health.v1.HealthCheckResponse.ServingStatus;
import io.grpc.health.v1.HealthGrpc;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** With the local administrator's token, which a service has that was told of no issuer. */
class EntranceTest {

  @TempDir private Path data;
  private Gatehouse gatehouse;
  private String token;

  @BeforeEach void open() {
    gatehouse = new Gatehouse(new LocalAdmin(AdminToken.in(data)));
    token = AdminToken.value(data).orElseThrow();
  }

  @AfterEach void close() {
    gatehouse.close();
  }

  @Test void the_local_administrator_may_do_everything_and_is_told_apart_by_the_user_of_the_client() {
    var who = gatehouse.bring(token);

    assertThat(who.getSubject()).isEqualTo("local-admin/olga");
    assertThat(who.getName()).isEqualTo("olga");
    assertThat(who.getAuthentication()).isEqualTo("local-admin-token");
    assertThat(who.getRolesList()).hasSize(Role.values().length).allSatisfy(role -> assertThat(role.getTeam()).isEmpty());
  }

  @Test void two_people_with_the_same_token_are_two_subjects_and_who_names_nobody_is_one_too() {
    var headers = new Metadata();
    headers.put(Metadata.Key.of("authorization", Metadata.ASCII_STRING_MARSHALLER), "bearer " + token);

    assertThat(gatehouse.with(headers).getSubject()).isEqualTo("local-admin/nameless").isNotEqualTo(gatehouse.bring(token).getSubject());
  }

  @Test void health_is_for_everybody() {
    assertThat(HealthGrpc.newBlockingStub(gatehouse.channel()).check(HealthCheckRequest.getDefaultInstance()).getStatus()).isEqualTo(ServingStatus.SERVING);
  }

  static Stream<Arguments> strangers() {
    return Stream.of(arguments("no header at all", "TOKEN_MISSING"),
        arguments("an empty one", "TOKEN_MISSING", ""),
        arguments("another scheme", "TOKEN_MISSING", "Basic %s"),
        arguments("a scheme and nothing", "TOKEN_MISSING", "Bearer"),
        arguments("no scheme", "TOKEN_MISSING", "%s"),
        arguments("another token", "TOKEN_NOT_ACCEPTED", "Bearer cmc_admin_AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA"),
        arguments("the token and more", "TOKEN_NOT_ACCEPTED", "Bearer %sA"),
        arguments("the token twice", "TOKEN_NOT_ACCEPTED", "Bearer %s", "Bearer %s"));
  }

  private static Arguments arguments(String what, String code, String... headers) {
    return Arguments.of(what, code, headers);
  }

  @ParameterizedTest(name = "{0}: {1}") @MethodSource("strangers")
  void nobody_else_is_let_in_and_nothing_of_what_they_brought_is_repeated(String what, String code, String[] headers) {
    var brought = Stream.of(headers).map(header -> header.formatted(token)).toArray(String[]::new);

    var refusal = catchThrowableOfType(StatusRuntimeException.class, () -> gatehouse.authorization(brought));

    assertThat(refusal.getStatus().getCode()).isEqualTo(Status.Code.UNAUTHENTICATED);
    var problem = Gatehouse.problem(refusal);
    assertThat(problem.getCode()).isEqualTo(code);
    assertThat(problem.getExpected()).contains("data folder");
    assertThat(problem + " " + refusal.getMessage()).doesNotContain("cmc_admin");
  }
}
