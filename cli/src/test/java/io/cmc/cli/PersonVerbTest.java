// SPDX-License-Identifier: Apache-2.0
package io.cmc.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.Timestamp;
import io.cmc.api.v1.ListPersonsRequest;
import io.cmc.api.v1.ListPersonsResponse;
import io.cmc.api.v1.Person;
import io.cmc.api.v1.PersonOrder;
import io.cmc.cli.problem.ExitCode;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(20)
class PersonVerbTest {

  private static final Timestamp NOON = Timestamp.newBuilder().setSeconds(1_772_884_800).build();
  private final FakeService service = FakeService.start();

  @AfterEach void stop() {
    service.close();
  }

  @Test void persons_are_listed_page_by_page_those_who_were_erased_too() {
    service.persons = asked -> asked.getPageToken().isEmpty() ? ListPersonsResponse.newBuilder().addPersons(person("p-1").setSubject("olga").setName("Olga"))
        .setNextPageToken("p-1").build() : ListPersonsResponse.newBuilder().addPersons(person("p-2").setErasedAt(NOON)).build();

    var out = Terminal.of(service).run("person", "list", "olga").out();

    assertThat(out.lines().map(l -> l.strip().replaceAll(" +", " "))).hasSize(3).anySatisfy(l -> assertThat(l).startsWith("p-1 os-user olga Olga 2026-03-07"))
        .last().asString().startsWith("p-2 os-user 2026-03-07");
    assertThat(service.received).extracting(m -> ((ListPersonsRequest) m).getText()).containsOnly("olga");
    assertThat(Terminal.of(service).run("person", "-q").out().lines()).containsExactly("p-1", "p-2");
  }

  @Test void an_erasure_names_the_id_and_needs_a_reason() {
    assertThat(Terminal.of(service).run("person", "erase", "p-1").exit).isEqualTo(ExitCode.USAGE.number());

    Terminal.of(service).run("person", "erase", "p-1", "--reason", "asked for it", "--ticket", "DSR-7");

    var order = service.only(PersonOrder.class);
    assertThat(order.getPerson() + " " + order.getContext().getReason() + " " + order.getContext().getTicket()).isEqualTo("p-1 asked for it DSR-7");
  }

  private static Person.Builder person(String id) {
    return Person.newBuilder().setId(id).setRealm("os-user").setFirstSeenAt(NOON).setLastSeenAt(NOON);
  }
}
