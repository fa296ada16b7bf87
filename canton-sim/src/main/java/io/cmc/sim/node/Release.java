// SPDX-License-Identifier: Apache-2.0
package io.cmc.sim.node;

import java.util.List;
import java.util.Set;

/** The releases of Canton whose differences matter to a migration; see {@code docs/canton.md}, "What differs". */
public enum Release {
  V2_8("2.8", "2.8.12", List.of(3, 4, 5), Set.of(), InFlightCheck.NONE),
  V2_9_4("2.9.4", "2.9.4", List.of(5), Set.of(Feature.FORCE, Feature.PURGE, Feature.ERROR_TRACES, Feature.API_INFO),
      InFlightCheck.SUBMISSIONS),
  V2_9_7("2.9.7", "2.9.7", List.of(5),
      Set.of(Feature.FORCE, Feature.PURGE, Feature.ERROR_TRACES, Feature.API_INFO, Feature.COUNT_IN_FLIGHT), InFlightCheck.BOTH),
  V2_10("2.10", "2.10.5", List.of(5, 7), Set.of(Feature.values()), InFlightCheck.BOTH);

  /** What a release has that an older one lacks. */
  public enum Feature { FORCE, PURGE, ERROR_TRACES, API_INFO, COUNT_IN_FLIGHT, NODE_STATUS, BATCH_COMMITS }

  /** What a migration looks at before it begins. */
  enum InFlightCheck { NONE, SUBMISSIONS, BOTH }

  private final String label;
  private final String version;
  private final List<Integer> protocolVersions;
  private final Set<Feature> features;
  private final InFlightCheck inFlightCheck;

  Release(String label, String version, List<Integer> protocolVersions, Set<Feature> features, InFlightCheck inFlightCheck) {
    this.label = label;
    this.version = version;
    this.protocolVersions = protocolVersions;
    this.features = features;
    this.inFlightCheck = inFlightCheck;
  }

  /** @param label one of 2.8, 2.9.4, 2.9.7, 2.10 */
  public static Release of(String label) {
    for (var r : values()) if (r.label.equals(label)) return r;
    throw new IllegalArgumentException("expected a release out of 2.8, 2.9.4, 2.9.7, 2.10, but found " + label);
  }

  public String label() {
    return label;
  }

  public String version() {
    return version;
  }

  public List<Integer> protocolVersions() {
    return protocolVersions;
  }

  public boolean has(Feature feature) {
    return features.contains(feature);
  }

  InFlightCheck inFlightCheck() {
    return inFlightCheck;
  }
}
