// SPDX-License-Identifier: Apache-2.0
package io.cmc.benchmarks;

import static org.awaitility.Awaitility.await;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import java.time.Duration;
import java.util.Map;
import java.util.UUID;
import org.flowable.engine.ProcessEngine;
import org.flowable.engine.impl.cfg.StandaloneProcessEngineConfiguration;

/** Flowable, embedded as its guide says, with the history that it keeps by default. */
final class FlowableEngine implements AutoCloseable {

  /** Of one process, see closing.bpmn20.xml. */
  private static final int STEPS = 2;

  private final HikariDataSource database;
  private final ProcessEngine engine;

  FlowableEngine(String url, int sessions) {
    var pool = new HikariConfig();
    pool.setJdbcUrl(url);
    pool.setMaximumPoolSize(sessions);
    database = new HikariDataSource(pool);
    var configuration = new StandaloneProcessEngineConfiguration();
    configuration.setDataSource(database);
    configuration.setDatabaseSchemaUpdate("true");
    configuration.setAsyncExecutorActivate(true);
    engine = configuration.buildProcessEngine();
    engine.getRepositoryService().createDeployment().addClasspathResource("closing.bpmn20.xml").deploy();
  }

  /** Durable steps per second. */
  double stepsPerSecond(int threads, int participants) throws Exception {
    var run = UUID.randomUUID().toString();
    var begin = System.nanoTime();
    Throughput.perSecond(threads, participants / threads, (thread, n) ->
        engine.getRuntimeService().startProcessInstanceByKey("closing", run, Map.of("participant", "p" + thread + "-" + n)));
    await().atMost(Duration.ofMinutes(5)).pollDelay(Duration.ZERO).pollInterval(Duration.ofMillis(10))
        .until(() -> engine.getRuntimeService().createProcessInstanceQuery().processInstanceBusinessKey(run).count() == 0);
    return participants * STEPS / ((System.nanoTime() - begin) / 1e9);
  }

  @Override public void close() {
    engine.close();
    database.close();
  }
}
