// SPDX-License-Identifier: Apache-2.0
package io.cmc.projection.query;

import io.cmc.api.v1.PublicationState;
import io.cmc.api.v1.PublicationStatus;
import io.cmc.projection.letter.LetterQueries;
import io.cmc.projection.publish.Board;
import io.cmc.store.read.SealedEventReader;
import io.cmc.wire.ProblemMessage;
import io.cmc.wire.ProtoTime;
import java.time.Instant;
import java.util.Optional;

/** The publication as it is told: how far it is, how far it could be, and since when what is missing waits. */
public final class PublicationView {

  private final Optional<Board> board;
  private final LetterQueries letters;
  private final SealedEventReader events;

  /** @param board empty: no Kafka is configured */
  public PublicationView(Optional<Board> board, LetterQueries letters, SealedEventReader events) {
    this.board = board;
    this.letters = letters;
    this.events = events;
  }

  PublicationStatus status() {
    if (board.isEmpty()) return PublicationStatus.newBuilder().setState(PublicationState.PUBLICATION_OFF).build();
    var told = board.get().read();
    var status = PublicationStatus.newBuilder().setTopic(board.get().topic()).setLastPosition(events.lastPosition())
        .setWaitingMigrations((int) letters.list("").stream().filter(l -> l.group().equals("kafka")).count())
        .setState(told.map(t -> state(t.state())).orElse(PublicationState.PUBLICATION_STARTING));
    told.ifPresent(t -> add(status, t));
    oldest(told.map(Board.Told::position).orElse(0L)).ifPresent(at -> status.setOldestUnpublishedAt(ProtoTime.of(at)));
    return status.build();
  }

  private static void add(PublicationStatus.Builder status, Board.Told told) {
    status.setPosition(told.position()).setInstance(told.instance()).setToldAt(ProtoTime.of(told.toldAt())).setSince(ProtoTime.of(told.since()));
    told.problem().ifPresent(p -> status.setProblem(ProblemMessage.of(p, "")));
  }

  private Optional<Instant> oldest(long published) {
    return events.texts(published, 1).stream().findFirst().map(e -> Instant.parse(e.event().at()));
  }

  private static PublicationState state(Board.State state) {
    return switch (state) {
      case PUBLISHING -> PublicationState.PUBLICATION_RUNNING;
      case UNREACHABLE -> PublicationState.PUBLICATION_UNREACHABLE;
      case BLOCKED -> PublicationState.PUBLICATION_BLOCKED;
    };
  }
}
