// SPDX-License-Identifier: Apache-2.0
package io.cmc.deploy.management;

import jakarta.servlet.Filter;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.util.regex.Pattern;
import org.springframework.boot.actuate.autoconfigure.web.ManagementContextConfiguration;
import org.springframework.boot.actuate.autoconfigure.web.ManagementContextType;
import org.springframework.boot.web.servlet.FilterRegistrationBean;
import org.springframework.context.annotation.Bean;

/** Before whatever answers at the management port: left to itself it also hands out the pages of the API. */
@ManagementContextConfiguration(value = ManagementContextType.CHILD, proxyBeanMethods = false)
class ManagementGate {

  private static final Pattern SERVED = Pattern.compile("/actuator/(?:" + String.join("|", ManagementWiring.SERVED) + ")(?:/.*)?");

  @Bean FilterRegistrationBean<Filter> nothingElse() {
    return new FilterRegistrationBean<>((request, response, next) -> {
      if (SERVED.matcher(((HttpServletRequest) request).getServletPath()).matches()) next.doFilter(request, response);
      else ((HttpServletResponse) response).sendError(HttpServletResponse.SC_NOT_FOUND);
    });
  }
}
