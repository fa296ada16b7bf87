// SPDX-License-Identifier: Apache-2.0
package io.cmc.deploy.security;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.KeySourceException;
import com.nimbusds.jose.jwk.source.JWKSourceBuilder;
import com.nimbusds.jose.proc.BadJOSEException;
import com.nimbusds.jose.proc.BadJWSException;
import com.nimbusds.jose.proc.DefaultJOSEObjectTypeVerifier;
import com.nimbusds.jose.JOSEObjectType;
import com.nimbusds.jose.proc.JWSVerificationKeySelector;
import com.nimbusds.jose.proc.SecurityContext;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.proc.BadJWTException;
import com.nimbusds.jwt.proc.DefaultJWTClaimsVerifier;
import com.nimbusds.jwt.proc.DefaultJWTProcessor;
import com.nimbusds.jwt.proc.ExpiredJWTException;
import io.cmc.access.Actor;
import io.cmc.rejection.ProblemCode;
import io.grpc.Metadata;
import java.text.ParseException;
import java.time.Duration;
import java.util.Set;

/**
 * Tokens of an issuer by OpenID Connect, of people and of services alike. A token is believed when it is signed with one of the issuer's
 * keys by an allowed algorithm, names the issuer and our audience, and is of now. It is not asked for at the issuer: one that was revoked
 * there is accepted until it expires.
 */
final class IssuedTokens implements Tokens {

  private static final Duration KEYS_FOR = Duration.ofMinutes(5);
  private static final Duration KEYS_WITHOUT_ISSUER = Duration.ofHours(24);
  private static final Duration PATIENCE = Duration.ofSeconds(15);

  private final Acceptance acceptance;
  private final IssuerKeys keys;
  private final DefaultJWTProcessor<SecurityContext> processor = new DefaultJWTProcessor<>();

  IssuedTokens(Acceptance acceptance, IssuerKeys keys) {
    this.acceptance = acceptance;
    this.keys = keys;
    var cached = JWKSourceBuilder.create(keys).cache(KEYS_FOR.toMillis(), PATIENCE.toMillis()).refreshAheadCache(false).rateLimited(false).retrying(false)
        .outageTolerant(KEYS_WITHOUT_ISSUER.toMillis()).build();
    processor.setJWSTypeVerifier(new DefaultJOSEObjectTypeVerifier<>(JOSEObjectType.JWT, new JOSEObjectType("at+jwt"), null));
    processor.setJWSKeySelector(new JWSVerificationKeySelector<>(acceptance.algorithms(), cached));
    processor.setJWTClaimsSetVerifier(claims(acceptance));
  }

  private static DefaultJWTClaimsVerifier<SecurityContext> claims(Acceptance acceptance) {
    var exact = new JWTClaimsSet.Builder().issuer(acceptance.issuer().url()).build();
    var verifier = new DefaultJWTClaimsVerifier<SecurityContext>(Set.of(acceptance.audience()), exact, Set.of("sub", "exp"), Set.of());
    verifier.setMaxClockSkew(Math.toIntExact(acceptance.clockSkew().toSeconds()));
    return verifier;
  }

  @Override public Actor owner(String token, Metadata headers) throws NotAccepted {
    return acceptance.person(verified(token));
  }

  private JWTClaimsSet verified(String token) throws NotAccepted {
    try {
      return processor.process(token, null);
    } catch (ParseException e) {
      throw new NotAccepted(ProblemCode.TOKEN_NOT_ACCEPTED, "something that is no signed token");
    } catch (ExpiredJWTException e) {
      throw new NotAccepted(ProblemCode.TOKEN_EXPIRED, "one that has expired");
    } catch (BadJWTException e) {
      throw new NotAccepted(ProblemCode.TOKEN_NOT_ACCEPTED, "one of another issuer, for another audience, of another time, or without sub or exp");
    } catch (BadJWSException e) {
      throw new NotAccepted(ProblemCode.TOKEN_NOT_ACCEPTED, "one whose signature does not hold");
    } catch (BadJOSEException | KeySourceException e) {
      throw noKey();
    } catch (JOSEException e) {
      throw new NotAccepted(ProblemCode.TOKEN_NOT_ACCEPTED, "one that cannot be verified");
    }
  }

  /** What is signed by no known key may be signed by one that only the issuer knows yet. */
  private NotAccepted noKey() {
    return keys.answers() ? new NotAccepted(ProblemCode.TOKEN_NOT_ACCEPTED, "one that is not signed, by another algorithm, or with no key of the issuer")
        : new NotAccepted(ProblemCode.ISSUER_UNREACHABLE, "no answer of the issuer");
  }

  @Override public String wanted() {
    return "a token of the issuer " + acceptance.issuer().url() + " for the audience " + acceptance.audience();
  }
}
