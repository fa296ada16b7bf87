// SPDX-License-Identifier: Apache-2.0
package io.cmc.controller.adapter.backup;

import io.cmc.plan.Tls;
import java.util.Map;
import java.util.TreeMap;
import org.postgresql.ds.PGSimpleDataSource;

/** How a server of databases must prove who it is, host name included, to the driver and to the tools alike. Files are read at every login. */
final class DatabaseTls {

  private static final String PROVED = "verify-full";

  private DatabaseTls() {}

  static void of(Tls tls, PGSimpleDataSource source) {
    source.setSslMode(PROVED);
    tls.trustCollectionFile().ifPresentOrElse(source::setSslRootCert, () -> source.setSslfactory("org.postgresql.ssl.DefaultJavaSSLFactory"));
    tls.certificateFile().ifPresent(source::setSslCert);
    tls.privateKeyFile().ifPresent(source::setSslKey);
  }

  /** libpq has no trust store of Java's; "system" is that of the machine, from release 16 of the tools on. */
  static Map<String, String> environment(Tls tls) {
    var environment = new TreeMap<>(Map.of("PGSSLMODE", PROVED, "PGSSLROOTCERT", tls.trustCollectionFile().orElse("system")));
    tls.certificateFile().ifPresent(file -> environment.put("PGSSLCERT", file));
    tls.privateKeyFile().ifPresent(file -> environment.put("PGSSLKEY", file));
    return environment;
  }
}
