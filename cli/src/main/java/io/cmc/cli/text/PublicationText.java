// SPDX-License-Identifier: Apache-2.0
package io.cmc.cli.text;

import io.cmc.api.v1.PublicationState;
import io.cmc.api.v1.PublicationStatus;
import io.cmc.cli.text.Palette.Tone;
import java.time.Clock;

/** The publication in some lines: how far it is, what is missing since when, and why. */
public final class PublicationText {

  private final Times times;
  private final Palette palette;

  public PublicationText(Clock clock, Palette palette) {
    this.times = new Times(clock);
    this.palette = palette;
  }

  /** No final line end. */
  public String render(PublicationStatus s) {
    if (s.getState() == PublicationState.PUBLICATION_OFF) return "no Kafka is configured";
    var text = new StringBuilder(state(s.getState())).append("  ").append(Plain.text(s.getTopic())).append("  event ").append(s.getPosition())
        .append(" of ").append(s.getLastPosition());
    if (s.hasSince()) text.append("  since ").append(times.full(s.getSince()));
    if (s.hasOldestUnpublishedAt()) {
      text.append("\n  ").append(s.getLastPosition() - s.getPosition()).append(" events to be published, the oldest of ")
          .append(times.full(s.getOldestUnpublishedAt()));
    }
    if (s.getWaitingMigrations() > 0) text.append("\n  ").append(s.getWaitingMigrations()).append(" migrations wait at a dead letter: cmc dead-letters");
    if (s.hasProblem()) text.append("\n  ").append(ProblemText.inline(s.getProblem()));
    return text.toString();
  }

  private String state(PublicationState state) {
    return switch (state) {
      case PUBLICATION_RUNNING -> palette.paint(Tone.GOOD, "publishing");
      case PUBLICATION_STARTING -> "starting";
      case PUBLICATION_UNREACHABLE -> palette.paint(Tone.CARE, "Kafka is away");
      case PUBLICATION_BLOCKED -> palette.paint(Tone.BAD, "BLOCKED");
      case PUBLICATION_OFF, PUBLICATION_STATE_UNSPECIFIED, UNRECOGNIZED -> "unknown";
    };
  }
}
