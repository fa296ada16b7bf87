// SPDX-License-Identifier: Apache-2.0
package io.cmc.controller.adapter.canton2;

import io.grpc.ClientInterceptor;
import java.util.List;
import java.util.function.Function;

/**
 * Who calls nodes, and who goes along.
 *
 * @param name what nodes see as the user agent, in front of gRPC's own words
 * @param along who is told of every call to an address (host:port), such as what measures and traces it
 */
public record Callers(String name, Function<String, List<ClientInterceptor>> along) {

  public static Callers alone(String name) {
    return new Callers(name, address -> List.of());
  }
}
