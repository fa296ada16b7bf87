// SPDX-License-Identifier: Apache-2.0
package io.cmc.seal;

/** The first thing in a history that is not as it was sealed. */
public final class Tampered extends RuntimeException {

  /**
   * @param position of the first bad event; of a range that is bad somewhere, its first
   * @param migration empty where it is not known
   * @param sequence within the migration; 0 where it is not known
   * @param what is wrong, as the rest of a sentence
   */
  public record Fault(long position, String migration, long sequence, String what) {

    @Override public String toString() {
      return "position " + position + (migration.isEmpty() ? "" : ", migration " + migration + (sequence == 0 ? "" : ", number " + sequence))
          + ": " + what;
    }
  }

  private final transient Fault fault;

  Tampered(Fault fault) {
    super(fault.toString());
    this.fault = fault;
  }

  public Fault fault() {
    return fault;
  }
}
