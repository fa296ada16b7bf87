// SPDX-License-Identifier: Apache-2.0
package io.cmc.wire;

import com.google.protobuf.Any;
import com.google.rpc.Code;
import com.google.rpc.RetryInfo;
import io.cmc.api.v1.Problem;
import io.cmc.api.v1.Severity;
import io.cmc.id.NodeName;
import io.cmc.rejection.Finding;
import io.grpc.StatusRuntimeException;
import io.grpc.protobuf.StatusProto;
import java.time.Duration;

/** Problems and findings in the public contract's form. */
public final class ProblemMessage {

  private ProblemMessage() {}

  /** @param node whom it is about; empty where it is about no single node */
  public static Problem of(io.cmc.rejection.Problem problem, String node) {
    return Problem.newBuilder().setCode(problem.code().name()).setExpected(problem.expected()).setFound(problem.found())
        .setRemedy(problem.remedy()).setNode(node).build();
  }

  public static Problem of(io.cmc.rejection.Problem problem, NodeName node) {
    return of(problem, node.isDomains() ? "" : node.value());
  }

  public static io.cmc.api.v1.Finding of(Finding finding, NodeName node) {
    return io.cmc.api.v1.Finding.newBuilder().setCheck(finding.check()).setProblem(of(finding.problem(), node))
        .setSeverity(switch (finding.severity()) {
          case INFO -> Severity.INFO;
          case WARN -> Severity.WARN;
          case BLOCK -> Severity.BLOCK;
        }).build();
  }

  /** A refusal of what may come again after a while, which its details hold beside the problem. */
  public static StatusRuntimeException refusal(Code code, io.cmc.rejection.Problem problem, Duration after) {
    return StatusProto.toStatusRuntimeException(com.google.rpc.Status.newBuilder().setCode(code.getNumber()).setMessage(problem.sentence())
        .addDetails(Any.pack(of(problem, ""))).addDetails(Any.pack(RetryInfo.newBuilder().setRetryDelay(ProtoTime.of(after)).build())).build());
  }

  /** A refusal whose details hold the problem. */
  public static StatusRuntimeException refusal(Code code, io.cmc.rejection.Problem problem, String node) {
    return StatusProto.toStatusRuntimeException(com.google.rpc.Status.newBuilder().setCode(code.getNumber())
        .setMessage(problem.sentence()).addDetails(Any.pack(of(problem, node))).build());
  }
}
