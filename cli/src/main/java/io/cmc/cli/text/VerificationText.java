// SPDX-License-Identifier: Apache-2.0
package io.cmc.cli.text;

import io.cmc.api.v1.HistoryFault;
import io.cmc.api.v1.VerificationResult;
import java.util.ArrayList;

/** What a verification found, in a few lines. */
public final class VerificationText {

  private VerificationText() {}

  public static String render(VerificationResult result) {
    return result.hasFault() ? fault(result) : sound(result);
  }

  private static String fault(VerificationResult result) {
    var fault = result.getFault();
    return "TAMPERED  " + where(fault) + "\n  what      " + Plain.text(fault.getWhat()) + "\n  before    "
        + (result.getPosition() == 0 ? "nothing was verified" : "events up to position " + result.getPosition() + " fit each other");
  }

  private static String where(HistoryFault fault) {
    if (fault.getPosition() == 0) return fault.getFile().isEmpty() ? "an event without a position" : "file " + Plain.text(fault.getFile());
    var where = (fault.getFile().isEmpty() ? "" : "file " + Plain.text(fault.getFile()) + ", ") + "position " + fault.getPosition();
    if (!fault.getMigration().isEmpty()) where += ", migration " + Plain.text(fault.getMigration());
    return fault.getSequence() == 0 ? where : where + ", number " + fault.getSequence();
  }

  private static String sound(VerificationResult result) {
    var lines = new ArrayList<String>();
    lines.add("%-8s  %d events%s up to position %d, %d checkpoints".formatted(result.getVerdict(), result.getEvents(),
        result.getMigration().isEmpty() ? "" : " of " + Plain.text(result.getMigration()), result.getPosition(), result.getCheckpoints()));
    if (result.getFiles() > 0) lines.add("  files     " + result.getFiles() + ", as they were written, and they agree with the events");
    if (!result.getHead().isEmpty()) lines.add("  head      " + result.getPosition() + ":" + Plain.text(result.getHead()));
    result.getKeysList().forEach(key -> lines.add("  key       " + Plain.text(key)));
    if (result.getUnsignedEvents() > 0) lines.add("  unsigned  the last " + result.getUnsignedEvents() + " events: no checkpoint covers them yet");
    if (!result.getTrusted()) {
      lines.add("  trust     nobody vouches for the key: compare its fingerprint with the one that you know, and name it with --trust");
    }
    result.getUnexaminedList().forEach(what -> lines.add("  unproved  " + Plain.text(what)));
    return String.join("\n", lines);
  }
}
