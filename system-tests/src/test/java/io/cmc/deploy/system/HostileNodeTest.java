// SPDX-License-Identifier: Apache-2.0
package io.cmc.deploy.system;

import static org.assertj.core.api.Assertions.assertThat;

import io.cmc.sim.fault.Fault;
import io.grpc.Status;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** A node whose words would move the cursor, turn text around and write lines of their own: the whole way to whoever reads them. */
class HostileNodeTest {

  @RegisterExtension static final QuietLog LOG = QuietLog.except(QuietLog.CUT_SESSIONS);

  private static final String EVIL = "no\r\n2026-01-01T00:00:00Z  INFO approved by olga\u001b[2J\u001b]0;title\u0007\u009b31m\u202egnp\u2028x";

  @TempDir private Path folder;
  private final PrintStream before = System.out;
  private final ByteArrayOutputStream log = new ByteArrayOutputStream();
  private Site site;
  private InProcess service;

  @BeforeEach void start() {
    System.setOut(new PrintStream(log, true, StandardCharsets.UTF_8));
    site = Site.start(folder, network -> network.participants(2).seed(13));
    service = InProcess.start(folder.resolve("service"));
  }

  @AfterEach void close() {
    System.setOut(before);
    service.close();
    site.close();
  }

  @Test void its_words_are_shown_and_not_obeyed() throws Exception {
    site.network().faults().inject("participantB", "DomainConnectivityService/DisconnectDomain", new Fault.FailBefore(Status.Code.INVALID_ARGUMENT, EVIL),
        Integer.MAX_VALUE);
    var console = service.console();
    console.must(site.planning("hostile", "--keep-source"));
    console.must("start", site.file("hostile").toString(), "--reason", EVIL);
    console.awaitStatus("hostile", status -> status.getOpenIncidents() > 0);

    for (var output : new String[] {"table", "json", "yaml"}) {
      for (var read : new String[][] {{"status", "hostile"}, {"incidents", "list"}, {"audit", "hostile"}}) {
        var said = console.must(read[0], read[1], "--output", output).out();
        assertThat(said.replace("\n", "").codePoints()).as("%s as %s", read[0], output).noneMatch(HostileNodeTest::steers);
        assertThat(said).doesNotContain("\n2026-01-01T00:00:00Z");
      }
    }
    assertThat(console.must("audit", "hostile").out()).contains("approved by olga\\u001b[2J");
    service.close();
    assertThat(log.toString(StandardCharsets.UTF_8).replace("\n", "").replace("\t", "").codePoints()).as("the log").noneMatch(HostileNodeTest::steers);
    assertThat(log.toString(StandardCharsets.UTF_8).lines()).isNotEmpty().noneMatch(line -> line.startsWith("2026-01-01T00:00:00Z"));
  }

  private static boolean steers(int c) {
    return Character.isISOControl(c) || Character.getType(c) == Character.FORMAT || c == 0x2028 || c == 0x2029;
  }
}
