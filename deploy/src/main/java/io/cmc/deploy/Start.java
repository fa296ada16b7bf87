// SPDX-License-Identifier: Apache-2.0
package io.cmc.deploy;

import org.springframework.boot.SpringApplication;
import org.springframework.context.ConfigurableApplicationContext;

/** How an application of this module starts, whether it takes orders or only reads. */
final class Start {

  private Start() {}

  static ConfigurableApplicationContext of(Class<?> type, String... args) {
    System.setProperty("axoniq.update-checker.disabled", "true");
    System.setProperty("disable-axoniq-console-message", "true");
    var application = new SpringApplication(type);
    application.addListeners(new DatabaseAhead());
    return application.run(args);
  }
}
