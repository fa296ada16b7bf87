// SPDX-License-Identifier: Apache-2.0
package io.cmc.cli.login;

import com.fasterxml.jackson.databind.JsonNode;

/** What an issuer answered. It may hold tokens and is printed nowhere. */
record Answer(int status, JsonNode body) {

  boolean isGood() {
    return status / 100 == 2;
  }

  /** By RFC 6749, such as {@code invalid_grant}; empty where the issuer says none. */
  String error() {
    return text("error");
  }

  String text(String field) {
    return body.path(field).asText("");
  }

  @Override public String toString() {
    return "answer " + status + " " + error();
  }

  long number(String field, long otherwise) {
    return body.path(field).asLong(otherwise);
  }
}
