// SPDX-License-Identifier: Apache-2.0
package io.cmc.postgres;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/** A postmaster that outlived the process that started it, found by the pid file it keeps in its data folder. */
final class OrphanServer {

  private OrphanServer() {}

  static void stopIn(Path data) throws IOException {
    var pidFile = data.resolve("postmaster.pid");
    if (!Files.exists(pidFile)) return;
    var first = Files.readAllLines(pidFile).getFirst().trim();
    postmaster(Long.parseLong(first)).ifPresent(OrphanServer::stop);
    Files.deleteIfExists(pidFile);
  }

  private static Optional<ProcessHandle> postmaster(long pid) {
    return ProcessHandle.of(pid).filter(p -> p.info().command().map(c -> c.endsWith("/postgres")).orElse(false));
  }

  private static void stop(ProcessHandle server) {
    server.destroy();
    server.onExit().orTimeout(30, TimeUnit.SECONDS).join();
  }
}
