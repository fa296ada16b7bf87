// SPDX-License-Identifier: Apache-2.0
package io.cmc.deploy.security;

import io.cmc.cli.token.NearbyServices;
import io.cmc.cli.token.OwnFolder;
import java.io.IOException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Tells this user's client on this machine where the service's token is, before the service listens. */
final class Announcement implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(Announcement.class);

  private final NearbyServices services = new NearbyServices(OwnFolder.ofThisUser());
  private final AdminToken token;
  private final int port;

  Announcement(AdminToken token, int port) {
    this.token = token;
    this.port = port;
  }

  void make() {
    try {
      services.announce(port, token.file());
    } catch (IOException e) {
      LOG.info("This user has no folder in which cmc would find the service's token by itself ({}): name it with --token-file {}", e.toString(), token.file());
    }
  }

  @Override public void close() {
    services.withdraw(port);
  }
}
