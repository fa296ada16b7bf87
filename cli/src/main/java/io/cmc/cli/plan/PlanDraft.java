// SPDX-License-Identifier: Apache-2.0
package io.cmc.cli.plan;

import io.cmc.api.v1.BackupStrategy;
import io.cmc.api.v1.Participant;
import io.cmc.api.v1.Plan;
import io.cmc.cli.problem.Trouble;
import java.net.URI;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;

/** Makes the draft of a plan from a configuration. What only the nodes can tell is left open for the service. */
public final class PlanDraft {

  private static final Pattern NAME = Pattern.compile("[a-z0-9][a-z0-9._-]{0,62}");
  private final CantonConfig config;
  private final String from;
  private final String to;
  private final Plan.Builder plan = Plan.newBuilder();

  /**
   * @param from alias of the source domain, and its name among the remote domains
   * @param to name of the target among the remote domains; not its alias, which the service chooses afresh for each attempt
   */
  public PlanDraft(CantonConfig config, String from, String to) {
    if (from.equals(to)) {
      throw Trouble.input("SAME_DOMAIN", "a target that is not the source", "'" + to + "' for both", "name two domains with --from and --to");
    }
    this.config = config;
    this.from = from;
    this.to = to;
    plan.setMigration(usualName(from + "-to-" + to));
  }

  private static String usualName(String text) {
    var name = text.toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9._-]", "-").replaceAll("^[^a-z0-9]+", "");
    return name.substring(0, Math.min(name.length(), 63));
  }

  public PlanDraft named(String name) {
    if (!NAME.matcher(name).matches()) {
      throw Trouble.input("BAD_NAME", "lower-case letters, digits, '.', '_' and '-', at most 63, starting with a letter or digit",
          "'" + name + "'", "give the migration a name with --name");
    }
    plan.setMigration(name);
    return this;
  }

  /** All remote participants when none is named. */
  public PlanDraft participants(List<String> names) {
    refuseRepeated(names);
    plan.clearParticipants();
    var wanted = names.isEmpty() ? config.participants().keySet() : names;
    if (wanted.isEmpty()) {
      throw Trouble.input("CONFIG_UNREADABLE", "canton.remote-participants with at least one participant", "none",
          "`canton generate remote-config` writes one for each node");
    }
    wanted.forEach(name -> plan.addParticipants(participant(name)));
    return this;
  }

  private static void refuseRepeated(Collection<String> names) {
    var seen = new HashSet<String>();
    names.stream().filter(name -> !seen.add(name)).findFirst().ifPresent(name -> {
      throw Trouble.input("PARTICIPANT_TWICE", "each participant once", "'" + name + "' twice", "name it once");
    });
  }

  private Participant participant(String name) {
    var participant = config.participants().get(name);
    if (participant == null) {
      throw Trouble.input("UNKNOWN_PARTICIPANT", "one of " + String.join(", ", config.participants().keySet()), "'" + name + "'",
          "correct the name, or add it to canton.remote-participants");
    }
    return participant;
  }

  /** Public APIs of the target's sequencers; the configuration's where none is given. */
  public PlanDraft sequencers(List<String> urls) {
    plan.getTargetBuilder().clearSequencers().addAllSequencers(urls.isEmpty() ? configuredUrl() : urls);
    plan.getTarget().getSequencersList().forEach(PlanDraft::refuseBadUrl);
    return this;
  }

  private List<String> configuredUrl() {
    return config.domain(to).flatMap(RemoteDomain::publicUrl).map(List::of).orElseThrow(() -> Trouble.input("NO_TARGET_URL",
        "the target's public API", "neither --target-url nor canton.remote-domains." + to + ".public-api", "add --target-url http://host:port"));
  }

  private static void refuseBadUrl(String url) {
    if (!isUrl(url)) {
      throw Trouble.input("BAD_URL", "http://host:port or https://host:port", "'" + url + "'", "correct --target-url");
    }
  }

  private static boolean isUrl(String url) {
    try {
      var uri = URI.create(url);
      return ("http".equals(uri.getScheme()) || "https".equals(uri.getScheme())) && uri.getHost() != null && uri.getPort() > 0 && uri.getPort() < 65536
          && uri.getUserInfo() == null && List.of("", "/").contains(uri.getRawPath()) && uri.getQuery() == null;
    } catch (IllegalArgumentException e) {
      return false;
    }
  }

  /** The plan; backup goes for all databases, unspecified leaves it to the service. */
  public Plan plan(BackupStrategy backup) {
    var source = plan.getSourceBuilder().setAlias(from);
    config.domain(from).flatMap(RemoteDomain::admin).ifPresent(source::setAdmin);
    config.database(from).ifPresent(database -> source.setDatabase(database).setBackup(backup));
    var target = plan.getTargetBuilder();
    config.domain(to).flatMap(RemoteDomain::admin).ifPresent(target::setAdmin);
    config.domain(to).flatMap(RemoteDomain::trustCollectionFile).ifPresent(target::setTrustCollectionFile);
    plan.getParticipantsBuilderList().forEach(participant -> participant.setBackup(backup));
    return plan.build();
  }
}
