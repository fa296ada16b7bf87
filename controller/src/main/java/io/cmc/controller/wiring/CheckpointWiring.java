// SPDX-License-Identifier: Apache-2.0
package io.cmc.controller.wiring;

import io.cmc.store.checkpoint.CheckpointFiles;
import io.cmc.store.checkpoint.CheckpointMaker;
import io.cmc.store.checkpoint.CheckpointTable;
import io.cmc.store.checkpoint.Checkpointer;
import io.cmc.store.checkpoint.KeyFile;
import io.cmc.store.checkpoint.KeyRing;
import io.cmc.store.checkpoint.SigningKey;
import java.time.InstantSource;
import java.util.Optional;
import javax.sql.DataSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Signing what was sealed. */
@Configuration(proxyBeanMethods = false)
public class CheckpointWiring {

  private static final Logger LOG = LoggerFactory.getLogger(CheckpointWiring.class);

  @Bean static CheckpointTable checkpoints(DataSource database) {
    return new CheckpointTable(database);
  }

  @Bean static KeyRing keyRing(CheckpointSettings settings, CheckpointTable checkpoints) {
    var current = settings.keys().current().map(file -> Optional.of(new KeyFile(file).read())).orElseGet(() -> own(settings, checkpoints));
    current.ifPresent(key -> LOG.info("Checkpoints are signed with key {}.", key.key().fingerprint()));
    return new KeyRing(current, settings.keys().previous().map(file -> new KeyFile(file).read()), settings.keys().lost());
  }

  // where checkpoints are there already, another instance has the key, or somebody must bring it: a second one would not be believed
  private static Optional<SigningKey> own(CheckpointSettings settings, CheckpointTable checkpoints) {
    var file = new KeyFile(settings.keys().own());
    return file.find().or(() -> checkpoints.isEmpty() ? Optional.of(made(file)) : Optional.empty());
  }

  private static SigningKey made(KeyFile file) {
    var key = file.make();
    LOG.info("A new key to sign checkpoints with was made: {}. Keep a copy of {} in a safe place.", key.key().fingerprint(), file.path().toAbsolutePath());
    return key;
  }

  @Bean static CheckpointFiles checkpointFiles(CheckpointSettings settings, CheckpointTable checkpoints) {
    return new CheckpointFiles(settings.folder(), checkpoints);
  }

  @Bean static CheckpointMaker checkpointMaker(DataSource database, KeyRing keys, CheckpointSettings settings, InstantSource clock, CheckpointFiles files) {
    return new CheckpointMaker(database, keys, settings.events(), clock, files::mustFit);
  }

  @Bean(initMethod = "start", destroyMethod = "close") static Checkpointer checkpointer(CheckpointMaker maker, CheckpointFiles files,
      CheckpointSettings settings) {
    return new Checkpointer(maker, files, settings.every(), System::nanoTime);
  }
}
