// SPDX-License-Identifier: Apache-2.0
package io.cmc.deploy.faults;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.cmc.api.v1.MigrationState;
import io.cmc.api.v1.Phase;
import io.cmc.deploy.system.InProcess;
import io.cmc.deploy.system.QuietLog;
import io.cmc.deploy.system.Site;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import javax.sql.DataSource;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** Others fill the disk of the backups after the checks; only where the tests' user may mount one and has a pg_dump that fits. */
class FullDiskDuringBackupTest {

  @RegisterExtension static final QuietLog LOG = QuietLog.except(QuietLog.CUT_SESSIONS);

  @TempDir private Path folder;
  private SmallDisk disk;
  private Site site;
  private InProcess service;

  @BeforeEach void a_small_disk() throws IOException, InterruptedException {
    assumeTrue(SmallDisk.ran("pg_dump", "--version").contains("(PostgreSQL) 15"), "no pg_dump of version 15 on the PATH");
    disk = SmallDisk.mount(folder.resolve("service/backups"), 200);
    site = Voyage.site(folder, network -> network.participants(2).seed(16));
    service = InProcess.start(folder.resolve("service"));
  }

  @AfterEach void taken_away() throws IOException, InterruptedException {
    if (service != null) service.close();
    if (site != null) site.close();
    if (disk != null) disk.close();
  }

  @Test void a_backup_without_room_is_parked_with_its_remedy_and_goes_on_when_there_is_room() throws IOException {
    var voyage = new Voyage(site, "full");
    service.console().must(Arrays.stream(site.planning("full", "--hold-before", "back-up", "--keep-source"))
        .map(w -> w.equals("template-copy") ? "pg-dump" : w).toArray(String[]::new));
    service.console().must("start", site.file("full").toString(), "--reason", "a test");
    service.console().awaitStatus("full", s -> s.getState() == MigrationState.AT_GATE && s.getGate() == Phase.BACK_UP);
    disk.fill();
    service.console().must("release", "full", "--gate", "back-up", "--reason", "a test");

    var parked = service.console().awaitStatus("full", s -> s.getParticipantsList().stream().allMatch(p -> p.getActivity().getState().equals("PARKED")));
    assertThat(parked.getParticipantsList()).allSatisfy(p -> {
      assertThat(p.getActivity().getProblem().getCode()).isIn("SPACE_SHORT", "BACKUP_FAILED");
      assertThat(p.getActivity().getProblem().getRemedy()).isNotBlank();
    });
    assertThat(parked.getWaitsFor()).contains("a person");
    assertThat(site.journal("MigrateDomain")).isEmpty();

    disk.makeRoom();
    service.console().must("resume", "full", "participantA");
    service.console().must("retry", "full", "participantB");
    voyage.arrive(service.console());
    voyage.judge(service.context().getBean(DataSource.class));
  }
}
