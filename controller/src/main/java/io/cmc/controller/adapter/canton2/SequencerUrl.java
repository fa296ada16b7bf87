// SPDX-License-Identifier: Apache-2.0
package io.cmc.controller.adapter.canton2;

import io.cmc.plan.Endpoint;
import io.cmc.plan.Tls;
import java.net.URI;
import java.util.Optional;

/** Address of a sequencer's public API. Canton takes one without a scheme for something else than it looks, so one is asked for. */
record SequencerUrl(String host, int port, boolean secure) {

  /** @throws IllegalArgumentException unless it is {@code http://host[:port]} or {@code https://host[:port]} */
  static SequencerUrl of(String text) {
    var uri = URI.create(text);
    var secure = "https".equals(uri.getScheme());
    if (!secure && !"http".equals(uri.getScheme()) || uri.getHost() == null || !uri.getPath().isEmpty() || uri.getQuery() != null
        || uri.getUserInfo() != null) {
      throw new IllegalArgumentException("expected http://host:port or https://host:port, found: " + text);
    }
    var standard = secure ? 443 : 80;
    return new SequencerUrl(uri.getHost(), uri.getPort() == -1 ? standard : uri.getPort(), secure);
  }

  Endpoint endpoint(Optional<String> trustCollectionFile) {
    var tls = secure ? Optional.of(new Tls(trustCollectionFile, Optional.empty(), Optional.empty())) : Optional.<Tls>empty();
    return new Endpoint(host, port, tls, Optional.empty());
  }
}
