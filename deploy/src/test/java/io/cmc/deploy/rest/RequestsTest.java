// SPDX-License-Identifier: Apache-2.0
package io.cmc.deploy.rest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.protobuf.Message;
import io.cmc.api.v1.GetStatusAtRequest;
import io.cmc.api.v1.MigrationOrdersGrpc;
import io.cmc.api.v1.MigrationQueriesGrpc;
import io.cmc.api.v1.Phase;
import io.cmc.api.v1.ReadAuditRequest;
import io.cmc.api.v1.ReleaseGateRequest;
import io.cmc.deploy.rest.Requests.Unreadable;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class RequestsTest {

  private static final Route AUDIT = Route.get("/v1/audit", MigrationQueriesGrpc.getReadAuditMethod());
  private static final Route AT = Route.get("/v1/migrations/{migration}/at", MigrationQueriesGrpc.getGetStatusAtMethod());
  private static final Route RELEASE = Route.post("/v1/migrations/{migration}/release", MigrationOrdersGrpc.getReleaseGateMethod());

  @Test void a_query_says_numbers_times_and_several_values_as_text() {
    var asked = (ReadAuditRequest) query(AUDIT, Map.of("kinds", List.of("LimitsLowered", "OrderRefused"), "afterPosition", List.of("17"),
        "from", List.of("2026-03-07T06:00:00Z"), "limit", List.of("5")));

    assertThat(asked.getKindsList()).containsExactly("LimitsLowered", "OrderRefused");
    assertThat(asked.getAfterPosition()).isEqualTo(17);
    assertThat(asked.getFrom().getSeconds()).isEqualTo(1772863200);
    assertThat(asked.getLimit()).isEqualTo(5);
  }

  @Test void the_path_names_a_field_of_the_request() {
    var asked = (GetStatusAtRequest) Requests.read(AT, Map.of("migration", "move"), Map.of("sequence", List.of("57")), "", Optional.empty());

    assertThat(asked.getMigration()).isEqualTo("move");
    assertThat(asked.getSequence()).isEqualTo(57);
  }

  @Test void an_order_is_the_body_with_the_key_of_the_header() {
    var order = release("{\"gate\": \"MOVE_CONTRACTS\", \"context\": {\"reason\": \"CHG-1\"}}", Optional.of("k-1"));

    assertThat(order.getMigration()).isEqualTo("move");
    assertThat(order.getGate()).isEqualTo(Phase.MOVE_CONTRACTS);
    assertThat(order.getContext().getReason()).isEqualTo("CHG-1");
    assertThat(order.getContext().getIdempotencyKey()).isEqualTo("k-1");
  }

  @Test void what_is_no_field_is_refused_by_its_name() {
    assertThatThrownBy(() -> release("{\"gait\": \"MOVE_CONTRACTS\"}", Optional.empty())).isInstanceOf(Unreadable.class).hasMessageContaining("gait");
    assertThatThrownBy(() -> query(AUDIT, Map.of("kind", List.of("x")))).isInstanceOf(Unreadable.class).hasMessage("nothing is called kind");
  }

  @Test void what_is_no_json_or_no_number_is_refused() {
    assertThatThrownBy(() -> release("gate=MOVE_CONTRACTS", Optional.empty())).isInstanceOf(Unreadable.class);
    assertThatThrownBy(() -> query(AUDIT, Map.of("limit", List.of("many")))).isInstanceOf(Unreadable.class);
  }

  @Test void what_is_said_twice_is_refused() {
    assertThatThrownBy(() -> query(AUDIT, Map.of("limit", List.of("1", "2")))).isInstanceOf(Unreadable.class).hasMessage("limit is given 2 times");
    assertThatThrownBy(() -> release("{\"migration\": \"another\"}", Optional.empty())).isInstanceOf(Unreadable.class)
        .hasMessage("migration is move in the path and another beside it");
  }

  @Test void a_field_twice_a_comment_and_what_comes_after_the_end_are_refused() {
    for (var body : List.of("{\"gate\": \"REOPEN\", \"gate\": \"RETIRE\"}", "{\"context\": {\"reason\": \"a\", \"reason\": \"b\"}}", "{/* none */}", "{} {}", "{'gate': 'REOPEN'}")) {
      assertThatThrownBy(() -> release(body, Optional.empty())).as(body).isInstanceOf(Unreadable.class);
    }
  }

  @Test void what_is_nested_deeper_than_any_request_is_refused_and_ends_nothing() {
    var deep = "{\"context\":".repeat(50_000);

    assertThatThrownBy(() -> release(deep, Optional.empty())).isInstanceOf(Unreadable.class);
    assertThatThrownBy(() -> release("{\"x\": " + "[".repeat(100_000) + "}", Optional.empty())).isInstanceOf(Unreadable.class);
  }

  private static ReleaseGateRequest release(String body, Optional<String> key) {
    return (ReleaseGateRequest) Requests.read(RELEASE, Map.of("migration", "move"), Map.of(), body, key);
  }

  private static Message query(Route route, Map<String, List<String>> query) {
    return Requests.read(route, Map.of(), query, "", Optional.empty());
  }
}
