// SPDX-License-Identifier: Apache-2.0
package io.cmc.deploy.docs;

import java.util.List;

/** A page of the documents that is made from the code. The same code makes the same text, on every machine. */
interface Page {

  static List<Page> all(Checkout checkout) {
    return List.of(new JourneyPage(), new EventsPage(checkout), new ErrorsPage(checkout), new SettingsPage(checkout), new CliPage());
  }

  /** Path from the root of the project. */
  String file();

  String text();
}
