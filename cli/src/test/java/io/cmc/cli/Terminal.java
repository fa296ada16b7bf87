// SPDX-License-Identifier: Apache-2.0
package io.cmc.cli;

import io.cmc.cli.text.Palette;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Runs command lines as main would, and keeps what they print. */
final class Terminal {

  static final Clock CLOCK = Clock.fixed(Instant.parse("2026-11-23T13:30:00Z"), ZoneId.of("Europe/Zurich"));

  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();
  private final Screen screen;
  private final List<String> always;
  int exit = -1;

  private Terminal(boolean redraws, Palette palette, List<String> always) {
    this.screen = new Screen(new PrintWriter(out), new PrintWriter(err), redraws, palette, CLOCK);
    this.always = always;
  }

  static Terminal alone() {
    return new Terminal(false, Palette.PLAIN, List.of());
  }

  static Terminal of(FakeService service) {
    return new Terminal(false, Palette.PLAIN, List.of("--server", "127.0.0.1:" + service.port()));
  }

  static Terminal coloured(FakeService service) {
    return new Terminal(true, Palette.COLOURED, List.of("--server", "127.0.0.1:" + service.port()));
  }

  Terminal run(String... args) {
    var line = new ArrayList<>(always);
    line.addAll(Arrays.asList(args));
    exit = Cmc.run(screen, line.toArray(String[]::new));
    return this;
  }

  String out() {
    return out.toString();
  }

  String err() {
    return err.toString();
  }
}
