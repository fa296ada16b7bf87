// SPDX-License-Identifier: Apache-2.0
package io.cmc.deploy.log;

import ch.qos.logback.classic.pattern.MessageConverter;
import ch.qos.logback.classic.spi.ILoggingEvent;
import io.cmc.cli.text.Plain;

/** A message on one line: line ends, escapes and direction marks are shown, and steer nothing. */
public final class PlainMessage extends MessageConverter {

  @Override public String convert(ILoggingEvent event) {
    return Plain.text(String.valueOf(event.getFormattedMessage()));
  }
}
