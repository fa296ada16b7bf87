// SPDX-License-Identifier: Apache-2.0
package io.cmc.deploy;

import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** Starts the service; it runs until it is told to stop. */
@Command(name = "serve", mixinStandardHelpOptions = true, sortOptions = false,
    description = "Starts the service. Whoever calls it needs a token: of the issuer in cmc.access.issuer, else its own in the data folder, which cmc finds by itself.")
public final class ServeCommand implements Callable<Integer> {

  @Mixin private ServeOptions options;

  public static void main(String[] args) {
    var code = new CommandLine(new ServeCommand()).setCaseInsensitiveEnumValuesAllowed(true).execute(args);
    if (code != 0) System.exit(code);
  }

  @Override public Integer call() {
    var settings = options.settings().toArray(String[]::new);
    if (options.readsOnly()) ReadSide.start(settings);
    else Service.start(settings);
    return 0;
  }
}
