// SPDX-License-Identifier: Apache-2.0
/**
 * The public contract over HTTP: each rule is one call of the gRPC services, which are called within the process, so that whoever comes through
 * this door meets the same rules and the same audit. It knows no order and no query by itself.
 */
package io.cmc.deploy.rest;
