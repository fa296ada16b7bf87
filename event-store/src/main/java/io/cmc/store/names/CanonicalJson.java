// SPDX-License-Identifier: Apache-2.0
package io.cmc.store.names;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import io.cmc.id.PlanHash;
import io.cmc.plan.MigrationPlan;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/**
 * The one way to write a plan: UTF-8, keys sorted at every level, no whitespace, absent values left out. Equal plans give equal bytes,
 * in every version of the service; a plan's hash is taken over them.
 */
public final class CanonicalJson {

  private final ObjectMapper mapper = EventJson.mapper().enable(SerializationFeature.ORDER_MAP_ENTRIES_BY_KEYS);

  public byte[] bytes(MigrationPlan plan) {
    try {
      // maps are sorted when they are written, records are not: so everything becomes a map first
      return mapper.writeValueAsString(mapper.convertValue(plan, Object.class)).getBytes(StandardCharsets.UTF_8);
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException("cannot write the plan of " + plan.migration(), e);
    }
  }

  public PlanHash hash(MigrationPlan plan) {
    try {
      return new PlanHash(HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes(plan))));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }
}
