// SPDX-License-Identifier: Apache-2.0
package io.cmc.cli;

import com.google.protobuf.Duration;
import io.cmc.cli.plan.Durations;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** A duration on the command line, spelt as in a plan. */
final class DurationWord implements ITypeConverter<Duration> {

  @Override public Duration convert(String text) {
    return Durations.parse(text).orElseThrow(() -> new TypeConversionException("expected " + Durations.EXPECTED + ", found '" + text + "'"));
  }
}
