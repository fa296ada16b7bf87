// SPDX-License-Identifier: Apache-2.0
package io.cmc.projection.meter;

import io.micrometer.core.instrument.MultiGauge.Row;
import io.micrometer.core.instrument.Tag;
import io.micrometer.core.instrument.Tags;
import java.util.List;
import java.util.stream.IntStream;

/** One number. @param values of the measure's labels, in their order */
record Figure(Measure measure, List<String> values, double number) {

  static Figure of(Measure measure, double number, Object... values) {
    return new Figure(measure, List.of(values).stream().map(String::valueOf).toList(), number);
  }

  Row<Number> row() {
    return Row.of(Tags.of(IntStream.range(0, values.size()).mapToObj(i -> Tag.of(measure.labels().get(i), values.get(i))).toList()), number);
  }
}
