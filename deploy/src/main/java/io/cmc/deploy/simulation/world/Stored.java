// SPDX-License-Identifier: Apache-2.0
package io.cmc.deploy.simulation.world;

import io.cmc.proof.ResourceLimits;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** What a participant has in its database: it outlives a restart and is what a backup holds. */
final class Stored {

  final Map<String, Config> configs = new LinkedHashMap<>();
  /** Bound for ever, both ways; never removed. */
  final Map<String, String> aliases = new LinkedHashMap<>();
  /** Contracts that are active here, and on which domain. */
  final Map<String, String> contracts = new TreeMap<>();
  /** Own submissions of which nothing was seen yet. */
  final Set<Transaction> submissions = new LinkedHashSet<>();
  /** Sequenced and delivered here, not decided here. */
  final Set<Transaction> dirty = new LinkedHashSet<>();
  /** How many of a domain's decisions were processed. */
  final Map<String, Integer> heads = new TreeMap<>();
  ResourceLimits limits;

  Stored(ResourceLimits limits) {
    this.limits = limits;
  }

  Stored copy() {
    var copy = new Stored(limits);
    copy.configs.putAll(configs);
    copy.aliases.putAll(aliases);
    copy.contracts.putAll(contracts);
    copy.submissions.addAll(submissions);
    copy.dirty.addAll(dirty);
    copy.heads.putAll(heads);
    return copy;
  }

  boolean bound(String alias, String domain) {
    return aliases.getOrDefault(alias, domain).equals(domain)
        && (aliases.containsKey(alias) || !aliases.containsValue(domain));
  }
}
