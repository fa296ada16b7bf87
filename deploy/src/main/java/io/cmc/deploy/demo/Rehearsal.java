// SPDX-License-Identifier: Apache-2.0
package io.cmc.deploy.demo;

import io.cmc.cli.Cmc;
import io.cmc.deploy.ServeCommand;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.Writer;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/**
 * One start of the service, what an operator asks most in a process of its own, and the end. {@code ./cmc} runs it once after a build with
 * {@code -XX:AOTCacheOutput}, so that Java notes which classes that takes and later starts find them loaded and linked. Nothing else
 * is kept of it.
 */
final class Rehearsal {

  private static final List<List<String>> VERBS = List.of(List.of("whoami"), List.of("list"), List.of("incidents"), List.of("status", "none"),
      List.of("audit", "none"), List.of("status", "--help"), List.of("list", "--nonsense"));

  private Rehearsal() {}

  /** @param args an empty folder, and the file for what is noted of the client; or {@code ask} with the service's address and the file of its token */
  public static void main(String[] args) throws IOException, InterruptedException {
    if (args[0].equals("ask")) VERBS.forEach(verb -> ask(verb, args[1], args[2]));
    else serve(Path.of(args[0]), args[1]);
    System.exit(0);
  }

  private static void serve(Path folder, String notes) throws IOException, InterruptedException {
    var port = Ports.free();
    ServeCommand.main(new String[] {"--data", folder.toString(), "--port", "" + port, "--http-port", "" + Ports.free()});
    var client = ChildJvm.start(folder, "client.log", List.of("-XX:AOTCacheOutput=" + notes),
        Rehearsal.class.getName(), "ask", "127.0.0.1:" + port, folder.resolve("keys").resolve("admin.token").toString());
    if (client.waitFor() != 0) throw new IllegalStateException("the client ended with " + client.exitValue());
  }

  /** What comes of it does not matter: there is nothing to be told. */
  private static void ask(List<String> verb, String server, String token) {
    var words = Stream.concat(verb.stream(), Stream.of("--server", server, "--token-file", token)).toArray(String[]::new);
    var nobody = new PrintWriter(Writer.nullWriter());
    Cmc.run(nobody, nobody, words);
  }
}
