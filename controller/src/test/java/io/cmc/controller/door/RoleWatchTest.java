// SPDX-License-Identifier: Apache-2.0
package io.cmc.controller.door;

import static org.assertj.core.api.Assertions.assertThat;

import io.cmc.access.Actor;
import io.cmc.access.Grant;
import io.cmc.access.Grants;
import io.cmc.access.Role;
import io.cmc.command.NoteGrants;
import io.cmc.controller.activity.Samples;
import io.cmc.controller.work.ApproverDesk;
import io.cmc.controller.work.TestDatabase;
import java.time.InstantSource;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import org.axonframework.commandhandling.SimpleCommandBus;
import org.axonframework.commandhandling.gateway.DefaultCommandGateway;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class RoleWatchTest {

  private static final Grants APPROVER = new Grants(Set.of(Grant.everywhere(Role.APPROVER)));
  private static final Grants VIEWER = new Grants(Set.of(Grant.everywhere(Role.VIEWER)));

  private final TestDatabase database = TestDatabase.create();
  private final List<NoteGrants> noted = new CopyOnWriteArrayList<>();
  private RuntimeException trouble;
  private RoleWatch watch;

  @BeforeEach void anna_has_approved_something() {
    database.db().sql("insert into approver (subject, migration) values ('anna', :m)").param("m", Samples.MIGRATION.value()).update();
    var bus = SimpleCommandBus.builder().build();
    bus.subscribe(NoteGrants.class.getName(), message -> {
      if (trouble != null) throw trouble;
      return noted.add((NoteGrants) message.getPayload());
    });
    watch = new RoleWatch(new ApproverDesk(database.db()), DefaultCommandGateway.builder().commandBus(bus).build(), InstantSource.fixed(Samples.NOON));
  }

  private static Actor with(String subject, Grants grants) {
    return new Actor(subject, subject, "test", grants);
  }

  @Test void whoever_approved_something_is_seen_with_the_roles_of_each_call_and_once_with_the_same() {
    watch.see(with("anna", APPROVER));
    watch.see(with("anna", APPROVER));
    watch.see(with("anna", VIEWER));
    watch.see(with("anna", VIEWER));

    assertThat(noted).extracting(NoteGrants::grants).containsExactly(APPROVER, VIEWER);
    assertThat(noted).extracting(NoteGrants::migration).containsOnly(Samples.MIGRATION);
  }

  @Test void who_approved_nothing_is_of_no_interest() {
    watch.see(with("bert", VIEWER));

    assertThat(noted).isEmpty();
  }

  @Test void a_call_goes_on_when_it_cannot_be_noted_and_the_next_one_notes_it() {
    trouble = new IllegalStateException("no store");
    watch.see(with("anna", VIEWER));
    trouble = null;

    watch.see(with("anna", VIEWER));

    assertThat(noted).hasSize(1);
  }
}
