// SPDX-License-Identifier: Apache-2.0
package io.cmc.cli.plan;

import com.google.protobuf.Duration;
import com.google.protobuf.Timestamp;
import io.cmc.api.v1.BackupStrategy;
import io.cmc.api.v1.ClosingStrategy;
import io.cmc.api.v1.Database;
import io.cmc.api.v1.Endpoint;
import io.cmc.api.v1.Participant;
import io.cmc.api.v1.Phase;
import io.cmc.api.v1.Plan;
import io.cmc.api.v1.Secret;
import io.cmc.api.v1.SourceDomain;
import io.cmc.api.v1.TargetDomain;
import io.cmc.api.v1.Terms;
import io.cmc.api.v1.Tls;
import io.cmc.api.v1.Window;

/** The plan that the golden texts show. */
final class Samples {

  private Samples() {}

  static Plan plan() {
    return Plan.newBuilder().setMigration("net-eu-7")
        .setSource(SourceDomain.newBuilder().setAlias("olddomain").setId("olddomain::1220aa").setProtocolVersion(4)
            .setAdmin(endpoint("olddomain", 5002)).setDatabase(database("olddomain")).setBackup(BackupStrategy.PG_DUMP))
        .setTarget(TargetDomain.newBuilder().setAlias("newdomain").addSequencers("https://newdomain:5003")
            .setTrustCollectionFile("/etc/canton/ca.pem"))
        .addParticipants(Participant.newBuilder().setName("alfa").setUid("alfa::1220bb").setTeam("Payments EU")
            .setAdmin(secured()).setLedger(endpoint("alfa", 5005)).setDatabase(database("alfa"))
            .setBackup(BackupStrategy.PG_DUMP))
        .addParticipants(Participant.newBuilder().setName("bravo").setAdmin(endpoint("bravo", 5008)))
        .setClosing(ClosingStrategy.PARTICIPANT_LIMITS)
        .addHoldBefore(Phase.MOVE_CONTRACTS).addHoldBefore(Phase.REOPEN)
        .setSoak(Duration.newBuilder().setSeconds(3600))
        .setTerms(Terms.newBuilder().addWaivable("no-strangers-known").setProveBackups(false).setWindow(Window.newBuilder()
            .setFrom(Timestamp.newBuilder().setSeconds(1795827600)).setUntil(Timestamp.newBuilder().setSeconds(1795842000))
            .setReserve(Duration.newBuilder().setSeconds(3600)))).build();
  }

  private static Endpoint secured() {
    return endpoint("alfa", 5006).toBuilder().clearPlaintext().setToken(Secret.newBuilder().setEnv("ALFA_TOKEN"))
        .setTls(Tls.newBuilder().setTrustCollectionFile("/etc/canton/ca.pem").setCertificateFile("/etc/canton/me.pem")
            .setPrivateKeyFile("/etc/canton/me.key")).build();
  }

  private static Endpoint endpoint(String host, int port) {
    return Endpoint.newBuilder().setHost(host).setPort(port).setPlaintext(true).build();
  }

  private static Database database(String name) {
    return Database.newBuilder().setHost("db.example").setPort(5432).setName(name).setUser("canton")
        .setPassword(Secret.newBuilder().setFile("/run/secrets/" + name)).build();
  }
}
