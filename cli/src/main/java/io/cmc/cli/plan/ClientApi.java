// SPDX-License-Identifier: Apache-2.0
package io.cmc.cli.plan;

import io.cmc.api.v1.Endpoint;
import io.cmc.api.v1.Tls;
import java.nio.file.Path;

/** An API as Canton 2.x's client configuration describes it: address, port, tls. */
record ClientApi(HoconBlock block, Path folder) {

  private static final String DEFAULT_ADDRESS = "127.0.0.1";

  Endpoint endpoint() {
    var endpoint = Endpoint.newBuilder().setHost(block.text("address").orElse(DEFAULT_ADDRESS)).setPort(port());
    block.block("tls").filter(ClientApi::enabled).map(this::tls).ifPresent(endpoint::setTls);
    return endpoint.build();
  }

  int port() {
    return block.text("port").map(text -> block.port("port", text)).orElseThrow(() -> block.wrong("port", "a port", "nothing"));
  }

  static boolean enabled(HoconBlock tls) {
    return !tls.text("enabled").filter(word -> word.equals("false") || word.equals("no")).isPresent();
  }

  private Tls tls(HoconBlock tls) {
    var result = Tls.newBuilder();
    tls.text("trust-collection-file").map(this::file).ifPresent(result::setTrustCollectionFile);
    tls.block("client-cert").ifPresent(cert -> {
      result.setCertificateFile(file(required(cert, "cert-chain-file")));
      result.setPrivateKeyFile(file(required(cert, "private-key-file")));
    });
    return result.build();
  }

  static String required(HoconBlock block, String name) {
    return block.text(name).orElseThrow(() -> block.wrong(name, "a value", "nothing"));
  }

  /** Canton reads relative paths from where it is started; a plan is read by another process, so it has the whole path. */
  String file(String path) {
    return folder.resolve(path).normalize().toString();
  }
}
