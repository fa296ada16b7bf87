// SPDX-License-Identifier: Apache-2.0
package io.cmc.deploy.security;

import java.util.Optional;
import org.springframework.beans.factory.config.BeanPostProcessor;
import org.springframework.boot.ssl.SslBundleRegistry;

/** Puts the certificate that follows its files where Spring keeps one that does not. */
final class DoorBundles implements BeanPostProcessor, AutoCloseable {

  private final Optional<DoorCertificate> certificate;

  DoorBundles(Optional<DoorCertificate> certificate) {
    this.certificate = certificate;
  }

  @Override public Object postProcessAfterInitialization(Object bean, String name) {
    if (bean instanceof SslBundleRegistry registry) certificate.ifPresent(door -> follow(door, registry));
    return bean;
  }

  private static void follow(DoorCertificate door, SslBundleRegistry registry) {
    registry.updateBundle(DoorCertificate.BUNDLE, door.bundle());
    door.watch(bundle -> registry.updateBundle(DoorCertificate.BUNDLE, bundle));
  }

  @Override public void close() {
    certificate.ifPresent(DoorCertificate::close);
  }
}
