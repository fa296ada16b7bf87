// SPDX-License-Identifier: Apache-2.0
package io.cmc.cli;

import io.cmc.cli.problem.ExitCode;
import io.grpc.health.v1.HealthCheckRequest;
import io.grpc.health.v1.HealthCheckResponse.ServingStatus;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

@Command(name = "health", description = "Whether the service answers; for health checks of containers. Needs no token. Ends with 5 when it does not.")
final class HealthVerb extends Verb {

  @Parameters(index = "0", arity = "0..1", defaultValue = "", paramLabel = "SERVICE",
      description = "One of its gRPC services, such as cmc.api.v1.MigrationOrders, which takes orders while the store does.")
  private String name;

  @Override ExitCode run(Desk desk) {
    var service = desk.service();
    var answer = service.ask(() -> service.health(desk.patience()).check(HealthCheckRequest.newBuilder().setService(name).build()));
    desk.answer(answer, () -> answer.getStatus().name());
    return answer.getStatus() == ServingStatus.SERVING ? ExitCode.OK : ExitCode.UNREACHABLE;
  }
}
