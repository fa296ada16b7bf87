// SPDX-License-Identifier: Apache-2.0
package io.cmc.cli.history;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.cmc.seal.HistoryEntry;
import io.cmc.seal.Tampered;
import io.cmc.seal.Verification;

/** Feeds a verification with the lines of an export. */
public final class LineReader {

  @JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "kind")
  @JsonSubTypes({@JsonSubTypes.Type(value = HistoryEntry.Begin.class, name = "begin"), @JsonSubTypes.Type(value = HistoryEntry.Event.class, name = "event"),
      @JsonSubTypes.Type(value = HistoryEntry.Signed.class, name = "checkpoint"), @JsonSubTypes.Type(value = HistoryEntry.Missing.class, name = "missing"),
      @JsonSubTypes.Type(value = HistoryEntry.Stray.class, name = "stray"), @JsonSubTypes.Type(value = HistoryEntry.End.class, name = "end")})
  private interface Kinds {}

  private final JsonMapper json = JsonMapper.builder().addMixIn(HistoryEntry.class, Kinds.class)
      .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
      .enable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES, DeserializationFeature.FAIL_ON_TRAILING_TOKENS).build();
  private final Verification verification;
  private long line;

  public LineReader(Verification verification) {
    this.verification = verification;
  }

  /** @throws Tampered when the line is not what must come next */
  public void accept(String text) {
    line++;
    try {
      verification.accept(json.readValue(text, HistoryEntry.class));
    } catch (Tampered e) {
      throw e;
    } catch (JsonProcessingException e) {
      throw verification.unreadable(line, e.getOriginalMessage());
    } catch (RuntimeException e) {
      throw verification.unreadable(line, "something is missing in it");
    }
  }
}
