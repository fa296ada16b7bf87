// SPDX-License-Identifier: Apache-2.0
package io.cmc.rejection;

public enum Severity { INFO, WARN, BLOCK }
