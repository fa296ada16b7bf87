// SPDX-License-Identifier: Apache-2.0
package io.cmc.deploy.faults;

import io.cmc.deploy.system.Site;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.time.Duration;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.regex.Pattern;

/** Proxies on the way to participants: from now on the operator's configuration names them instead of the nodes. */
final class Detour implements AutoCloseable {

  private final Map<String, List<TcpProxy>> proxies = new LinkedHashMap<>();

  private Detour() {}

  /** Before a plan is made. */
  static Detour to(Site site) {
    var detour = new Detour();
    try {
      var conf = Files.readString(site.conf());
      for (var name : site.names()) conf = detour.lead(conf, name, site.network().participant(name).spec().site().first(),
          site.network().participant(name).spec().site().second());
      Files.writeString(site.conf(), conf);
      return detour;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private String lead(String conf, String name, int ledger, int admin) {
    var both = List.of(TcpProxy.to(ledger), TcpProxy.to(admin));
    proxies.put(name, both);
    return instead(instead(conf, ledger, both.get(0)), admin, both.get(1));
  }

  private static String instead(String conf, int port, TcpProxy proxy) {
    return Pattern.compile("port = " + port + "\\b").matcher(conf).replaceAll("port = " + proxy.port());
  }

  void freeze(String... participants) {
    each(List.of(participants), TcpProxy::freeze);
  }

  void thaw(String... participants) {
    each(List.of(participants), TcpProxy::thaw);
  }

  void slow(String participant, Duration eachWay) {
    each(List.of(participant), p -> p.delay(eachWay, eachWay));
  }

  private void each(Collection<String> participants, Consumer<TcpProxy> what) {
    participants.forEach(name -> proxies.get(name).forEach(what));
  }

  @Override public void close() {
    proxies.values().forEach(both -> both.forEach(TcpProxy::close));
  }
}
