// SPDX-License-Identifier: Apache-2.0
package io.cmc.deploy.security;

import java.net.InetAddress;
import java.net.UnknownHostException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Where the service listens, and whether tokens can be read on the way to it.
 *
 * @param address empty: all of this machine
 * @param allowed whether somebody said by name that plain connections are wanted
 */
record Listening(String address, boolean encrypted, boolean allowed) {

  private static final Logger LOG = LoggerFactory.getLogger(Listening.class);

  /** @throws IllegalArgumentException where others could read what callers bring */
  Listening {
    if (isBeyondThisMachine(address) && !encrypted) {
      if (!allowed) {
        throw new IllegalArgumentException("expected a certificate (cmc serve --tls-certificate and --tls-key) for listening on '" + address
            + "', found none: tokens could be read on the way. cmc.access.plaintext=true allows it all the same, for example behind a proxy that ends TLS");
      }
      LOG.warn("The service listens on '{}' without TLS (cmc.access.plaintext): whoever sits between can read tokens.", address);
    }
  }

  private static boolean isBeyondThisMachine(String address) {
    try {
      return address.isBlank() || !InetAddress.getByName(address).isLoopbackAddress();
    } catch (UnknownHostException e) {
      return true;
    }
  }

  /** One token that may do everything is little for a door that others reach. */
  void warnOfTheOnlyToken() {
    if (isBeyondThisMachine(address)) {
      LOG.warn("The service listens on '{}' with the local administrator's token as its only one: everybody who has it may do everything."
          + " Set cmc.access.issuer.", address);
    }
  }
}
