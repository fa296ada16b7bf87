// SPDX-License-Identifier: Apache-2.0
package io.cmc.cli;

import io.cmc.api.v1.GetStatusAtRequest;
import io.cmc.cli.plan.Moments;
import java.util.function.Consumer;
import java.util.regex.Pattern;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** A moment of a migration on the command line: the number of one of its events, a position in the store, or a time. */
final class MomentWord implements ITypeConverter<Consumer<GetStatusAtRequest.Builder>> {

  private static final Pattern SEQUENCE = Pattern.compile("#?(\\d{1,18})");
  private static final Pattern POSITION = Pattern.compile("position:(\\d{1,18})");

  @Override public Consumer<GetStatusAtRequest.Builder> convert(String text) {
    var sequence = SEQUENCE.matcher(text);
    if (sequence.matches()) {
      return request -> request.setSequence(Long.parseLong(sequence.group(1)));
    }
    var position = POSITION.matcher(text);
    if (position.matches()) {
      return request -> request.setPosition(Long.parseLong(position.group(1)));
    }
    var time = Moments.parse(text).orElseThrow(() -> new TypeConversionException("expected the number of an event such as 57 or #57, position:1034 of the"
        + " audit trail, or " + Moments.EXPECTED + ", found '" + text + "'"));
    return request -> request.setTime(time);
  }
}
