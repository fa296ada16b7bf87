// SPDX-License-Identifier: Apache-2.0
package io.cmc.deploy.docs;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/** What the public contract says of its calls; the stubs have lost it. */
final class ProtoCalls {

  private static final Pattern CALL = Pattern.compile("\\s*rpc (\\w+)\\(.*");

  private ProtoCalls() {}

  static List<String> files(Checkout checkout) {
    return checkout.below("command-api/src/main/proto", ".proto").stream().map(file -> checkout.text(checkout.root().relativize(file).toString())).toList();
  }

  static Map<String, String> comments(Checkout checkout) {
    var found = new HashMap<String, String>();
    files(checkout).forEach(file -> collect(file, found));
    return found;
  }

  private static void collect(String file, Map<String, String> found) {
    var comment = new ArrayList<String>();
    for (var line : file.lines().toList()) {
      var call = CALL.matcher(line);
      if (line.strip().startsWith("//")) {
        comment.add(line.strip().substring(2).strip());
        continue;
      }
      if (call.matches()) found.put(call.group(1), String.join(" ", comment));
      comment.clear();
    }
  }
}
