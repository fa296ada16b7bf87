// SPDX-License-Identifier: Apache-2.0
package io.cmc.projection.meter;

import java.util.List;

/** What is measured from the read models. Every instance measures all of it, so that of several the largest counts, not the sum. */
public enum Measure {
  STATE("migration.state", "", "1 for the state that it is in", "migration", "state"),
  PARTICIPANTS("migration.participants", "", "participants by what they are doing", "migration", "activity"),
  PHASE_TIME("migration.phase.time", "seconds", "what a phase took until now, by what it was spent on: work, people, soak", "migration", "phase", "spent"),
  GATE_AGE("migration.gate.age", "seconds", "for how long it has been waiting at the gate before a phase", "migration", "before"),
  STANDSTILL("migration.standstill", "seconds", "for how long it has stood still: hold, panic, comparing, overdue", "migration", "why"),
  INCIDENTS("migration.incidents", "", "open incidents by what is the problem", "migration", "code"),
  STORE_LAG("migration.store.lag", "events", "events that are stored and have no place among all yet"),
  PROJECTION_LAG("migration.projection.lag", "events", "events that a read model does not show yet", "model");

  private final String meter;
  private final String unit;
  private final String meaning;
  private final List<String> labels;

  Measure(String meter, String unit, String meaning, String... labels) {
    this.meter = meter;
    this.unit = unit;
    this.meaning = meaning;
    this.labels = List.of(labels);
  }

  public String meter() {
    return meter;
  }

  /** Empty for a plain number. */
  public String unit() {
    return unit;
  }

  public String meaning() {
    return meaning;
  }

  public List<String> labels() {
    return labels;
  }
}
