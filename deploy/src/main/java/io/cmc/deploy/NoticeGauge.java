// SPDX-License-Identifier: Apache-2.0
package io.cmc.deploy;

import io.cmc.controller.notice.Herald;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.SmartInitializingSingleton;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** How many notices wait for a channel, in every meter registry that is there. */
@Configuration(proxyBeanMethods = false)
class NoticeGauge {

  @Bean SmartInitializingSingleton waitingNotices(ObjectProvider<MeterRegistry> registries, Herald herald) {
    return () -> registries.forEach(registry -> Gauge.builder("migration.notices.waiting", herald, Herald::waiting)
        .description("notices that should have been told by now").register(registry));
  }
}
