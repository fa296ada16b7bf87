// SPDX-License-Identifier: Apache-2.0
package io.cmc.benchmarks;

import java.util.List;

/** One of the rows of docs/performance.md, or some that are measured in one go. */
interface Benchmark {

  /** Such as {@code P4}, by which it is asked for. */
  String id();

  /** Measures, and leaves nothing behind in the laboratory but folders. */
  List<Figure> measure(Laboratory laboratory) throws Exception;
}
