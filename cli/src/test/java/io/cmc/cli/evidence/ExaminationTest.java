// SPDX-License-Identifier: Apache-2.0
package io.cmc.cli.evidence;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cmc.api.v1.MigrationState;
import io.cmc.seal.Verification;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TimeZone;
import org.junit.jupiter.api.Test;

/** Whoever forges one file of a bundle also writes the manifest anew. */
class ExaminationTest {

  private final Account account = Sample.account();

  @Test void what_was_written_is_found_as_it_was_written() {
    var found = examine(Papers.of(account), Sample.WRITER);

    assertThat(found.events().events()).isEqualTo(5);
    assertThat(found.remade()).isTrue();
    assertThat(found.files()).isEqualTo(12);
    assertThat(found.unexamined()).anyMatch(what -> what.contains("timings.json"));
  }

  @Test void what_another_version_wrote_is_not_made_anew_and_that_is_said() {
    var found = examine(Papers.of(account), "cmc 2");

    assertThat(found.remade()).isFalse();
    assertThat(found.unexamined()).anyMatch(what -> what.contains("report.html") && what.contains("cmc 1"));
  }

  @Test void the_same_account_gives_the_same_bytes_in_every_time_zone() throws IOException {
    var first = zip(Papers.of(account));
    var zone = TimeZone.getDefault();
    try {
      TimeZone.setDefault(TimeZone.getTimeZone("Pacific/Auckland"));
      assertThat(zip(Papers.of(Sample.account()))).isEqualTo(first);
    } finally {
      TimeZone.setDefault(zone);
    }
  }

  @Test void a_file_forged_with_its_manifest_is_named() {
    forged(Papers.REPORT, "COMPLETED", "ABORTED");
    forged(Papers.PLAN, "OUTSIDE", "DOMAIN_RATE");
    forged(Papers.APPROVALS, "operator-1", "operator-2");
    forged(Papers.PROOFS, "9f2c", "9f2d");
    forged(Papers.PINGS, "true", "false");
    forged(Papers.EVENTS, "PT1.85S", "PT1.86S");
  }

  @Test void a_whole_bundle_that_was_made_of_something_else_is_found_by_the_events() {
    refused(new Account(Sample.WRITER, account.lines(), "", account.status().toBuilder().setState(MigrationState.ABORTED).build(), account.timings(),
        account.audit()), Papers.STATUS, "ABORTED");
    refused(new Account(Sample.WRITER, account.lines(), "", account.status().toBuilder().setPlanHash("77").build(), account.timings(), account.audit()),
        Papers.STATUS, "plan hash");
    var audit = new ArrayList<>(account.audit());
    audit.set(1, audit.get(1).toBuilder().setActor("operator-2").build());
    refused(new Account(Sample.WRITER, account.lines(), "", account.status(), account.timings(), audit), Papers.AUDIT, "operator-2");
    refused(new Account(Sample.WRITER, account.lines(), "", account.status(), account.timings(), audit.subList(0, 4)), Papers.AUDIT, "entries");
  }

  @Test void a_file_that_was_taken_out_or_put_in_is_named() {
    var less = new LinkedHashMap<>(Papers.of(account));
    less.remove(Papers.INCIDENTS);
    refused(less, Manifest.NAME, "incidents.json");
    refused(written(less), Papers.INCIDENTS, "missing");

    var more = new LinkedHashMap<>(Papers.of(account));
    more.put("run-me.exe", new byte[1]);
    refused(more, "run-me.exe", "put in");
    refused(written(more), Manifest.NAME, "order");
  }

  @Test void what_people_and_nodes_wrote_is_text_in_the_report() {
    var report = new String(Papers.of(account).get(Papers.REPORT), StandardCharsets.UTF_8);

    assertThat(report).contains("&lt;script&gt;alert(&#39;x&#39;)&lt;/script&gt; &amp; \\u202egnp.exe", "default-src 'none'")
        .doesNotContain("<script", "\u202e", "src=", "href=");
    assertThat(Papers.of(account)).allSatisfy((name, content) -> assertThat(new String(content, StandardCharsets.UTF_8))
        .as(name).satisfies(text -> assertThat(name.equals(Papers.EVENTS) || !text.contains("\u202e")).isTrue()));
  }

  private void forged(String name, String was, String is) {
    var files = new LinkedHashMap<>(Papers.of(account));
    files.computeIfPresent(name, (_, content) -> {
      var text = new String(content, StandardCharsets.UTF_8);
      assertThat(text).as(name).contains(was);
      return text.replace(was, is).getBytes(StandardCharsets.UTF_8);
    });
    refused(written(files), name, "");
  }

  /** With a manifest that fits. */
  private static Map<String, byte[]> written(Map<String, byte[]> files) {
    files.put(Manifest.NAME, Manifest.of("net", Sample.WRITER, files));
    return files;
  }

  private static void refused(Account forged, String file, String what) {
    refused(Papers.of(forged), file, what);
  }

  private static void refused(Map<String, byte[]> files, String file, String what) {
    assertThatThrownBy(() -> examine(files, Sample.WRITER)).isInstanceOfSatisfying(Altered.class, e -> assertThat(e.file()).isEqualTo(file))
        .hasMessageContaining(what);
  }

  private static Examination.Found examine(Map<String, byte[]> files, String reader) {
    return new Examination(files, new Verification(Verification.Expected.NOTHING), reader).make();
  }

  private static byte[] zip(Map<String, byte[]> files) throws IOException {
    var out = new ByteArrayOutputStream();
    Zip.write(files, out);
    return out.toByteArray();
  }
}
