// SPDX-License-Identifier: Apache-2.0
package io.cmc.controller.door;

import io.cmc.plan.Database;
import io.cmc.plan.Endpoint;
import io.cmc.plan.Secret;
import io.cmc.plan.Tls;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * How nodes and databases are reached, from the public contract's form into the language. TLS is what is meant where nothing is said;
 * without it goes only what asks for that by name. What looks like a secret is refused and not repeated.
 */
final class ReachReading {

  private static final Tls OF_THE_JVM = new Tls(Optional.empty(), Optional.empty(), Optional.empty());
  private static final Pattern VARIABLE = Pattern.compile("[A-Za-z_][A-Za-z0-9_]{0,254}");
  private static final Pattern CONTROL = Pattern.compile("\\p{Cntrl}");

  private ReachReading() {}

  static Endpoint endpoint(io.cmc.api.v1.Endpoint e) {
    return endpoint(e, Optional.empty());
  }

  /** @param before taken for what is not said about TLS and token */
  static Endpoint endpoint(io.cmc.api.v1.Endpoint e, Optional<Endpoint> before) {
    requireOne(e.hasTls(), e.getPlaintext(), e.getHost());
    var unsaid = before.map(Endpoint::tls).orElse(Optional.of(OF_THE_JVM));
    var tls = e.hasTls() ? Optional.of(tls(e.getTls())) : e.getPlaintext() ? Optional.<Tls>empty() : unsaid;
    var token = e.hasToken() ? Optional.of(secret(e.getToken())) : before.flatMap(Endpoint::token);
    return new Endpoint(withoutUser(e.getHost()), e.getPort(), tls, token);
  }

  static Database database(io.cmc.api.v1.Database d) {
    requireOne(d.hasTls(), d.getPlaintext(), d.getHost());
    if (!d.getTls().getServerName().isBlank()) throw new IllegalArgumentException("a server-name for a database; its host is what is compared");
    if (!d.getTls().getCertificateFile().isBlank() && d.getTls().getTrustCollectionFile().isBlank()) {
      throw new IllegalArgumentException("a certificate of ours for a database, and no trust-collection-file");
    }
    var tls = d.hasTls() ? Optional.of(tls(d.getTls())) : d.getPlaintext() ? Optional.<Tls>empty() : Optional.of(OF_THE_JVM);
    return new Database(withoutUser(d.getHost()), d.getPort(), d.getName(), d.getUser(),
        d.hasPassword() ? Optional.of(secret(d.getPassword())) : Optional.empty(), tls);
  }

  /** Sequencers' addresses; http:// is how one without TLS is asked for by name. */
  static List<String> urls(List<String> urls) {
    return urls.stream().map(ReachReading::withoutUser).toList();
  }

  private static void requireOne(boolean tls, boolean plaintext, String host) {
    if (tls && plaintext) throw new IllegalArgumentException("both tls and plaintext for " + withoutUser(host));
  }

  private static String withoutUser(String address) {
    if (address.contains("@")) throw new IllegalArgumentException("an address with a user in it");
    return address;
  }

  private static Tls tls(io.cmc.api.v1.Tls t) {
    var certificate = text(t.getCertificateFile());
    if (certificate.isPresent() == t.getPrivateKeyFile().isBlank()) {
      throw new IllegalArgumentException("one of certificate-file and private-key-file without the other");
    }
    return new Tls(text(t.getTrustCollectionFile()), certificate, text(t.getPrivateKeyFile()), text(t.getServerName()));
  }

  private static Secret secret(io.cmc.api.v1.Secret s) {
    return switch (s.getReferenceCase()) {
      case ENV -> new Secret(Secret.Kind.ENV, named(VARIABLE.matcher(s.getEnv()).matches(), s.getEnv(), "an environment variable"));
      case FILE -> new Secret(Secret.Kind.FILE, named(!s.getFile().isBlank() && !CONTROL.matcher(s.getFile()).find(), s.getFile(), "a file"));
      case REFERENCE_NOT_SET -> throw new IllegalArgumentException("a secret that names neither an environment variable nor a file");
    };
  }

  private static String named(boolean fits, String name, String kind) {
    if (!fits) throw new IllegalArgumentException("a secret that is not the name of " + kind + "; it is not repeated, as it may be the secret itself");
    return name;
  }

  private static Optional<String> text(String value) {
    return value.isBlank() ? Optional.empty() : Optional.of(value);
  }
}
