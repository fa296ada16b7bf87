// SPDX-License-Identifier: Apache-2.0
package io.cmc.cli.text;

import io.cmc.api.v1.Backup;
import io.cmc.api.v1.Contracts;
import io.cmc.api.v1.Limits;
import io.cmc.api.v1.ParticipantStatus;
import java.util.ArrayList;
import java.util.List;

/** What is known of a participant that proves its position. */
final class Evidence {

  private Evidence() {}

  static String of(ParticipantStatus p) {
    var parts = new ArrayList<String>();
    limits(p, parts);
    if (p.hasBackup()) {
      parts.add(backup(p.getBackup()));
    }
    if (p.hasRestoreProof()) {
      parts.add("proved by restoring " + p.getRestoreProof().getRows() + " rows");
    }
    contracts(p, parts);
    return String.join(", ", parts);
  }

  private static void limits(ParticipantStatus p, List<String> parts) {
    if (p.hasLimitsNow() && p.hasSavedLimits() && same(p.getLimitsNow(), p.getSavedLimits())) {
      parts.add("limits " + text(p.getLimitsNow()) + " as saved");
    } else if (p.hasLimitsNow()) {
      parts.add("limits " + text(p.getLimitsNow()) + (p.hasSavedLimits() ? " (saved " + text(p.getSavedLimits()) + ")" : ""));
    } else if (p.hasSavedLimits()) {
      parts.add("limits saved " + text(p.getSavedLimits()));
    }
  }

  private static boolean same(Limits a, Limits b) {
    return a.equals(b);
  }

  private static String text(Limits limits) {
    return (limits.hasMaxDirtyRequests() ? limits.getMaxDirtyRequests() : "none") + "/"
        + (limits.hasMaxRate() ? limits.getMaxRate() : "none");
  }

  private static String backup(Backup backup) {
    var text = new StringBuilder(switch (backup.getStrategy()) {
      case PG_DUMP -> "dump";
      case TEMPLATE_COPY -> "copy";
      case CONFIRM -> "backup of others";
      case BACKUP_STRATEGY_UNSPECIFIED, UNRECOGNIZED -> "backup";
    });
    text.append(' ').append(backup.getSha256().isEmpty() ? backup.getLocation() : shortened(backup.getSha256()));
    if (backup.getBytes() > 0) {
      text.append(' ').append(Amounts.bytes(backup.getBytes()));
    }
    return backup.hasTook() ? text.append(" in ").append(Amounts.time(backup.getTook())).toString() : text.toString();
  }

  private static String shortened(String digest) {
    return digest.substring(0, Math.min(digest.length(), 8));
  }

  private static void contracts(ParticipantStatus p, List<String> parts) {
    if (p.hasBefore() && p.hasAfter()) {
      parts.add(compared(p.getBefore(), p.getAfter()));
    } else if (p.hasBefore()) {
      parts.add(p.getBefore().getCount() + " contracts");
    }
  }

  private static String compared(Contracts before, Contracts after) {
    return before.getDigest().equals(after.getDigest()) ? after.getCount() + " contracts, the same as before"
        : "contracts DIFFER: " + before.getCount() + " before, " + after.getCount() + " after";
  }
}
