// SPDX-License-Identifier: Apache-2.0
package io.cmc.deploy.security;

import java.util.Optional;
import org.springframework.beans.factory.config.BeanPostProcessor;
import org.springframework.boot.ssl.SslBundleRegistry;
import org.springframework.boot.ssl.SslBundles;

/** Puts the certificate that follows its files where Spring keeps one that does not. */
final class DoorBundles implements BeanPostProcessor, AutoCloseable {

  private final Optional<DoorCertificate> certificate;

  DoorBundles(Optional<DoorCertificate> certificate) {
    this.certificate = certificate;
  }

  @Override public Object postProcessAfterInitialization(Object bean, String name) {
    if (bean instanceof SslBundleRegistry registry && bean instanceof SslBundles bundles) certificate.ifPresent(door -> follow(door, registry, bundles));
    return bean;
  }

  private static void follow(DoorCertificate door, SslBundleRegistry registry, SslBundles bundles) {
    // else it is warned that nobody may take the change: gRPC asks for no change, it follows by its key manager
    bundles.addBundleUpdateHandler(DoorCertificate.BUNDLE, _ -> { });
    registry.updateBundle(DoorCertificate.BUNDLE, door.bundle());
    door.watch(bundle -> registry.updateBundle(DoorCertificate.BUNDLE, bundle));
  }

  @Override public void close() {
    certificate.ifPresent(DoorCertificate::close);
  }
}
