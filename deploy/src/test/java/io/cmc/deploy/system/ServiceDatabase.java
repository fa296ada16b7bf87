// SPDX-License-Identifier: Apache-2.0
package io.cmc.deploy.system;

import io.cmc.postgres.PreparedDatabase;
import io.cmc.store.schema.EventStoreSchema;
import io.cmc.store.schema.ServiceRole;
import java.util.Optional;
import org.postgresql.ds.PGSimpleDataSource;

/** A database with the tables of the service, in which nothing has happened. What a start does with an empty one has tests of its own. */
public final class ServiceDatabase {

  private static final PreparedDatabase PREPARED = new PreparedDatabase(ServiceDatabase::prepare);

  private ServiceDatabase() {}

  /** JDBC address of a new one, with the user who owns it. */
  public static String create() {
    return PREPARED.copy();
  }

  private static void prepare(String url) {
    var owner = new PGSimpleDataSource();
    owner.setUrl(url);
    new EventStoreSchema(owner).prepare(new ServiceRole("cmc_service", Optional.empty()));
  }
}
