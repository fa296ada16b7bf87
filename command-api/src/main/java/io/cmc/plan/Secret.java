// SPDX-License-Identifier: Apache-2.0
package io.cmc.plan;

/** A secret by reference: the name of an environment variable or of a file of the service. The secret itself is never kept. */
public record Secret(Kind kind, String name) {

  public enum Kind { ENV, FILE }
}
