// SPDX-License-Identifier: Apache-2.0
package io.cmc.sim.replay;

import static org.assertj.core.api.Assertions.assertThat;

import com.digitalasset.canton.participant.admin.v0.DomainConnectionConfig;
import com.digitalasset.canton.participant.admin.v0.ListConfiguredDomainsResponse;
import com.digitalasset.canton.participant.admin.v0.MigrateDomainRequest;
import com.digitalasset.canton.participant.admin.v0.RegisterDomainRequest;
import com.daml.ledger.api.v1.Command;
import com.daml.ledger.api.v1.CommandServiceGrpc;
import com.daml.ledger.api.v1.Commands;
import com.daml.ledger.api.v1.CreateCommand;
import com.daml.ledger.api.v1.Record;
import com.daml.ledger.api.v1.RecordField;
import com.daml.ledger.api.v1.SubmitAndWaitRequest;
import com.daml.ledger.api.v1.Value;
import com.google.protobuf.BoolValue;
import com.google.protobuf.Message;
import com.google.rpc.ErrorInfo;
import com.google.rpc.RetryInfo;
import io.cmc.sim.Network;
import io.grpc.CallOptions;
import io.grpc.Channel;
import io.grpc.StatusRuntimeException;
import io.grpc.protobuf.StatusProto;
import io.grpc.stub.ClientCalls;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;

/** Says to the simulator what was once said to real nodes, and compares the answers. */
final class Replayer {

  private static final Map<String, String> NODES = Map.of("a", "participantA", "b", "participantB", "la", "participantA", "lb", "participantB",
      "old", "olddomain", "new", "newdomain", "eq", "eqdomain", "olda", "olddomain", "newa", "newdomain");
  private static final Pattern TARGET = Pattern.compile("(\\w*) -> (?:None|\\{(\\w*) ?(\\S*?)(?: id=(\\S+))?\\})( force=True)?");
  private static final Pattern ID = Pattern.compile("(participant[ab]|olddomain|newdomain|eqdomain|bob)::1220[0-9a-f]{64}");
  private static final Pattern CUT_ID = Pattern.compile("(participant[ab]|olddomain|newdomain|eqdomain)::1220[0-9a-f]{8}\\.\\.\\.");
  private static final Pattern CORRELATION = Pattern.compile("\\((\\d+),[0-9a-f]+\\): ");
  private static final String STRANGER = "newdomain::1220" + "ab".repeat(32);
  /** Less than the time after which a participant gives a silent domain up. */
  private static final long IMPATIENCE_MILLIS = 250;
  private final Network network;
  private final List<String> played = new ArrayList<>();

  Replayer(Network network) {
    this.network = network;
  }

  List<String> played() {
    return played;
  }

  void replay(Exchange x) {
    switch (x.kind()) {
      case CALL -> call(x);
      case SUBMIT -> submit(x);
      case SQL -> assertThat(statuses(x.node())).as(x.toString()).isEqualTo(x.answer());
      case OTHER -> {
        return;
      }
    }
    played.add(x.toString());
  }

  private void call(Exchange x) {
    var method = Methods.named(x.method());
    try {
      var options = CallOptions.DEFAULT.withDeadlineAfter(x.isTimeout() ? IMPATIENCE_MILLIS : 60_000, TimeUnit.MILLISECONDS);
      var answer = ClientCalls.blockingUnaryCall(channel(x), method, options, request(x));
      assertThat(x.code()).as("%s answered %s", x, answer).isEqualTo("OK");
      compare(x, answer);
    } catch (StatusRuntimeException e) {
      compare(x, e);
    }
  }

  private Channel channel(Exchange x) {
    if (List.of("old", "new", "eq").contains(x.node())) return network.sequencer(NODES.get(x.node()));
    return network.admin(x.node().equals("eqa") ? "eqdomain" : NODES.get(x.node()));
  }

  private Message request(Exchange x) {
    if (x.method().endsWith("/MigrateDomain")) return migration(here(x.arguments()));
    if (x.method().endsWith("/RegisterDomain")) {
      return RegisterDomainRequest.newBuilder().setAdd(network.connection("newdomain", "newdomain").toBuilder().setManualConnect(true)).build();
    }
    var json = here(x.arguments()).replace('\'', '"').replace("True", "true");
    if (x.method().endsWith("/ping") && x.payload().contains("failure")) json = json.replaceAll("000\"", "00\"");
    return Methods.request(Methods.named(x.method()), json);
  }

  private Message migration(String arguments) {
    var m = TARGET.matcher(arguments);
    if (!m.matches()) throw new IllegalArgumentException(arguments);
    var request = MigrateDomainRequest.newBuilder().setSourceAlias(m.group(1));
    if (!arguments.contains("None")) request.setTargetDomainConnectionConfig(target(m.group(2), m.group(3), m.group(4)));
    if (m.group(5) != null) request.setForce(BoolValue.of(true));
    return request.build();
  }

  private DomainConnectionConfig target(String alias, String url, String id) {
    var config = network.connection(alias, "newdomain").toBuilder();
    if (url.isEmpty()) config.clearSequencerConnections().clearSequencerTrustThreshold();
    else config.getSequencerConnectionsBuilder(0).getGrpcBuilder().setConnections(0, url);
    return id == null ? config.build() : config.setDomainId(id).build();
  }

  private void compare(Exchange x, Message answer) {
    var expected = here(x.payload());
    if (expected.startsWith("[(") || expected.equals("[]")) {
      assertThat(list((ListConfiguredDomainsResponse) answer)).as(x.toString()).isEqualTo(expected);
      return;
    }
    assertThat(Steady.parts(answer)).as(x.toString()).isEqualTo(Steady.parts(Methods.response(Methods.named(x.method()), expected)));
  }

  private static String list(ListConfiguredDomainsResponse answer) {
    return answer.getResultsList().stream().map(r -> "('{" + r.getConfig().getDomainAlias() + " "
        + r.getConfig().getSequencerConnections(0).getGrpc().getConnections(0) + "}', " + (r.getConnected() ? "True" : "False") + ")").toList().toString();
  }

  private void compare(Exchange x, StatusRuntimeException e) {
    assertThat(e.getStatus().getCode().name()).as("%s answered %s", x, e.getMessage()).isEqualTo(x.code());
    if (x.isTimeout()) return;
    assertThat(withoutCorrelation(e.getStatus().getDescription())).as(x.toString()).isEqualTo(withoutCorrelation(here(x.description())));
    compareDetails(x, e);
  }

  /** The reason and the context that callers decide by; trace ids and connection reasons are free. */
  private void compareDetails(Exchange x, StatusRuntimeException e) {
    var details = StatusProto.fromThrowable(e).getDetailsList();
    assertThat(details.stream().map(d -> d.getTypeUrl().replaceAll(".*\\.", "")).toList()).as("%s", x)
        .isEqualTo(x.details().stream().map(d -> d.split(" ")[0]).toList());
    for (var d : details) {
      if (d.is(RetryInfo.class)) assertThat(x.details()).as("%s", x).contains("RetryInfo {\"retryDelay\": \"1s\"}");
      if (d.is(ErrorInfo.class)) assertThat(steady(unpack(d))).as("%s", x).isEqualTo(steady(errorInfo(here(x.details().getFirst()))));
    }
  }

  private static ErrorInfo unpack(com.google.protobuf.Any any) {
    try {
      return any.unpack(ErrorInfo.class);
    } catch (com.google.protobuf.InvalidProtocolBufferException e) {
      throw new IllegalStateException(e);
    }
  }

  private static ErrorInfo errorInfo(String line) {
    try {
      var info = ErrorInfo.newBuilder();
      com.google.protobuf.util.JsonFormat.parser().merge(line.substring("ErrorInfo ".length()), info);
      return info.build();
    } catch (com.google.protobuf.InvalidProtocolBufferException e) {
      throw new IllegalArgumentException(line, e);
    }
  }

  private static ErrorInfo steady(ErrorInfo info) {
    var steady = info.toBuilder().removeMetadata("tid");
    if (info.getReason().equals("DOMAIN_IS_NOT_AVAILABLE")) steady.removeMetadata("reason");
    if (info.getReason().equals("PARTICIPANT_BACKPRESSURE")) steady.removeMetadata("participant");
    return steady.build();
  }

  private void submit(Exchange x) {
    var name = NODES.get(x.node());
    var own = network.participant(name).spec().parties().getFirst();
    var other = network.participant(name.equals("participantA") ? "participantB" : "participantA").spec().parties().getFirst();
    var create = CreateCommand.newBuilder().setCreateArguments(Record.newBuilder().addFields(RecordField.newBuilder().setValue(Value.newBuilder().setParty(other))));
    var request = SubmitAndWaitRequest.newBuilder().setCommands(Commands.newBuilder().addActAs(own).addCommands(Command.newBuilder().setCreate(create))).build();
    try {
      CommandServiceGrpc.newBlockingStub(network.ledger(name)).withDeadlineAfter(x.isTimeout() ? IMPATIENCE_MILLIS : 30_000, TimeUnit.MILLISECONDS).submitAndWait(request);
      assertThat(x.isError()).as(x.toString()).isFalse();
    } catch (StatusRuntimeException e) {
      compare(x, e);
    }
  }

  /** What the recording's query shows: alias and letter of every configured domain. */
  private String statuses(String node) {
    try (var c = DriverManager.getConnection(network.databaseUrl(NODES.get(node))); var s = c.createStatement()) {
      var schema = NODES.get(node).toLowerCase(Locale.ROOT);
      var rows = s.executeQuery("select domain_alias || '|' || status from " + schema + ".participant_domain_connection_configs order by 1");
      var found = new ArrayList<String>();
      while (rows.next()) found.add(rows.getString(1));
      return String.join("; ", found);
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }

  /** The names, ids and ports of the recorded nodes, replaced by those of this network. */
  private String here(String text) {
    var stranger = text.replace(STRANGER, "@stranger@").replace("newdomain::1220abababab...", "@cut-stranger@");
    var ids = ID.matcher(stranger).replaceAll(m -> uid(m.group(1)));
    var cut = CUT_ID.matcher(ids).replaceAll(m -> uid(m.group(1)).substring(0, uid(m.group(1)).indexOf("::") + 14) + "...");
    return cut.replace("participanta", "participantA").replace("participantb", "participantB")
        .replace("127.0.0.1:5001", "127.0.0.1:" + network.source().spec().site().first())
        .replace("127.0.0.1:5002", "127.0.0.1:" + network.source().spec().site().second())
        .replace("127.0.0.1:5003", "127.0.0.1:" + network.target().spec().site().first())
        .replace("127.0.0.1:5013", "127.0.0.1:" + network.domain("eqdomain").spec().site().first())
        .replace("2.10.5-SNAPSHOT", network.source().spec().release().version())
        .replace("@stranger@", STRANGER).replace("@cut-stranger@", "newdomain::1220abababab...");
  }

  private String uid(String recorded) {
    return switch (recorded) {
      case "participanta" -> network.participant("participantA").spec().uid().toString();
      case "participantb" -> network.participant("participantB").spec().uid().toString();
      case "bob" -> network.participant("participantB").spec().parties().getFirst();
      default -> network.domain(recorded).id();
    };
  }

  private static String withoutCorrelation(String description) {
    return CORRELATION.matcher(description).replaceFirst("($1,x): ");
  }
}
