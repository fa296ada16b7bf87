// SPDX-License-Identifier: Apache-2.0
package io.cmc.cli.evidence;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Path;
import java.time.LocalDateTime;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.zip.ZipEntry;
import java.util.zip.ZipException;
import java.util.zip.ZipFile;
import java.util.zip.ZipOutputStream;

/** Files by name, in their order; the same files give the same bytes. */
public final class Zip {

  // written as it is in every time zone; the first day of 1980 is not
  private static final LocalDateTime ALWAYS = LocalDateTime.of(1980, 2, 1, 0, 0);

  private Zip() {}

  public static void write(Map<String, byte[]> files, OutputStream to) throws IOException {
    var zip = new ZipOutputStream(to);
    for (var file : files.entrySet()) {
      var entry = new ZipEntry(file.getKey());
      entry.setTimeLocal(ALWAYS);
      zip.putNextEntry(entry);
      zip.write(file.getValue());
      zip.closeEntry();
    }
    zip.finish();
  }

  /**
   * @throws Altered when it is no zip any more
   * @throws IOException when there is nothing to read
   */
  public static Map<String, byte[]> read(Path from) throws IOException {
    var files = new LinkedHashMap<String, byte[]>();
    try (var zip = new ZipFile(from.toFile())) {
      for (var entry : (Iterable<ZipEntry>) zip.stream().map(ZipEntry.class::cast)::iterator) {
        if (files.put(entry.getName(), content(zip, entry)) != null) throw Altered.file(entry.getName(), "is in the zip twice");
      }
    } catch (ZipException e) {
      throw Altered.file("zip", "cannot be read: " + e.getMessage());
    }
    return files;
  }

  private static byte[] content(ZipFile zip, ZipEntry entry) {
    try (var in = zip.getInputStream(entry)) {
      return in.readAllBytes();
    } catch (IOException | OutOfMemoryError e) {
      throw Altered.file(entry.getName(), "cannot be read: " + e.getMessage());
    }
  }
}
