// SPDX-License-Identifier: Apache-2.0
package io.cmc.projection.publish;

import io.cmc.rejection.Problem;
import io.cmc.rejection.ProblemCode;
import java.util.LinkedHashSet;
import java.util.stream.Stream;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.AuthenticationException;
import org.apache.kafka.common.errors.AuthorizationException;
import org.apache.kafka.common.errors.InvalidProducerEpochException;
import org.apache.kafka.common.errors.ProducerFencedException;

/** What a failure of Kafka's clients means. */
public final class KafkaTrouble {

  private KafkaTrouble() {}

  public static Problem problem(KafkaException failure) {
    var denied = causes(failure).anyMatch(c -> c instanceof AuthenticationException || c instanceof AuthorizationException);
    return denied ? Problem.of(ProblemCode.KAFKA_DENIED, "a Kafka that lets the service in", words(failure))
        : Problem.of(ProblemCode.KAFKA_UNREACHABLE, "a Kafka that takes events", words(failure));
  }

  /** Whether another publisher has taken over. */
  static boolean isFenced(KafkaException failure) {
    return causes(failure).anyMatch(c -> c instanceof ProducerFencedException || c instanceof InvalidProducerEpochException);
  }

  /** With what is behind it: of TLS the outermost says no more than that it failed. */
  private static String words(KafkaException failure) {
    var said = new LinkedHashSet<String>();
    causes(failure).map(Throwable::getMessage).filter(m -> m != null && said.stream().noneMatch(s -> m.contains(s) || s.contains(m))).forEach(said::add);
    return failure.getClass().getSimpleName() + ": " + String.join(" (", said) + ")".repeat(Math.max(0, said.size() - 1));
  }

  private static Stream<Throwable> causes(Throwable failure) {
    return Stream.iterate(failure, c -> c != null, Throwable::getCause).limit(10);
  }
}
