// SPDX-License-Identifier: Apache-2.0
package io.cmc.deploy.rest;

import static org.assertj.core.api.Assertions.assertThat;

import io.cmc.api.v1.AccessGrpc;
import io.cmc.api.v1.DeadLetterOrdersGrpc;
import io.cmc.api.v1.MigrationOrdersGrpc;
import io.cmc.api.v1.MigrationQueriesGrpc;
import io.cmc.api.v1.PublicationGrpc;
import io.cmc.api.v1.ReadLogGrpc;
import io.grpc.MethodDescriptor;
import io.grpc.MethodDescriptor.MethodType;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class RulesTest {

  @Test void every_order_and_every_query_with_one_answer_has_a_way_in() {
    var all = Stream.of(MigrationOrdersGrpc.getServiceDescriptor(), MigrationQueriesGrpc.getServiceDescriptor(), ReadLogGrpc.getServiceDescriptor(),
        PublicationGrpc.getServiceDescriptor(), AccessGrpc.getServiceDescriptor(), DeadLetterOrdersGrpc.getServiceDescriptor()).flatMap(service -> service.getMethods().stream());

    var called = Rules.all().stream().map(Rule::method).map(MethodDescriptor::getFullMethodName).toList();

    assertThat(all.filter(method -> method.getType() == MethodType.UNARY).map(MethodDescriptor::getFullMethodName))
        .allSatisfy(method -> assertThat(called).contains(method));
  }

  @Test void no_two_are_the_same_way_in() {
    assertThat(Rules.all().stream().map(rule -> (rule.verb() == Rule.Verb.POST ? "POST " : "GET ") + rule.path())).doesNotHaveDuplicates();
  }

  @Test void what_stands_in_a_path_is_a_field_of_the_request() {
    assertThat(Rules.all()).allSatisfy(rule -> {
      var fields = rule.request().getDescriptorForType().getFields().stream().map(field -> field.getName()).toList();
      assertThat(fields).as(rule.path()).containsAll(rule.variables());
    });
  }

  @Test void only_what_changes_nothing_is_asked_for_by_get() {
    var orders = List.of(MigrationOrdersGrpc.SERVICE_NAME, DeadLetterOrdersGrpc.SERVICE_NAME);

    assertThat(Rules.all().stream().filter(rule -> rule.verb() != Rule.Verb.POST).filter(rule -> orders.contains(rule.method().getServiceName())))
        .extracting(rule -> rule.method().getBareMethodName()).containsExactly("PreviewExclusion");
  }
}
