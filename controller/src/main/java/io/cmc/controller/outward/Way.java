// SPDX-License-Identifier: Apache-2.0
package io.cmc.controller.outward;

import io.cmc.plan.Secret;
import java.net.URI;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** How somebody outside is told something. */
public sealed interface Way {

  /** @param secret that signs what is sent; absent: it is not signed */
  record Web(URI url, Optional<Secret> secret) implements Way {

    /**
     * @param plaintext whether http is meant, so that what is sent can be read on the way
     * @throws IllegalArgumentException on an address that is not taken
     */
    public static Web of(String url, Optional<Secret> secret, boolean plaintext) {
      var address = URI.create(url);
      var scheme = String.valueOf(address.getScheme()).toLowerCase(Locale.ROOT);
      if (!scheme.equals("https") && !(plaintext && scheme.equals("http"))) {
        throw new IllegalArgumentException("expected an address with https, or http and plaintext: true; found: " + scheme + "://" + address.getHost());
      }
      if (address.getHost() == null || address.getUserInfo() != null) throw new IllegalArgumentException("expected an address with a host and without a login");
      return new Web(address, secret);
    }

    /** Without its path and query: some services have their secret there. */
    public String host() {
      return url.getHost() + (url.getPort() < 0 ? "" : ":" + url.getPort());
    }
  }

  /** @param words the program and its arguments; no shell is involved */
  record Program(List<String> words) implements Way {
    public Program {
      words = List.copyOf(words);
    }
  }
}
