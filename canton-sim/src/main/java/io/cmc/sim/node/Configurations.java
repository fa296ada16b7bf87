// SPDX-License-Identifier: Apache-2.0
package io.cmc.sim.node;

import com.digitalasset.canton.domain.api.v0.SequencerConnection;
import com.digitalasset.canton.participant.admin.v0.DomainConnectionConfig;
import com.digitalasset.canton.time.admin.v0.DomainTimeTrackerConfig;
import io.grpc.Status;
import java.net.URI;
import java.util.List;

/** Reads connection configurations the way Canton does, with its words for what is wrong. */
public final class Configurations {

  private static final String DEFAULT_ALIAS = "DefaultSequencer";

  /** A configuration that does not parse. */
  static final class Unreadable extends Exception {

    private static final long serialVersionUID = 1;

    Unreadable(String message) {
      super(message, null, false, false);
    }
  }

  private Configurations() {}

  /**
   * The configuration of a request to the connectivity service, as it is stored.
   *
   * @throws io.grpc.StatusRuntimeException INVALID_ARGUMENT with Canton's words for what is wrong
   */
  public static DomainConnectionConfig given(boolean present, DomainConnectionConfig config) {
    try {
      if (!present) throw new Unreadable("Empty request received");
      return normalised(config);
    } catch (Unreadable e) {
      throw Status.INVALID_ARGUMENT.withDescription(e.getMessage()).asRuntimeException();
    }
  }

  /**
   * The configuration as it is stored.
   *
   * @throws IllegalArgumentException for an address that is no URI; Canton lets that one escape too
   */
  static DomainConnectionConfig normalised(DomainConnectionConfig config) throws Unreadable {
    if (config.getSequencerConnectionsCount() == 0) {
      throw new Unreadable("InvariantViolation(Received the non-positive 0 as argument, but we require a positive value here.)");
    }
    for (var c : config.getSequencerConnectionsList()) check(c);
    checkId(config.getDomainId());
    if (!config.hasTimeTracker()) throw new Unreadable("FieldNotSet(timeTracker)");
    check(config.getTimeTracker());
    return stored(config);
  }

  private static void check(SequencerConnection connection) throws Unreadable {
    if (!connection.hasGrpc()) throw new Unreadable("FieldNotSet(SequencerConnection.type)");
    for (var url : connection.getGrpc().getConnectionsList()) {
      var scheme = uri(url).getScheme();
      if (scheme != null && !scheme.equals("http") && !scheme.equals("https")) {
        throw new Unreadable("InvariantViolation(Domain connection url [" + url + "] has unknown scheme: " + scheme + ")");
      }
    }
  }

  private static void checkId(String id) throws Unreadable {
    try {
      if (!id.isEmpty()) Uid.parse(id);
    } catch (IllegalArgumentException e) {
      throw new Unreadable("ValueConversionError(domain_id," + e.getMessage() + ")");
    }
  }

  private static void check(DomainTimeTrackerConfig t) throws Unreadable {
    if (!t.hasObservationLatency()) throw new Unreadable("FieldNotSet(observationLatency)");
    if (!t.hasPatienceDuration()) throw new Unreadable("FieldNotSet(patienceDuration)");
    if (!t.hasMinObservationDuration()) throw new Unreadable("FieldNotSet(minObservationDuration)");
    if (!t.hasTimeProofRequest()) throw new Unreadable("FieldNotSet(timeProofRequest)");
    var proof = t.getTimeProofRequest();
    if (!proof.hasInitialRetryDelay()) throw new Unreadable("FieldNotSet(initialRetryDelay)");
    if (!proof.hasMaxRetryDelay()) throw new Unreadable("FieldNotSet(maxRetryDelay)");
    if (!proof.hasMaxSequencingDelay()) throw new Unreadable("FieldNotSet(maxSequencingDelay)");
  }

  private static DomainConnectionConfig stored(DomainConnectionConfig config) {
    var stored = config.toBuilder();
    if (stored.getSequencerTrustThreshold() == 0) stored.setSequencerTrustThreshold(stored.getSequencerConnectionsCount());
    for (var c : stored.getSequencerConnectionsBuilderList()) if (c.getAlias().equals(DEFAULT_ALIAS)) c.clearAlias();
    return stored.build();
  }

  /** Host and port of every address; no scheme counts as https. */
  static List<URI> of(DomainConnectionConfig config) {
    return config.getSequencerConnectionsList().stream().flatMap(c -> c.getGrpc().getConnectionsList().stream()).map(Configurations::uri).toList();
  }

  static String host(URI uri) {
    return uri.getHost() != null ? uri.getHost() : uri.getPath();
  }

  static int port(URI uri) {
    if (uri.getPort() >= 0) return uri.getPort();
    return "http".equals(uri.getScheme()) ? 80 : 443;
  }

  private static URI uri(String url) {
    return URI.create(url);
  }
}
