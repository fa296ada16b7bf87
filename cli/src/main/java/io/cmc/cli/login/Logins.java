// SPDX-License-Identifier: Apache-2.0
package io.cmc.cli.login;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.cmc.cli.token.OwnFolder;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Optional;
import java.util.function.Supplier;

/** Logins of this user, one for each service, in files that only this user can read. */
final class Logins {

  private static final ObjectMapper JSON = new ObjectMapper();

  private final OwnFolder folder;

  Logins(OwnFolder own) {
    this.folder = own.below("logins");
  }

  Optional<Login> find(String server) {
    try {
      return Files.exists(file(server)) ? Optional.of(JSON.readValue(file(server).toFile(), Login.class)).filter(l -> l.server().equals(server)) : Optional.empty();
    } catch (JsonProcessingException noLogin) {
      return Optional.empty();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  void keep(Login login) {
    try {
      folder.write(name(login.server()), JSON.writeValueAsString(login));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  void forget(String server) {
    try {
      Files.deleteIfExists(file(server));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** One process of this user at a time: a refresh token may be good for one use only. */
  <T> T alone(Supplier<T> work) {
    try (var lock = FileChannel.open(folder.file("lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE); var held = lock.lock()) {
      return work.get();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  Path file(String server) {
    return folder.file(name(server));
  }

  private static String name(String server) {
    return server.replaceAll("[^A-Za-z0-9.-]", "_") + ".json";
  }
}
