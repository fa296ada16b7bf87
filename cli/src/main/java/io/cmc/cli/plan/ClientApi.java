// SPDX-License-Identifier: Apache-2.0
package io.cmc.cli.plan;

import io.cmc.api.v1.Endpoint;
import io.cmc.api.v1.Tls;
import io.cmc.cli.problem.Trouble;
import java.nio.file.Path;

/**
 * An API as Canton 2.x's client configuration describes it: address, port, tls. Without tls Canton speaks plainly; a plan does so only
 * where somebody asks for it by name.
 */
record ClientApi(HoconBlock block, Path folder) {

  private static final String DEFAULT_ADDRESS = "127.0.0.1";

  Endpoint endpoint(String node, PlainSpeech plain) {
    var endpoint = Endpoint.newBuilder().setHost(block.text("address").orElse(DEFAULT_ADDRESS)).setPort(port());
    var tls = block.block("tls");
    if (tls.isEmpty() && !plain.with(node, endpoint.getHost())) throw unsaid(node);
    tls.filter(ClientApi::enabled).map(this::tls).ifPresentOrElse(endpoint::setTls, () -> endpoint.setPlaintext(true));
    return endpoint.build();
  }

  private Trouble unsaid(String node) {
    return block.wrong("tls", "how " + node + " is spoken to", "no tls block, and nobody who asks for a plain connection",
        PlainSpeech.REMEDY.formatted(node));
  }

  int port() {
    return block.text("port").map(text -> block.port("port", text)).orElseThrow(() -> block.wrong("port", "a port", "nothing"));
  }

  static boolean enabled(HoconBlock tls) {
    return !tls.text("enabled").filter(word -> word.equals("false") || word.equals("no")).isPresent();
  }

  Tls tls(HoconBlock tls) {
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
