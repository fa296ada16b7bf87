// SPDX-License-Identifier: Apache-2.0
package io.cmc.projection.query;

import io.cmc.api.v1.DeadLetter;
import io.cmc.projection.letter.LetterQueries.Letter;
import io.cmc.wire.ProtoTime;

final class LetterMessage {

  private LetterMessage() {}

  static DeadLetter of(Letter letter) {
    return DeadLetter.newBuilder().setGroup(letter.group()).setEvent(letter.event()).setMigration(letter.migration()).setKind(letter.kind())
        .setCause(letter.cause()).setSince(ProtoTime.of(letter.since())).setLastTried(ProtoTime.of(letter.lastTried())).setBehind(letter.behind())
        .setOrdered(letter.ordered()).build();
  }
}
