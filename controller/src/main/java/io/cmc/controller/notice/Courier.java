// SPDX-License-Identifier: Apache-2.0
package io.cmc.controller.notice;

/** Takes a notice out of the service. */
@FunctionalInterface
public interface Courier {

  /** Blocks until it is taken. May be called again with the same notice. @throws Undelivered when it was not taken, or nobody knows */
  void carry(Notice notice);

  /** The text names no secret. */
  final class Undelivered extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public Undelivered(String text) {
      super(text, null, false, false);
    }
  }
}
