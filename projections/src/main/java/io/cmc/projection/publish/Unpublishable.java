// SPDX-License-Identifier: Apache-2.0
package io.cmc.projection.publish;

import java.util.Set;
import org.apache.kafka.common.InvalidRecordException;
import org.apache.kafka.common.errors.RecordBatchTooLargeException;
import org.apache.kafka.common.errors.RecordTooLargeException;
import org.apache.kafka.common.errors.SerializationException;

/** An event that no record can be made of, or whose record no broker takes: trying again alone does not help. */
final class Unpublishable extends Exception {

  private static final long serialVersionUID = 1L;

  private static final Set<Class<?>> OF_THE_RECORD =
      Set.of(RecordTooLargeException.class, RecordBatchTooLargeException.class, InvalidRecordException.class, SerializationException.class);

  Unpublishable(String why) {
    super(why);
  }

  /** Whether a failed send says something about this very record, and not about the broker or the way to it. */
  static boolean isToldBy(Exception sending) {
    return OF_THE_RECORD.contains(sending.getClass());
  }
}
