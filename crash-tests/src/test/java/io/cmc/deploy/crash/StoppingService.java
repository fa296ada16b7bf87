// SPDX-License-Identifier: Apache-2.0
package io.cmc.deploy.crash;

import io.cmc.controller.wiring.ControllerSettings;
import io.cmc.deploy.Service;
import io.cmc.projection.publish.Moments;
import java.lang.management.ManagementFactory;
import org.springframework.boot.SpringApplication;

/**
 * The service as it ships, in a process that stands still at one of its boundaries. Run as a child: settings of the service as
 * arguments, and where to stop as system properties ({@link Boundaries#ofThisProcess}).
 */
public final class StoppingService {

  private StoppingService() {}

  public static void main(String[] args) {
    System.setProperty("axoniq.update-checker.disabled", "true");
    System.setProperty("disable-axoniq-console-message", "true");
    var boundaries = Boundaries.ofThisProcess();
    var service = new SpringApplication(Service.class);
    service.addInitializers(context -> {
      context.getBeanFactory().addBeanPostProcessor(new Observed(boundaries));
      context.getBeanFactory().registerSingleton("moments", (Moments) moment -> boundaries.between("publish " + moment));
    });
    var instance = service.run(args).getBean(ControllerSettings.class).instance();
    boundaries.say(Boundaries.STARTED + (System.currentTimeMillis() - ManagementFactory.getRuntimeMXBean().getStartTime()));
    boundaries.say(Boundaries.INSTANCE + instance);
  }
}
