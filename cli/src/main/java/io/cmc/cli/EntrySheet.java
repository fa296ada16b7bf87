// SPDX-License-Identifier: Apache-2.0
package io.cmc.cli;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.cmc.api.v1.AuditEntry;
import java.io.IOException;
import java.io.Writer;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.stream.Collectors;

/** Entries of the audit trail in a file for other programs. Their fields and their order are in docs/audit-format.md. */
interface EntrySheet {

  void begin() throws IOException;

  void entry(AuditEntry entry) throws IOException;

  /** How they are written. */
  enum Form {
    JSONL, CSV;

    EntrySheet on(Writer out) {
      return switch (this) {
        case JSONL -> new Json(out);
        case CSV -> new Csv(out);
      };
    }

    @Override public String toString() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  /** An object on each line; the position is a number, all else is text. */
  record Json(Writer out) implements EntrySheet {

    private static final JsonMapper JSON = new JsonMapper();

    @Override public void begin() {
      // no heading
    }

    @Override public void entry(AuditEntry entry) throws IOException {
      var fields = new LinkedHashMap<String, Object>();
      for (var field : EntryField.values()) {
        fields.put(field.toString(), field == EntryField.POSITION ? (Object) entry.getPosition() : field.of(entry));
      }
      out.write(line(fields));
      out.write('\n');
    }

    // an entry that cannot be written is our fault, and not that of the file
    private static String line(Object fields) {
      try {
        return JSON.writeValueAsString(fields);
      } catch (JsonProcessingException e) {
        throw new IllegalStateException("an entry has no JSON", e);
      }
    }
  }

  /** As RFC 4180 has it: CRLF, and quotes around every field. */
  record Csv(Writer out) implements EntrySheet {

    @Override public void begin() throws IOException {
      out.write(Arrays.stream(EntryField.values()).map(EntryField::toString).collect(Collectors.joining(",", "", "\r\n")));
    }

    @Override public void entry(AuditEntry entry) throws IOException {
      out.write(Arrays.stream(EntryField.values()).map(f -> cell(f.of(entry))).collect(Collectors.joining(",", "", "\r\n")));
    }

    private static String cell(String text) {
      return '"' + guarded(text).replace("\"", "\"\"") + '"';
    }

    /** A spreadsheet takes what begins so for a formula; the apostrophe itself is guarded so that the first one can be taken off again. */
    private static String guarded(String text) {
      return text.isEmpty() || "=+-@'\t\r\n\uff1d\uff0b\uff0d\uff20".indexOf(text.charAt(0)) < 0 ? text : "'" + text;
    }
  }
}
