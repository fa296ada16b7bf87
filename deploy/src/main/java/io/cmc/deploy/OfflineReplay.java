// SPDX-License-Identifier: Apache-2.0
package io.cmc.deploy;

import io.cmc.cli.text.ProgressBar;
import io.cmc.projection.replay.Replay;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.WebApplicationType;
import org.springframework.context.ConfigurableApplicationContext;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Builds read models again in this process, which knows the database and nothing else; the service may run meanwhile, or not. */
@Command(name = "replay --offline", mixinStandardHelpOptions = true, sortOptions = false,
    description = "Builds read models again from the first event, in this process and without the service. Knows the database alone: no node, hook or"
        + " broker is ever called. The service may run meanwhile on the same database; its readers keep seeing the old rows until the new ones are complete.")
public final class OfflineReplay implements Callable<Integer> {

  @Spec private CommandSpec spec;

  @Parameters(index = "0", arity = "0..1", paramLabel = "READ_MODEL", defaultValue = "", description = "status, audit or incident; absent: all")
  private String readModel;
  @Option(names = "--offline", required = true, description = "in this process; without it the running service is asked to do it")
  private boolean offline;
  @Option(names = "--all", description = "all of them, which is what happens without a name too")
  private boolean all;
  @Option(names = "--database-url", description = "jdbc:postgresql://... of the service's database")
  private String databaseUrl;
  @Option(names = "--data", description = "data folder of a service that does not run, when its database is the embedded one")
  private Path data;
  @Option(names = "--config", description = "a properties or YAML file with the service's settings (docs/settings.md)")
  private Path config;

  public static void main(String[] args) {
    System.exit(new CommandLine(new OfflineReplay()).execute(args));
  }

  @Override public Integer call() {
    if (all && !readModel.isEmpty()) throw new ParameterException(spec.commandLine(), "expected one read model or --all, found both");
    try (var context = start(settings())) {
      var replay = context.getBean(Replay.class);
      var unknown = !readModel.isEmpty() && !replay.models().contains(readModel);
      if (unknown) throw new ParameterException(spec.commandLine(), "expected one of " + replay.models() + ", found " + readModel);
      (readModel.isEmpty() ? replay.models() : List.of(readModel)).forEach(model -> rebuild(replay, model));
      return 0;
    }
  }

  private List<String> settings() {
    if (databaseUrl == null && data == null && config == null) {
      throw new ParameterException(spec.commandLine(), "expected --database-url, --data or --config to say which database, found none");
    }
    var settings = new ArrayList<String>();
    if (databaseUrl != null) settings.add("--cmc.database.url=" + databaseUrl);
    if (data != null) settings.add("--cmc.data=" + data);
    if (config != null) settings.add("--spring.config.additional-location=file:" + config.toAbsolutePath());
    return settings;
  }

  /** No automatic configuration: what is not named in {@link ReplayOnly} is not there. */
  static ConfigurableApplicationContext start(List<String> settings) {
    var application = new SpringApplication(ReplayOnly.class);
    application.setWebApplicationType(WebApplicationType.NONE);
    application.setLogStartupInfo(false);
    var all = new ArrayList<>(List.of("--spring.main.keep-alive=false", "--cmc.database.connections=4", "--logging.level.root=warn"));
    all.addAll(settings);
    return application.run(all.toArray(String[]::new));
  }

  private static void rebuild(Replay replay, String model) {
    var terminal = System.console() != null && System.console().isTerminal();
    var tenth = new int[] {-1};
    replay.rebuild(model, progress -> {
      var bar = new ProgressBar(progress.model(), progress.position(), progress.last(), progress.complete());
      var now = ProgressBar.percent(progress.position(), progress.last()) / 10;
      if (terminal) System.out.print("\r\u001b[K" + bar.drawn() + (progress.complete() ? System.lineSeparator() : ""));
      else if (progress.complete() || now != tenth[0]) System.out.println(bar.line());
      tenth[0] = now;
      System.out.flush();
    });
  }
}
