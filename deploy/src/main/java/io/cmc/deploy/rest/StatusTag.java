// SPDX-License-Identifier: Apache-2.0
package io.cmc.deploy.rest;

import com.google.protobuf.Message;
import io.cmc.api.v1.MigrationStatus;
import io.cmc.api.v1.OrderContext;
import java.util.List;
import java.util.regex.Pattern;

/**
 * Tags of what is read. That of a status says of which position it is as well; whoever brings it along with an order wants the order to be taken
 * only while nothing came after it.
 */
final class StatusTag {

  private static final Pattern TAG = Pattern.compile("\"(\\d{1,18})-[0-9a-f]{32}\"");
  private static final String ANY = "*";

  private StatusTag() {}

  /** @param hash of all that is answered, in hex */
  static String of(Message answer, String hash) {
    return answer instanceof MigrationStatus status ? "\"%d-%s\"".formatted(status.getAsOfPosition(), hash) : "\"%s\"".formatted(hash);
  }

  /** @param text the answer's. @return what its tag goes by: not by the revision, which another instance gives another name */
  static String content(Message answer, String text) {
    return answer instanceof MigrationStatus status && !status.getRevision().isEmpty() ? text.replace(status.getRevision(), "") : text;
  }

  /** @param brought as If-Match. @throws Requests.Unreadable when that is no tag of a status, or goes with no order */
  static Message required(Message asked, List<String> brought) {
    if (brought.isEmpty() || brought.equals(List.of(ANY))) return asked;
    var tag = TAG.matcher(brought.getFirst().strip());
    if (brought.size() > 1 || !tag.matches()) throw new Requests.Unreadable("If-Match is the ETag of a migration's status, and one of it");
    var request = asked.toBuilder();
    context(request).setAsOfPosition(Long.parseLong(tag.group(1)));
    return request.build();
  }

  private static OrderContext.Builder context(Message.Builder request) {
    return Requests.context(request).orElseThrow(() -> new Requests.Unreadable("If-Match goes with orders"));
  }
}
