// SPDX-License-Identifier: Apache-2.0
package io.cmc.sim;

import com.daml.ledger.api.v1.Identifier;
import com.daml.ledger.api.v1.Record;
import com.daml.ledger.api.v1.RecordField;
import com.daml.ledger.api.v1.Value;
import io.cmc.sim.node.Command;
import io.cmc.sim.node.Contract;
import io.cmc.sim.node.Limits;
import io.cmc.sim.node.Uid;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;

/** Names, parties, limits and first contracts; all of it follows from the seed. */
final class Cast {

  private static final List<String> PARTIES = List.of("alice", "bob", "carol", "dave", "erin", "frank", "grace", "heidi", "ivan", "judy",
      "kim", "lara", "mallory", "nick", "olivia", "peggy", "quinn", "rupert", "sybil", "trent", "uma", "victor", "walter", "xenia", "yves", "zoe");
  static final Identifier IOU = Identifier.newBuilder().setPackageId("3c5d8a6b8e2f4f7a9d1c0b2e4a6c8e0f").setModuleName("Main").setEntityName("Iou").build();
  private final long seed;

  Cast(long seed) {
    this.seed = seed;
  }

  /** participantA, ..., participantZ, participantAA, ... */
  static String participant(int index) {
    var letters = new StringBuilder();
    for (var i = index; i >= 0; i = i / 26 - 1) letters.insert(0, (char) ('A' + i % 26));
    return "participant" + letters;
  }

  Uid uid(String node) {
    return Uid.of(node, seed);
  }

  String party(int index) {
    var hint = index < PARTIES.size() ? PARTIES.get(index) : "party" + (index + 1);
    return uid(participant(index)).party(hint).toString();
  }

  Limits limits(int index) {
    var random = new Random(seed * 31 + index);
    return switch (index) {
      case 0 -> Limits.NONE;
      case 1 -> new Limits(500, 200, 0.25);
      default -> random.nextInt(4) == 0 ? Limits.NONE
          : new Limits(50 * (1 + random.nextInt(20)), random.nextInt(3) == 0 ? -1 : 10 * (1 + random.nextInt(50)), 0.25 * (1 + random.nextInt(4)));
    };
  }

  /** The contracts of a participant with its neighbour. */
  List<Contract> contracts(int index, int neighbour, int number) {
    var issuer = party(index);
    var owner = party(neighbour);
    return IntStream.range(0, number).mapToObj(i -> Command.contract(seed + "/" + index + "/" + i, IOU, List.of(issuer), List.of(owner),
        Record.newBuilder().addFields(field("issuer", issuer)).addFields(field("owner", owner)).build())).toList();
  }

  static RecordField field(String label, String party) {
    return RecordField.newBuilder().setLabel(label).setValue(Value.newBuilder().setParty(party)).build();
  }
}
