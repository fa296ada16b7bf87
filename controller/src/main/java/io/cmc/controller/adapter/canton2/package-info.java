// SPDX-License-Identifier: Apache-2.0

/**
 * Canton 2.8, 2.9 and 2.10 nodes behind the ports, by gRPC. {@link io.cmc.controller.adapter.canton2.GrpcNodes} is the only entry. What
 * is known about the nodes, and from where, stands in docs/canton.md.
 */
package io.cmc.controller.adapter.canton2;
