// SPDX-License-Identifier: Apache-2.0
package io.cmc.cli;

import io.cmc.api.v1.AuditEntry;
import io.cmc.api.v1.ReadAuditResponse;
import io.cmc.cli.text.AuditText;
import java.util.ArrayList;
import java.util.List;

/** Where entries of the audit trail are put down. */
interface AuditSheet {

  void begin();

  void entry(AuditEntry entry);

  /** @param lastPosition where a later reading goes on */
  void end(long lastPosition);

  /** Entry by entry, for people, and for programs that follow. */
  record Lines(Desk desk, AuditText text, boolean details) implements AuditSheet {

    @Override public void begin() {
      desk.note(AuditText.heading());
    }

    @Override public void entry(AuditEntry entry) {
      if (desk.output() != Output.TABLE) {
        desk.line(Documents.inStream(desk.output(), entry));
        return;
      }
      desk.line(text.line(entry));
      if (details) {
        desk.line(AuditText.details(entry));
      }
    }

    @Override public void end(long lastPosition) {
      // every entry is on its line already
    }
  }

  /** Kept until all are there. */
  record Kept(List<AuditEntry> all) implements AuditSheet {

    Kept() {
      this(new ArrayList<>());
    }

    @Override public void begin() {
      // nothing is put down yet
    }

    @Override public void entry(AuditEntry entry) {
      all.add(entry);
    }

    @Override public void end(long lastPosition) {
      // whoever asked has them
    }
  }

  /** One document. */
  record Whole(Desk desk, ReadAuditResponse.Builder answer) implements AuditSheet {

    Whole(Desk desk) {
      this(desk, ReadAuditResponse.newBuilder());
    }

    @Override public void begin() {
      // there is no document yet
    }

    @Override public void entry(AuditEntry entry) {
      answer.addEntries(entry);
    }

    @Override public void end(long lastPosition) {
      desk.line(Documents.of(desk.output(), answer.setLastPosition(lastPosition)));
    }
  }
}
