// SPDX-License-Identifier: Apache-2.0
package io.cmc.controller.adapter.canton2;

import com.digitalasset.canton.domain.api.v0.GetServiceAgreementRequest;
import com.digitalasset.canton.domain.api.v0.SequencerConnect.GetDomainId;
import com.digitalasset.canton.domain.api.v0.SequencerConnect.GetDomainParameters;
import com.digitalasset.canton.domain.api.v0.SequencerConnectServiceGrpc;
import io.cmc.controller.port.DomainEntrance;
import io.cmc.controller.port.NodeTrouble.Kind;
import io.cmc.id.SynchronizerId;
import io.cmc.rejection.ProblemCode;
import java.util.List;
import java.util.regex.Pattern;

/** The public API of a domain, at every one of its addresses. */
final class CantonEntrance implements DomainEntrance {

  /** {@code 5} or {@code 5.0.0}; nodes write both. */
  private static final Pattern VERSION = Pattern.compile("(\\d{1,4})(\\.\\d+)*");

  private final List<Link> links;

  /** @param links at least one */
  CantonEntrance(List<Link> links) {
    this.links = links;
  }

  @Override public Facts facts() {
    var first = facts(links.getFirst());
    for (var other : links.subList(1, links.size())) requireSame(first, facts(other), other.where());
    return first;
  }

  private void requireSame(Facts first, Facts other, Where where) {
    if (first.equals(other)) return;
    var code = first.id().equals(other.id()) ? ProblemCode.NODE_STRANGE_ANSWER : ProblemCode.TARGET_ID_DIFFERS;
    throw links.getFirst().trouble(Kind.PERMANENT, code, first + " as at " + links.getFirst().where().address(),
        other + " at " + where.address());
  }

  private static Facts facts(Link link) {
    var id = link.ask(Call.read(SequencerConnectServiceGrpc.getGetDomainIdMethod(), GetDomainId.Request.getDefaultInstance(),
        link.deadlines().own()), answer -> new SynchronizerId(answer.getDomainId()));
    return link.ask(Call.read(SequencerConnectServiceGrpc.getGetDomainParametersMethod(), GetDomainParameters.Request.getDefaultInstance(),
        link.deadlines().own()), answer -> facts(id, answer, agreement(link)));
  }

  private static Facts facts(SynchronizerId id, GetDomainParameters.Response answer, String agreement) {
    return switch (answer.getParametersCase()) {
      case PARAMETERS_V0 -> new Facts(id, version(answer.getParametersV0().getProtocolVersion()),
          answer.getParametersV0().getUniqueContractKeys(), agreement);
      case PARAMETERS_V1 -> new Facts(id, version(String.valueOf(answer.getParametersV1().getProtocolVersion())),
          answer.getParametersV1().getUniqueContractKeys(), agreement);
      case PARAMETERS_NOT_SET -> throw new IllegalArgumentException("domain parameters of a shape that this service does not know");
    };
  }

  private static String agreement(Link link) {
    return link.ask(Call.read(SequencerConnectServiceGrpc.getGetServiceAgreementMethod(), GetServiceAgreementRequest.getDefaultInstance(),
        link.deadlines().own()), answer -> NodeWords.tame(answer.getAgreement().getId()));
  }

  static int version(String text) {
    var matcher = VERSION.matcher(text);
    if (!matcher.matches() || matcher.group(1).equals("0")) throw new IllegalArgumentException("a protocol version of '" + text + "'");
    return Integer.parseInt(matcher.group(1));
  }
}
