// SPDX-License-Identifier: Apache-2.0
package io.cmc.deploy.system;

import io.cmc.deploy.Service;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.Function;
import java.util.stream.IntStream;
import javax.sql.DataSource;
import org.springframework.boot.SpringApplication;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.support.GenericApplicationContext;
import org.springframework.jdbc.core.simple.JdbcClient;

/** The whole service in this JVM, on a database of its own. */
public final class InProcess implements AutoCloseable {

  private final ConfigurableApplicationContext context;
  private final Console console;
  private final JdbcClient store;

  private InProcess(ConfigurableApplicationContext context, Console console) {
    this.context = context;
    this.console = console;
    this.store = JdbcClient.create(context.getBean(DataSource.class));
  }

  public static InProcess start(Path data, String... more) {
    return start(data, ServiceDatabase.create(), more);
  }

  /** @param database its address, with the user who owns it */
  public static InProcess start(Path data, String database, String[] more) {
    return start(data, database, more, Service::start);
  }

  /** With another clock than the machine's, which the database keeps. */
  public static InProcess start(Path data, InstantSource clock) {
    return start(data, ServiceDatabase.create(), new String[0], InstantSource.class, clock);
  }

  /** With one part of it replaced by the test's. */
  public static <T> InProcess start(Path data, String database, String[] more, Class<T> kind, T part) {
    return start(data, database, more, settings -> {
      var service = new SpringApplication(Service.class);
      service.addInitializers(context -> ((GenericApplicationContext) context)
          .registerBean("partOfTheTest", kind, () -> part, bean -> bean.setPrimary(true)));
      return service.run(settings);
    });
  }

  private static InProcess start(Path data, String database, String[] more, Function<String[], ConfigurableApplicationContext> starter) {
    var port = freePort();
    var settings = new ArrayList<>(List.of("--cmc.data=" + data, "--spring.grpc.server.port=" + port, "--cmc.database.url=" + database,
        "--cmc.grace=5s", "--cmc.database.connections=20"));
    settings.addAll(List.of(more));
    return new InProcess(starter.apply(settings.toArray(String[]::new)), new Console(port, data));
  }

  /** Of those that neither the system gives to outgoing connections nor the simulator to its nodes, so that it is still free when it is opened. */
  public static int freePort() {
    return IntStream.generate(() -> ThreadLocalRandom.current().nextInt(10_000, 15_000)).filter(InProcess::isFree).findFirst().orElseThrow();
  }

  private static boolean isFree(int port) {
    try (var socket = new ServerSocket(port, 1, InetAddress.getLoopbackAddress())) {
      return socket.isBound();
    } catch (IOException e) {
      return false;
    }
  }

  public ConfigurableApplicationContext context() {
    return context;
  }

  public Console console() {
    return console;
  }

  public JdbcClient store() {
    return store;
  }

  @Override public void close() {
    console.close();
    context.close();
  }
}
