// SPDX-License-Identifier: Apache-2.0
package io.cmc.deploy.docs;

import java.util.List;
import java.util.stream.Stream;

/** A page of the documents that is made from the code. The same code makes the same text, on every machine. */
interface Page {

  static List<Page> all(Checkout checkout) {
    var schemas = SchemaPage.all(JavaFile.parse(checkout.below("command-api/src/main/java", ".java")));
    var pages = Stream.of(new JourneyPage(), new EventsPage(checkout), new ErrorsPage(checkout), new RolesPage(), new SettingsPage(checkout), new MetricsPage(), new CliPage(),
        new AsyncApiPage(schemas), new OpenApiPage(checkout));
    return Stream.concat(pages, schemas.stream()).toList();
  }

  /** Path from the root of the project. */
  String file();

  String text();
}
