// SPDX-License-Identifier: Apache-2.0
package io.cmc.deploy.log;

import ch.qos.logback.classic.pattern.ExtendedThrowableProxyConverter;
import ch.qos.logback.classic.spi.IThrowableProxy;
import io.cmc.cli.text.Plain;
import java.util.stream.Collectors;

/** A stack trace of which every line is indented, those in an exception's message too: no line of it looks like an event of its own. */
public final class PlainTrace extends ExtendedThrowableProxyConverter {

  private static final String INDENT = "\t";

  @Override protected String throwableProxyToString(IThrowableProxy thrown) {
    return super.throwableProxyToString(thrown).lines().map(line -> INDENT + Plain.text(line.stripLeading())).collect(Collectors.joining("\n", "\n", "\n"));
  }
}
