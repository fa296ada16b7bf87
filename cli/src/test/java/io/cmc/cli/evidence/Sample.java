// SPDX-License-Identifier: Apache-2.0
package io.cmc.cli.evidence;

import com.google.protobuf.util.Timestamps;
import io.cmc.api.v1.AuditEntry;
import io.cmc.api.v1.MigrationState;
import io.cmc.api.v1.MigrationStatus;
import io.cmc.api.v1.ParticipantStatus;
import io.cmc.api.v1.Run;
import io.cmc.api.v1.RunComparison;
import io.cmc.seal.SealedFact;
import java.text.ParseException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;

/** A short story that no checkpoint covers, in which people and nodes write what they should not. */
final class Sample {

  static final String WRITER = "cmc 1";
  static final String NASTY = "<script>alert('x')</script> & \u202egnp.exe";
  private static final String AT = "2026-03-07T12:00:00.123456789Z";

  private final List<String> lines = new ArrayList<>(List.of("{\"kind\":\"begin\",\"format\":1,\"migration\":\"net\"}"));
  private final List<AuditEntry> audit = new ArrayList<>();
  private byte[] before = SealedFact.nothingBefore();

  static Account account() {
    var sample = new Sample();
    var plan = "{\"migration\":\"net\",\"source\":{\"alias\":\"old\",\"protocolVersion\":3},\"closing\":\"OUTSIDE\",\"holdBefore\":[\"REOPEN\"]}";
    var hash = Manifest.sha256(Json.canonical(Json.read(plan)));
    sample.event("MigrationPlanned", Json.object().put("migration", "net").put("hash", hash).put("at", AT).set("plan", Json.read(plan)));
    sample.event("GateReleased", Json.object().put("migration", "net").put("gate", "REOPEN").put("at", AT));
    sample.event("PingsAnswered", Json.read("{\"migration\":\"net\",\"node\":\"alfa\",\"pings\":[{\"to\":\"bravo\",\"answered\":true,\"took\":\"PT1.85S\"}],\"at\":\"" + AT + "\"}"));
    sample.event("BackupTaken", Json.read("{\"migration\":\"net\",\"node\":\"alfa\",\"backup\":{\"strategy\":\"PG_DUMP\",\"location\":\"/d\",\"bytes\":17,\"sha256\":\"9f2c\",\"took\":\"PT2S\"},\"at\":\""
        + AT + "\"}"));
    sample.event("MigrationCompleted", Json.object().put("migration", "net").put("at", AT));
    sample.lines.add("{\"kind\":\"end\",\"events\":5,\"position\":5}");
    var status = MigrationStatus.newBuilder().setMigration("net").setState(MigrationState.COMPLETED).setPlanHash(hash).setAsOfPosition(5)
        .addParticipants(ParticipantStatus.newBuilder().setName("alfa").setTeam(NASTY)).build();
    return new Account(WRITER, List.copyOf(sample.lines), "migration: net\n", status,
        RunComparison.newBuilder().setFirst(Run.newBuilder().setMigration("net").setEvents(5)).build(), List.copyOf(sample.audit));
  }

  private void event(String kind, com.fasterxml.jackson.databind.JsonNode payload) {
    var number = audit.size() + 1;
    var metadata = Json.object().put("actorSubject", "operator-1").put("authentication", "os-user").put("reason", NASTY).toString();
    var fact = new SealedFact(number, "net", number, "id-" + number, "net", number - 1, "migration", kind, "1", AT, payload.toString(), metadata);
    var hash = fact.hash(before);
    var line = Json.object().put("kind", "event").put("hash", HexFormat.of().formatHex(hash)).put("before", HexFormat.of().formatHex(before));
    line.putObject("fact").put("position", number).put("migration", "net").put("migrationSequence", number).put("eventId", fact.eventId())
        .put("stream", "net").put("streamSequence", number - 1).put("type", "migration").put("name", kind).put("revision", "1").put("at", AT)
        .put("payload", fact.payload()).put("metadata", metadata);
    lines.add(line.toString());
    before = hash;
    audit.add(entry(fact));
  }

  private static AuditEntry entry(SealedFact fact) {
    try {
      return AuditEntry.newBuilder().setPosition(fact.position()).setEventId(fact.eventId()).setAt(Timestamps.parse("2026-03-07T12:00:00.123457Z"))
          .setKind(fact.name()).setMigration("net").setActor("operator-1").setAuthentication("os-user").setReason(NASTY).setSummary("It is so")
          .setDetailJson(fact.payload()).build();
    } catch (ParseException e) {
      throw new IllegalStateException(e);
    }
  }
}
