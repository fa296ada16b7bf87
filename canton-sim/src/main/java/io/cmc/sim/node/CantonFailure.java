// SPDX-License-Identifier: Apache-2.0
package io.cmc.sim.node;

import java.util.Map;
import java.util.TreeMap;

/** A structured refusal: an error id with its category, the cause in words, and context for the error's details. */
public final class CantonFailure extends RuntimeException {

  private static final long serialVersionUID = 1;
  private final ErrorCode code;
  private final transient Map<String, String> context;

  CantonFailure(ErrorCode code, String cause) {
    this(code, cause, Map.of());
  }

  CantonFailure(ErrorCode code, String cause, Map<String, String> context) {
    super(cause, null, false, false);
    this.code = code;
    this.context = Map.copyOf(context);
  }

  static CantonFailure unknownDomain(String alias) {
    return new CantonFailure(ErrorCode.SYNC_SERVICE_UNKNOWN_DOMAIN, "The domain with alias " + alias + " is unknown.",
        Map.of("domain", shown(alias)));
  }

  static String shown(String alias) {
    return "Domain '" + alias + "'";
  }

  CantonFailure with(String key, String value) {
    var more = new TreeMap<>(context);
    more.put(key, value);
    return new CantonFailure(code, getMessage(), more);
  }

  public ErrorCode code() {
    return code;
  }

  public Map<String, String> context() {
    return context;
  }

  /** The status description; secret causes are replaced by Canton's sentence that sends the caller to the operator. */
  public String description(String correlation, String traceId) {
    if (code.secret()) {
      return "An error occurred. Please contact the operator and inquire about the request " + correlation + " with tid " + traceId;
    }
    return "%s(%d,%s): %s".formatted(code, code.category(), correlation, getMessage());
  }
}
