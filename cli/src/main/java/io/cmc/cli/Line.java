// SPDX-License-Identifier: Apache-2.0
package io.cmc.cli;

import io.cmc.cli.problem.Trouble;
import io.grpc.ChannelCredentials;
import io.grpc.InsecureChannelCredentials;
import io.grpc.TlsChannelCredentials;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;

/**
 * How the service is talked to: plainly on this machine, else with TLS and its name checked, because a token goes along.
 *
 * @param ca whom its certificate must come from; absent: the system's authorities
 * @param plaintext whether somebody said by name that TLS is not wanted
 */
record Line(Optional<Path> ca, boolean plaintext) {

  /** @param named by an option, else in CMC_CA */
  static Line of(Path named, boolean plaintext) {
    var set = System.getenv("CMC_CA");
    return new Line(Optional.ofNullable(named).or(() -> Optional.ofNullable(set).filter(file -> !file.isBlank()).map(Path::of)), plaintext);
  }

  ChannelCredentials credentials(ServerAddress server) {
    return plaintext || server.isHere() && ca.isEmpty() ? InsecureChannelCredentials.create() : secured();
  }

  private ChannelCredentials secured() {
    try {
      var tls = TlsChannelCredentials.newBuilder();
      if (ca.isPresent()) tls.trustManager(ca.get().toFile());
      return tls.build();
    } catch (IOException e) {
      throw Trouble.input("CA_UNREADABLE", "certificates in PEM form in " + ca.orElseThrow(), e.getClass().getSimpleName(), "name a file that you can read");
    }
  }
}
