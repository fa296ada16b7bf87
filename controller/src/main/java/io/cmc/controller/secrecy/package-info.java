// SPDX-License-Identifier: Apache-2.0

/** Secrets by reference, and the PEM files of TLS: read when they are needed, and repeated in no text. */
package io.cmc.controller.secrecy;
