// SPDX-License-Identifier: Apache-2.0
package io.cmc.cli;

import com.google.protobuf.MessageOrBuilder;
import io.cmc.cli.login.KeptLogin;
import io.cmc.cli.text.Palette;
import io.cmc.cli.token.OwnFolder;
import io.cmc.cli.token.TokenSearch;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Supplier;

/** What a verb works with: the connection, and the ways to print. */
final class Desk implements AutoCloseable {

  private static final Duration USUAL_PATIENCE = Duration.ofMinutes(1);
  private static final Duration PATIENCE_FOR_NODES = Duration.ofMinutes(5);

  private final Root root;
  private final ServerAddress server;
  private final KeptLogin login;
  private final Service service;

  Desk(Root root) {
    this.root = root;
    this.server = ServerAddress.parse(root.server);
    var own = OwnFolder.ofThisUser();
    this.login = new KeptLogin(own, server.toString(), root.screen().clock());
    this.service = new Service(server, Line.of(root.ca, root.plaintext),
        new TokenSearch(System.getenv(), own).find(root.tokenFile, login.isThere() ? Optional.of(login) : Optional.empty(), server.host(), server.port()));
  }

  ServerAddress server() {
    return server;
  }

  KeptLogin login() {
    return login;
  }

  Service service() {
    return service;
  }

  Screen screen() {
    return root.screen();
  }

  Palette palette() {
    return root.screen().palette();
  }

  Output output() {
    return root.output;
  }

  boolean isQuiet() {
    return root.quiet;
  }

  Duration patience() {
    return patienceOr(USUAL_PATIENCE);
  }

  /** For calls in which the service looks at many nodes. */
  Duration patienceForNodes() {
    return patienceOr(PATIENCE_FOR_NODES);
  }

  /** For calls in which the service reads all events of a migration. */
  Duration patienceForHistory() {
    return patienceOr(PATIENCE_FOR_NODES);
  }

  private Duration patienceOr(Duration usual) {
    return root.timeout == null ? usual : Duration.ofSeconds(root.timeout.getSeconds(), root.timeout.getNanos());
  }

  /** The answer: text for people, the message for programs. */
  void answer(MessageOrBuilder message, Supplier<String> text) {
    line(root.output == Output.TABLE ? text.get() : Documents.of(root.output, message));
  }

  /** Something worth knowing beside the answer; never seen by programs. */
  void note(String text) {
    if (root.output == Output.TABLE && !root.quiet) {
      line(text);
    }
  }

  /** What a person has to do before it goes on; beside the answer, so that programs do not read it. */
  void prompt(String text) {
    root.screen().err().println(text);
    root.screen().err().flush();
  }

  void line(String text) {
    root.screen().out().println(text);
    root.screen().out().flush();
  }

  @Override public void close() {
    service.close();
  }
}
