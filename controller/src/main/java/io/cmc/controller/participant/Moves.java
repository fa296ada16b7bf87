// SPDX-License-Identifier: Apache-2.0
package io.cmc.controller.participant;

import io.cmc.controller.participant.Position.*;
import io.cmc.event.JourneyEvent.*;
import java.util.List;
import java.util.stream.Stream;

/** Every legal move of one participant. A row here is the only way to add a move; the diagram in the docs is printed from it. */
public final class Moves {

  public static final List<Move> FORWARD = List.of(
      new Move(Enrolled.class, LimitsSaved.class, Saved.class),
      new Move(Saved.class, LimitsLowered.class, Quiesced.class),
      new Move(Saved.class, ClosingSeen.class, Quiesced.class),
      new Move(Quiesced.class, DrainProved.class, Drained.class),
      new Move(Drained.class, ContractsListed.class, Counted.class),
      new Move(Counted.class, SourceLeft.class, Disconnected.class),
      new Move(Disconnected.class, BackupTaken.class, BackedUp.class),
      new Move(BackedUp.class, ContractsMoved.class, Moved.class),
      new Move(Moved.class, TargetJoined.class, Reconnected.class),
      new Move(Reconnected.class, ContractsCompared.class, Compared.class),
      new Move(Compared.class, LimitsEased.class, Eased.class),
      new Move(Compared.class, PingsAnswered.class, Verified.class),
      new Move(Eased.class, PingsAnswered.class, Verified.class),
      new Move(Verified.class, LimitsRestored.class, Reopened.class),
      new Move(Verified.class, AutomaticConnectRestored.class, Home.class),
      new Move(Reopened.class, AutomaticConnectRestored.class, Home.class));

  /** A barrier found the participant no longer as it was left: the stage is gone through again. */
  public static final List<Move> FALLING_BACK = List.of(
      new Move(Quiesced.class, FellBack.class, Saved.class),
      new Move(Counted.class, FellBack.class, Quiesced.class),
      new Move(Disconnected.class, FellBack.class, Counted.class),
      new Move(Reconnected.class, FellBack.class, Moved.class),
      new Move(Verified.class, FellBack.class, Eased.class),
      new Move(Rejoined.class, FellBack.class, Away.class));

  /** The way back while it is free. */
  public static final List<Move> BACK = List.of(
      new Move(Saved.class, SourceRejoined.class, Rejoined.class),
      new Move(Quiesced.class, SourceRejoined.class, Rejoined.class),
      new Move(Drained.class, SourceRejoined.class, Rejoined.class),
      new Move(Counted.class, SourceRejoined.class, Rejoined.class),
      new Move(Disconnected.class, SourceRejoined.class, Rejoined.class),
      new Move(BackedUp.class, SourceRejoined.class, Rejoined.class),
      new Move(Away.class, SourceRejoined.class, Rejoined.class),
      new Move(Rejoined.class, LimitsRestored.class, Returned.class));

  /** Work turned up in flight after the drain: all go back to the source, closed, and drain again. */
  public static final List<Move> AGAIN = List.of(
      new Move(Counted.class, WentBackToDrain.class, Quiesced.class),
      new Move(Disconnected.class, WentBackToDrain.class, Quiesced.class),
      new Move(BackedUp.class, WentBackToDrain.class, Quiesced.class));

  /** The way back by the databases. */
  public static final List<Move> RESTORING = List.of(
      new Move(BackedUp.class, ParticipantStopped.class, Stopped.class),
      new Move(Moved.class, ParticipantStopped.class, Stopped.class),
      new Move(Reconnected.class, ParticipantStopped.class, Stopped.class),
      new Move(Compared.class, ParticipantStopped.class, Stopped.class),
      new Move(Eased.class, ParticipantStopped.class, Stopped.class),
      new Move(Verified.class, ParticipantStopped.class, Stopped.class),
      new Move(Stopped.class, DatabaseRestored.class, Restored.class),
      new Move(Restored.class, ParticipantStarted.class, Started.class),
      new Move(Started.class, SourceRejoined.class, Recovered.class),
      new Move(Recovered.class, ContractsCompared.class, Rejoined.class));

  public static final List<Move> ALL = Stream.of(FORWARD, FALLING_BACK, BACK, AGAIN, RESTORING).flatMap(List::stream).toList();

  private Moves() {}
}
