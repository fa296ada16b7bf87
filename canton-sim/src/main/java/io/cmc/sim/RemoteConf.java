// SPDX-License-Identifier: Apache-2.0
package io.cmc.sim;

import io.cmc.sim.node.Domain;
import io.cmc.sim.node.Participant;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The network as a client's configuration in Canton's own HOCON, with a block of ours for the databases. */
final class RemoteConf {

  private static final Pattern USER = Pattern.compile("[?&]user=([^&]+)");
  private final Network network;
  private final String password;

  /** @param passwordFile where the password of the databases is for whoever reads this; empty: none is asked for */
  RemoteConf(Network network, String passwordFile) {
    this.network = network;
    this.password = passwordFile.isEmpty() ? "" : ", password-file = \"" + passwordFile + "\"";
  }

  void write(Path file) {
    try {
      Files.writeString(file, text());
    } catch (IOException e) {
      throw new UncheckedIOException("cannot write " + file, e);
    }
  }

  String text() {
    return """
        canton {
          remote-participants {
        %s
          }
          remote-domains {
        %s
          }
        }
        %s%s""".formatted(
        network.participants().stream().map(this::participant).collect(Collectors.joining("\n")),
        network.domains().stream().map(this::domain).collect(Collectors.joining("\n")),
        network.sharesDatabase() ? "" : databases(), isBeyondThisMachine() ? plaintext() : "");
  }

  private boolean isBeyondThisMachine() {
    return !network.host().equals(NetworkBuilder.THIS_MACHINE);
  }

  /** Nothing here speaks TLS; on loopback nobody asks. */
  private String plaintext() {
    var names = Stream.concat(network.participants().stream().map(Participant::name), network.domains().stream().map(d -> d.spec().name()));
    return "canton-migration.plaintext { " + names.map(name -> name + " = true").collect(Collectors.joining(", ")) + " }\n";
  }

  /** Left out where nodes share a database: none of them could be backed up or restored alone. */
  private String databases() {
    var lines = network.participants().stream().map(p -> database(p.name())).collect(Collectors.joining("\n"));
    return "canton-migration.databases {\n" + lines + "\n}\n";
  }

  private String participant(Participant p) {
    var site = p.spec().site();
    return node(p.name(), api("admin-api", site.second()), api("ledger-api", site.first()));
  }

  private String domain(Domain d) {
    var site = d.spec().site();
    return node(d.spec().name(), api("public-api", site.first()), api("admin-api", site.second()));
  }

  private static String node(String name, String oneApi, String otherApi) {
    return "    " + name + " {\n      " + oneApi + "\n      " + otherApi + "\n    }";
  }

  private String api(String name, int port) {
    return name + " { address = \"" + network.host() + "\", port = " + port + " }";
  }

  private String database(String node) {
    var url = network.databaseUrl(node);
    var user = USER.matcher(url);
    return "  %s { url = \"%s\", user = \"%s\"%s }".formatted(node, url.replaceAll("\\?.*", ""), user.find() ? user.group(1) : "",
        isBeyondThisMachine() ? password + ", plaintext = true" : password);
  }
}
