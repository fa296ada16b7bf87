// SPDX-License-Identifier: Apache-2.0
package io.cmc.id;

/** A name that identifies something; its text is its only meaning. Stored and sent as that text. */
public interface Id {
  String value();
}
