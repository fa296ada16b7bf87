// SPDX-License-Identifier: Apache-2.0
package io.cmc.deploy.security;

import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.source.JWKSetCacheRefreshEvaluator;
import com.nimbusds.jose.jwk.source.JWKSetSource;
import com.nimbusds.jose.jwk.source.JWKSetUnavailableException;
import com.nimbusds.jose.proc.SecurityContext;
import com.nimbusds.jose.util.DefaultResourceRetriever;
import com.nimbusds.jose.util.JSONObjectUtils;
import java.io.IOException;
import java.net.URI;
import java.text.ParseException;
import java.time.Duration;
import java.util.function.LongSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The keys that an issuer signs with, as it publishes them now. Asked seldom, however many tokens with unknown keys somebody sends. */
final class IssuerKeys implements JWKSetSource<SecurityContext> {

  static final Duration BETWEEN = Duration.ofSeconds(10);

  private static final Logger LOG = LoggerFactory.getLogger(IssuerKeys.class);
  private static final int PATIENCE_MILLIS = 3000;
  private static final int MOST_BYTES = 512 * 1024;

  private final DefaultResourceRetriever http = new DefaultResourceRetriever(PATIENCE_MILLIS, PATIENCE_MILLIS, MOST_BYTES);
  private final Issuer issuer;
  private final LongSupplier nanos;
  private long nextAt;
  private volatile boolean answered = true;

  /** @param nanos such as {@link System#nanoTime} */
  IssuerKeys(Issuer issuer, LongSupplier nanos) {
    this.issuer = issuer;
    this.nanos = nanos;
    this.nextAt = nanos.getAsLong();
  }

  @Override public synchronized JWKSet getJWKSet(JWKSetCacheRefreshEvaluator evaluator, long now, SecurityContext context) throws JWKSetUnavailableException {
    if (nanos.getAsLong() - nextAt < 0) throw new JWKSetUnavailableException("the issuer was asked a moment ago");
    nextAt = nanos.getAsLong() + BETWEEN.toNanos();
    try {
      var keys = JWKSet.parse(read(keysAddress()));
      if (!answered) LOG.info("The issuer {} answers again.", issuer.url());
      answered = true;
      return keys;
    } catch (IOException | ParseException | IllegalArgumentException e) {
      if (answered) LOG.warn("The keys of the issuer {} cannot be read; tokens whose key is known go on working: {}", issuer.url(), e.toString());
      answered = false;
      throw new JWKSetUnavailableException("no keys of " + issuer.url(), e);
    }
  }

  /** Whether it did when it was asked the last time. */
  boolean answers() {
    return answered;
  }

  /** Asked each time: an issuer may move its keys. */
  private URI keysAddress() throws IOException, ParseException {
    var description = JSONObjectUtils.parse(read(issuer.discovery()));
    var name = JSONObjectUtils.getString(description, "issuer");
    if (!issuer.url().equals(name)) throw new IOException("expected the issuer " + issuer.url() + " at " + issuer.discovery() + ", found " + name);
    var keys = URI.create(String.valueOf(JSONObjectUtils.getString(description, "jwks_uri")));
    if (!Issuer.isSafe(keys)) throw new IOException("expected an https address as jwks_uri, found " + keys);
    return keys;
  }

  private String read(URI address) throws IOException {
    return http.retrieveResource(address.toURL()).getContent();
  }

  @Override public void close() {
    // nothing is held open
  }
}
