// SPDX-License-Identifier: Apache-2.0
package io.cmc.projection.publish;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.io.UncheckedIOException;

/** A bookmark as a record's value: JSON, for whoever looks at the topic. */
final class BookmarkJson {

  private static final ObjectMapper JSON = JsonMapper.builder().build();

  private BookmarkJson() {}

  static byte[] write(Bookmark bookmark) {
    try {
      return JSON.writeValueAsBytes(bookmark);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** @throws UncheckedIOException when it is none */
  static Bookmark read(byte[] value) {
    try {
      return JSON.readValue(value, Bookmark.class);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
