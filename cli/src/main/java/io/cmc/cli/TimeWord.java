// SPDX-License-Identifier: Apache-2.0
package io.cmc.cli;

import com.google.protobuf.Timestamp;
import io.cmc.cli.plan.Moments;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** A moment on the command line, spelt as in a plan. */
final class TimeWord implements ITypeConverter<Timestamp> {

  @Override public Timestamp convert(String text) {
    return Moments.parse(text).orElseThrow(() -> new TypeConversionException("expected " + Moments.EXPECTED + ", found '" + text + "'"));
  }
}
