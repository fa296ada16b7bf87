// SPDX-License-Identifier: Apache-2.0
package io.cmc.deploy.system;

import static org.awaitility.Awaitility.await;

import io.cmc.api.v1.AuditEntry;
import io.cmc.api.v1.GetStatusRequest;
import io.cmc.api.v1.MigrationOrdersGrpc;
import io.cmc.api.v1.MigrationOrdersGrpc.MigrationOrdersBlockingStub;
import io.cmc.api.v1.MigrationQueriesGrpc;
import io.cmc.api.v1.MigrationState;
import io.cmc.api.v1.MigrationStatus;
import io.cmc.api.v1.ReadAuditRequest;
import io.cmc.api.v1.client.StatusChanges;
import io.cmc.cli.Cmc;
import io.cmc.deploy.security.BearerToken;
import io.grpc.ManagedChannel;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.grpc.health.v1.HealthCheckRequest;
import io.grpc.health.v1.HealthGrpc;
import io.grpc.netty.NettyChannelBuilder;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/** Where the operator sits: the verbs of {@code cmc}, and the public API beside them. */
public final class Console implements AutoCloseable {

  /** Two cores that many builds share, and a migration of seconds: what is not there by then does not come. */
  private static final Duration PATIENCE = Duration.ofMinutes(5);

  private final int port;
  private final ManagedChannel channel;

  /** @param data folder of the service, in which its token is; the verbs find it by themselves */
  public Console(int port, Path data) {
    this.port = port;
    this.channel = NettyChannelBuilder.forAddress("127.0.0.1", port).usePlaintext().intercept(BearerToken.in(data)).build();
  }

  /** What a verb answered. */
  public record Said(int code, String out, String err) {}

  public Said cmc(String... words) {
    var all = new ArrayList<>(List.of(words));
    all.addAll(List.of("--server", "127.0.0.1:" + port));
    var out = new StringWriter();
    var err = new StringWriter();
    var code = Cmc.run(new PrintWriter(out), new PrintWriter(err), all.toArray(String[]::new));
    return new Said(code, out.toString(), err.toString());
  }

  /** A verb that has to succeed. */
  public Said must(String... words) {
    var said = cmc(words);
    if (said.code() != 0) throw new AssertionError(String.join(" ", words) + " ended with " + said.code() + "\n" + said.out() + said.err());
    return said;
  }

  public MigrationOrdersBlockingStub orders() {
    return MigrationOrdersGrpc.newBlockingStub(channel);
  }

  public ManagedChannel channel() {
    return channel;
  }

  /** Empty while the read side does not know the migration, or nobody answers. */
  public Optional<MigrationStatus> status(String migration) {
    return status(migration, MigrationStatus.getDefaultInstance());
  }

  /** The same, where only what is not as it is known is asked for. */
  public Optional<MigrationStatus> status(String migration, MigrationStatus known) {
    var request = GetStatusRequest.newBuilder().setMigration(migration).setKnownRevision(known.getRevision()).build();
    try {
      return Optional.of(StatusChanges.over(known, MigrationQueriesGrpc.newBlockingStub(channel).getStatus(request)));
    } catch (StatusRuntimeException e) {
      if (e.getStatus().getCode() == Status.Code.NOT_FOUND || e.getStatus().getCode() == Status.Code.UNAVAILABLE) return Optional.empty();
      throw e;
    }
  }

  /** A call that reads nothing, answered by whoever takes all others too. */
  public void wave() {
    HealthGrpc.newBlockingStub(channel).check(HealthCheckRequest.getDefaultInstance());
  }

  public MigrationStatus awaitStatus(String migration, Predicate<MigrationStatus> enough) {
    return await("status of " + migration).atMost(PATIENCE).pollInterval(Duration.ofMillis(100))
        .until(() -> status(migration), s -> s.filter(enough).isPresent()).orElseThrow();
  }

  public MigrationStatus awaitState(String migration, MigrationState state) {
    return awaitStatus(migration, s -> s.getState() == state);
  }

  public List<AuditEntry> audit(String migration, String... kinds) {
    var request = ReadAuditRequest.newBuilder().setMigration(migration).addAllKinds(List.of(kinds)).setLimit(1000).build();
    return MigrationQueriesGrpc.newBlockingStub(channel).readAudit(request).getEntriesList();
  }

  @Override public void close() {
    channel.shutdownNow();
  }
}
