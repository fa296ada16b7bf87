// SPDX-License-Identifier: Apache-2.0
package io.cmc.sim.fault;

import com.google.protobuf.ByteString;
import io.grpc.Status;
import java.time.Duration;

/** Something that goes wrong with one call, or with the node while it migrates. */
public sealed interface Fault {

  /** The node never does it and the caller sees an error. */
  record FailBefore(Status.Code code, String description) implements Fault {}

  /** The node does it, yet the caller sees an error. */
  record FailAfter(Status.Code code, String description) implements Fault {}

  /** The node begins late. */
  record Delay(Duration by) implements Fault {}

  /** The node does not begin until the fault is released. */
  record HangBefore() implements Fault {}

  /** The node does it and answers only when the fault is released. */
  record HangAfter() implements Fault {}

  /** The node does it and never answers; the caller's deadline has to end the call. */
  record DropReply() implements Fault {}

  /** The node does it at once and answers late. */
  record AnswerLate(Duration by) implements Fault {}

  /** The node answers something else than the truth: the bytes of a response message of the method. */
  record Lie(ByteString response) implements Fault {}

  /** The migration waits at the phase until the fault is released. */
  record HangAtPhase() implements Fault {}

  /** The node dies at the phase and stays down. */
  record CrashAtPhase() implements Fault {}

  /** The node dies at the phase and is started again at once. */
  record RestartAtPhase() implements Fault {}

  /** The node cannot reach its own database until the fault is released. */
  record DatabaseTrouble() implements Fault {}
}
