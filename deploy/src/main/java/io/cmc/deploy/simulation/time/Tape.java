// SPDX-License-Identifier: Apache-2.0
package io.cmc.deploy.simulation.time;

import java.util.ArrayList;
import java.util.List;

/** Everything that happened, in the order in which it did: the events, and what the nodes saw, each written by its own side. */
public final class Tape {

  /** @param at milliseconds of virtual time */
  public record Line(long at, Entry entry) {}

  private final Agenda agenda;
  private final List<Line> lines = new ArrayList<>();

  public Tape(Agenda agenda) {
    this.agenda = agenda;
  }

  public void add(Entry entry) {
    lines.add(new Line(agenda.now(), entry));
  }

  public void say(String text) {
    add(new Entry.Said(text));
  }

  public List<Line> lines() {
    return lines;
  }
}
