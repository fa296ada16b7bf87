// SPDX-License-Identifier: Apache-2.0
package io.cmc.cli.plan;

import io.cmc.api.v1.Endpoint;
import io.cmc.api.v1.Secret;
import java.util.Optional;

/**
 * A domain as a console knows it.
 *
 * @param publicUrl http://host:port or https://host:port
 * @param trustCollectionFile PEM file with the CA of the public API
 */
public record RemoteDomain(Optional<Endpoint> admin, Optional<String> publicUrl, Optional<String> trustCollectionFile) {

  /** Canton 2.x says transport-security and custom-trust-certificates for a public API; a tls block is understood as well. */
  static RemoteDomain read(String name, HoconBlock domain, CantonConfigReader.Setting setting) {
    var folder = setting.folder();
    var admin = domain.block("admin-api").map(api -> new ClientApi(api, folder).endpoint(name, setting.plain()));
    var api = domain.block("public-api");
    var trust = api.flatMap(a -> a.block("custom-trust-certificates").flatMap(t -> t.text("pem-file"))
        .or(() -> a.block("tls").flatMap(t -> t.text("trust-collection-file"))));
    return new RemoteDomain(admin, api.map(a -> url(a, folder)),
        trust.map(file -> folder.resolve(file).normalize().toString()));
  }

  /** The same, whose admin API is called with this token. */
  RemoteDomain withToken(Secret token) {
    return new RemoteDomain(admin.map(endpoint -> endpoint.toBuilder().setToken(token).build()), publicUrl, trustCollectionFile);
  }

  private static String url(HoconBlock api, java.nio.file.Path folder) {
    var secure = api.text("transport-security").filter(word -> word.equals("true") || word.equals("yes")).isPresent()
        || api.block("tls").filter(ClientApi::enabled).isPresent();
    return (secure ? "https://" : "http://") + ClientApi.required(api, "address") + ":" + new ClientApi(api, folder).port();
  }
}
