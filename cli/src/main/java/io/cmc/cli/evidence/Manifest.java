// SPDX-License-Identifier: Apache-2.0
package io.cmc.cli.evidence;

import com.fasterxml.jackson.databind.JsonNode;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Map;

/** Names every other file of a bundle with its size and SHA-256, in the order of the zip. */
final class Manifest {

  static final String NAME = "manifest.json";
  static final int FORMAT = 1;

  private Manifest() {}

  static byte[] of(String migration, String writer, Map<String, byte[]> files) {
    var manifest = Json.object().put("format", FORMAT).put("migration", migration).put("writtenBy", writer);
    var list = manifest.putArray("files");
    files.forEach((name, content) -> {
      if (!name.equals(NAME)) list.addObject().put("name", name).put("bytes", content.length).put("sha256", sha256(content));
    });
    return Json.document(manifest);
  }

  /** Of a file in it; empty where it does not name the file. */
  static String sha256(JsonNode manifest, String name) {
    for (var file : manifest.path("files")) {
      if (file.path("name").asText().equals(name)) return file.path("sha256").asText();
    }
    return "";
  }

  static String sha256(byte[] content) {
    try {
      return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(content));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }
}
