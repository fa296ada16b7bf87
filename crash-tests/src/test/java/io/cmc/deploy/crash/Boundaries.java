// SPDX-License-Identifier: Apache-2.0
package io.cmc.deploy.crash;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;
import java.util.regex.Pattern;

/**
 * The places where a process may die, numbered as they come, each with its name on a line of a file. At one of them the thread
 * stands still for ever, or until a file appears; the others go on.
 */
final class Boundaries {

  static final String FILE = "crash.file";
  static final String NUMBER = "crash.number";
  /** The numbers begin behind the first place of such a name. */
  static final String AFTER = "crash.after";
  static final String NAME = "crash.name";
  static final String RELEASE = "crash.release";
  static final String STOPPED = "stopped at ";
  /** Followed by how many milliseconds the process took until it served. */
  static final String STARTED = "started in ";
  /** Followed by the name that its calls carry. */
  static final String INSTANCE = "instance ";

  private final Path file;
  private final long number;
  private final Optional<Pattern> name;
  private final Optional<Path> release;
  private Optional<Pattern> after;
  private long count;
  private boolean stopped;

  private Boundaries(Path file, long number, Optional<Pattern> after, Optional<Pattern> name, Optional<Path> release) {
    this.file = file;
    this.number = number;
    this.after = after;
    this.name = name;
    this.release = release;
  }

  static Boundaries ofThisProcess() {
    return new Boundaries(Path.of(System.getProperty(FILE)), Long.getLong(NUMBER, 0), pattern(AFTER), pattern(NAME),
        Optional.ofNullable(System.getProperty(RELEASE)).map(Path::of));
  }

  private static Optional<Pattern> pattern(String property) {
    return Optional.ofNullable(System.getProperty(property)).map(Pattern::compile);
  }

  /** One that is counted. */
  void at(String where) {
    if (!count(where)) return;
    stand();
  }

  /** One that is there to be stopped at by its name only. */
  void between(String where) {
    if (named(where)) stand();
  }

  private synchronized boolean count(String where) {
    if (after.isPresent()) {
      if (after.get().matcher(where).matches()) after = Optional.empty();
      return named(where);
    }
    count++;
    say(count + " " + where);
    return count == number && stop(where) || named(where);
  }

  private synchronized boolean named(String where) {
    return !stopped && name.filter(n -> n.matcher(where).matches()).isPresent() && stop(where);
  }

  private boolean stop(String where) {
    stopped = true;
    say(STOPPED + count + " " + where);
    return true;
  }

  private void stand() {
    while (!release.map(Files::exists).orElse(false)) LockSupport.parkNanos(5_000_000);
  }

  synchronized void say(String line) {
    try {
      Files.writeString(file, line + "\n", StandardOpenOption.CREATE, StandardOpenOption.APPEND);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
