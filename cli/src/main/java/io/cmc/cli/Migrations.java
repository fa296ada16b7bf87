// SPDX-License-Identifier: Apache-2.0
package io.cmc.cli;

import io.cmc.api.v1.ListMigrationsRequest;
import io.cmc.api.v1.ListMigrationsResponse;
import io.cmc.api.v1.MigrationSummary;
import io.cmc.cli.text.Words;
import java.util.ArrayList;
import java.util.List;

/** The service's migrations, all pages of them. */
record Migrations(Desk desk) {

  private static final int PAGE = 200;

  /** @param participant only those that name it; empty: all */
  List<MigrationSummary> of(String participant) {
    var all = new ArrayList<MigrationSummary>();
    var token = "";
    do {
      var page = page(ListMigrationsRequest.newBuilder().setParticipant(participant).setPageSize(PAGE).setPageToken(token).build());
      all.addAll(page.getMigrationsList());
      token = page.getNextPageToken();
    } while (!token.isEmpty());
    return all;
  }

  private ListMigrationsResponse page(ListMigrationsRequest request) {
    return desk.service().ask(() -> desk.service().queries(desk.patience()).listMigrations(request));
  }

  List<String> underWay() {
    return of("").stream().filter(m -> !Words.ended(m.getState())).map(MigrationSummary::getMigration).toList();
  }
}
