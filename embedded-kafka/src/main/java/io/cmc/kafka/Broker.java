// SPDX-License-Identifier: Apache-2.0
package io.cmc.kafka;

/** A Kafka that runs for us. */
public interface Broker extends AutoCloseable {

  /** Where clients begin: HOST:PORT. */
  String bootstrapServers();

  @Override void close();
}
