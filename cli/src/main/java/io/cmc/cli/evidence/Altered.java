// SPDX-License-Identifier: Apache-2.0
package io.cmc.cli.evidence;

import io.cmc.seal.Tampered;

/** The first thing in a bundle that is not as it was written, or does not agree with the events. */
public final class Altered extends RuntimeException {

  private final String file;
  private final transient Tampered.Fault fault;

  private Altered(String file, Tampered.Fault fault) {
    super(file + ": " + fault.what());
    this.file = file;
    this.fault = fault;
  }

  static Altered file(String file, String what) {
    return new Altered(file, new Tampered.Fault(0, "", 0, what));
  }

  static Altered event(Tampered tampered) {
    return new Altered(Papers.EVENTS, tampered.fault());
  }

  /** Empty: the bundle as a whole. */
  public String file() {
    return file;
  }

  /** Its position is 0 where no single event is meant. */
  public Tampered.Fault fault() {
    return fault;
  }
}
