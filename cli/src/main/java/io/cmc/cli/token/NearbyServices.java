// SPDX-License-Identifier: Apache-2.0
package io.cmc.cli.token;

import java.io.IOException;
import java.io.StringReader;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Properties;

/**
 * Services that this user runs on this machine, each in a small file that says where its token is. A service writes its own when it
 * starts and removes it when it ends; one whose process is gone counts for nothing, so that nobody who takes over a port is sent a token.
 */
public final class NearbyServices {

  private static final String SUFFIX = ".properties";

  private final OwnFolder folder;

  public NearbyServices(OwnFolder own) {
    this.folder = own.below("services");
  }

  /** @param started in milliseconds, so that another process with the same number is no other's */
  private record Nearby(int port, long pid, long started, Path token) {

    boolean lives() {
      return ProcessHandle.of(pid).filter(process -> startOf(process) == started).isPresent();
    }

    String text() {
      return "port=" + port + "\npid=" + pid + "\nstarted=" + started + "\ntoken-file=" + token.toString().replace("\\", "\\\\") + "\n";
    }
  }

  /**
   * Said by a service of its own process. May be called again.
   *
   * @throws IOException where this user has no folder to write to
   */
  public void announce(int port, Path token) throws IOException {
    var own = ProcessHandle.current();
    all().stream().filter(nearby -> nearby.port() == port && !nearby.lives()).forEach(this::forget);
    folder.write(name(port, own.pid()), new Nearby(port, own.pid(), startOf(own), token.toAbsolutePath()).text());
  }

  /** The service of this process on that port has ended. */
  public void withdraw(int port) {
    forget(new Nearby(port, ProcessHandle.current().pid(), 0, Path.of("")));
  }

  /** Where the token of the service on that port is; the oldest one's, while another tries to get the port. */
  public Optional<Path> tokenOf(int port) {
    return all().stream().filter(nearby -> nearby.port() == port && nearby.lives()).min(Comparator.comparingLong(Nearby::started)).map(Nearby::token);
  }

  private List<Nearby> all() {
    if (!Files.isDirectory(folder.path())) return List.of();
    try (var files = Files.list(folder.path())) {
      return files.filter(file -> file.toString().endsWith(SUFFIX)).flatMap(file -> read(file).stream()).toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Optional<Nearby> read(Path file) {
    try {
      var said = new Properties();
      said.load(new StringReader(Files.readString(file)));
      return Optional.of(new Nearby(Integer.parseInt(said.getProperty("port")), Long.parseLong(said.getProperty("pid")),
          Long.parseLong(said.getProperty("started")), Path.of(said.getProperty("token-file"))));
    } catch (IOException | IllegalArgumentException goneOrNotOurs) {
      return Optional.empty();
    }
  }

  private void forget(Nearby nearby) {
    try {
      Files.deleteIfExists(folder.file(name(nearby.port(), nearby.pid())));
    } catch (IOException left) {
      // it counts for nothing once its process is gone
    }
  }

  private static String name(int port, long pid) {
    return port + "-" + pid + SUFFIX;
  }

  private static long startOf(ProcessHandle process) {
    return process.info().startInstant().map(Instant::toEpochMilli).orElse(0L);
  }
}
