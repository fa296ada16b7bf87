// SPDX-License-Identifier: Apache-2.0
package io.cmc.projection.query;

import static org.assertj.core.api.Assertions.assertThat;

import io.cmc.api.v1.GivenApproval;
import io.cmc.api.v1.Panic;
import io.cmc.projection.ReadSide;
import io.cmc.store.person.PersonNames;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class FacesTest {

  private static final String ANN = "p-00000000000000a1";

  private final ReadSide readSide = ReadSide.create();
  private final Faces faces = new Faces(new PersonNames(readSide.sql()));

  @BeforeEach void a_person() {
    readSide.sql().update("insert into person (id, realm, subject, name, teams, first_seen_at, last_seen_at) values (?, 'oidc', 'ann@issuer', 'Ann', '', now(), now())", ANN);
  }

  @AfterEach void close() {
    readSide.close();
  }

  @Test void an_id_is_shown_as_a_name_in_whatever_text_it_stands() {
    var panic = faces.in(Panic.newBuilder().setBy(ANN).setReason("asked by " + ANN + " and nobody").build());

    assertThat(panic.getBy()).contains("Ann").doesNotContain(ANN);
    assertThat(panic.getReason()).startsWith("asked by ").endsWith(" and nobody").contains("Ann").doesNotContain(ANN);
  }

  @Test void the_id_itself_is_told_where_orders_name_it() {
    var given = faces.in(GivenApproval.newBuilder().setSubject(ANN).setName(ANN).build());

    assertThat(given.getSubject()).isEqualTo(ANN);
    assertThat(given.getName()).contains("Ann");
  }

  @Test void an_id_of_nobody_stays_as_it_is() {
    assertThat(faces.in(Panic.newBuilder().setBy("p-00000000000000ff").build()).getBy()).isEqualTo("p-00000000000000ff");
  }
}
