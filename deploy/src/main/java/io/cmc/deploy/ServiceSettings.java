// SPDX-License-Identifier: Apache-2.0
package io.cmc.deploy;

import io.cmc.store.retention.RetentionTerms;
import io.cmc.store.retention.RetentionTerms.Term;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Settings of the service, under {@code cmc.}
 *
 * @param data folder of the embedded database, of backups for plans that name no folder, and of logs
 * @param databaseTools folder of pg_dump and pg_restore; empty: the PATH
 * @param grace how long running work may end at shutdown
 * @param watch how often the participants of a migration are looked at for changes by others
 */
@ConfigurationProperties("cmc")
public record ServiceSettings(@DefaultValue("data") Path data, @DefaultValue("") String databaseTools, @DefaultValue("25s") Duration grace,
    @DefaultValue("5s") Duration watch, @DefaultValue Hooks hooks, @DefaultValue Database database, @DefaultValue Checkpoints checkpoints,
    @DefaultValue Kafka kafka, @DefaultValue Access access, @DefaultValue Limits limits, @DefaultValue Policy policy, @DefaultValue Retention retention, @DefaultValue Notices notices,
    @DefaultValue Traces traces) {

  /**
   * @param participantStop words of the command that stops a participant, separated by commas, such as
   *     {@code /etc/cmc/stop,{participant}}; {@code {participant}} and {@code {migration}} stand for the names, which it also finds as
   *     CMC_PARTICIPANT and CMC_MIGRATION; no shell; ended after 5 min; empty: a person is asked to stop it
   * @param participantStart the same for starting
   * @param gating hooks by their names that must say yes before a migration goes on
   */
  public record Hooks(@DefaultValue List<String> participantStop, @DefaultValue List<String> participantStart, @DefaultValue Map<String, GatingHook> gating) {}

  /**
   * @param at where it is asked: {@code before-start}, {@code before-pnr-1}, {@code before-pnr-2}, {@code before-retire}
   * @param url that the question is sent to by POST, https; 2xx says yes, 4xx says no, everything else is tried again
   * @param command or the words of a command, separated by commas, without a shell; the question is its input; exit code 0 says yes, 1 says
   *     no, everything else is tried again
   * @param secretEnv environment variable with the secret that signs the question
   * @param secretFile or a file with it
   * @param plaintext whether the address may be http
   * @param limit after which it counts as not having answered
   * @param teams whose migrations it is asked about; empty: all
   */
  public record GatingHook(@DefaultValue List<String> at, @DefaultValue("") String url, @DefaultValue List<String> command, @DefaultValue("") String secretEnv,
      @DefaultValue("") String secretFile, @DefaultValue("false") boolean plaintext, @DefaultValue("30s") Duration limit, @DefaultValue List<String> teams) {}

  /**
   * @param url of a PostgreSQL database (jdbc:postgresql://host:port/db?user=owner&password=...); empty: an embedded one in the data folder
   * @param ownerUser who owns the tables and runs the schema scripts; empty: the user in the url, else postgres
   * @param ownerPassword empty: the password in the url
   * @param user whom the service works as; made at the start when it is not there, and unable to change events
   * @param password of that user, set at the start; empty: derived from the owner's
   * @param connections at most, all of which the server has to allow; four are open at rest
   * @param answer how long the database may be silent in the middle of a statement, from {@code 15s} to {@code 10m}: then the connection
   *     is given up as dead, and orders are refused until one answers; the server ends a statement after four fifths of it. More only
   *     where the database is slow
   */
  public record Database(@DefaultValue("") String url, @DefaultValue("") String ownerUser, @DefaultValue("") String ownerPassword,
      @DefaultValue("cmc_service") String user, @DefaultValue("") String password, @DefaultValue("40") int connections, @DefaultValue("15s") Duration answer) {

    private static final Duration LEAST = Duration.ofSeconds(15);
    private static final Duration MOST = Duration.ofMinutes(10);

    public Database {
      require(connections >= 1, "1 or more as cmc.database.connections", connections);
      if (answer.compareTo(LEAST) < 0 || answer.compareTo(MOST) > 0) {
        throw new IllegalArgumentException("expected 15s to 10m as cmc.database.answer, found: " + answer);
      }
    }
  }

  /**
   * @param events a checkpoint is signed when so many events are not covered by one; 1 to 100,000
   * @param every an event waits so long for its checkpoint at most; 1s to 1d
   * @param folder where checkpoints and public keys are kept as files too, best where whoever rules the database does not; empty: in the
   *     data folder
   * @param key file with the private Ed25519 key that signs (PEM, PKCS#8), the same for all instances; empty: one in the data folder, made
   *     at the first start
   * @param previousKey file with the key that signed until now, which introduces the new one
   * @param lostKey fingerprint of a key that is gone, so that the new one goes on without having been introduced
   */
  public record Checkpoints(@DefaultValue("1000") int events, @DefaultValue("5m") Duration every, @DefaultValue("") String folder,
      @DefaultValue("") String key, @DefaultValue("") String previousKey, @DefaultValue("") String lostKey) {}

  Path checkpointFolder() {
    return named(checkpoints.folder()).orElse(data.resolve("checkpoints"));
  }

  /** Of a setting that may be empty. */
  static Optional<Path> named(String path) {
    return path.isBlank() ? Optional.empty() : Optional.of(Path.of(path));
  }

  /**
   * @param bootstrapServers addresses of Kafka brokers, separated by commas; empty: nothing is published
   * @param topic of the events; where the publication is stands in a topic of the same name with .position at its end, signed checkpoints
   *     are in one with .checkpoints
   * @param teamTopic what a topic for each team is called, such as {@code cmc.events.{team}}, with what the team may see of the migrations that it
   *     takes part in; empty: teams have none
   * @param checkpoints whether signed checkpoints are published as well
   * @param source what events carry as their CloudEvents source; two services that publish have two
   * @param createTopics whether topics that are not there are made
   * @param partitions of the topic, when it is made
   * @param replication copies of each record, when a topic is made; 0: as many as the broker makes by itself
   * @param lagLimit an event that is not published after so long is a warning in the log
   * @param properties further settings of Kafka's clients under their own names, such as {@code cmc.kafka.properties.security.protocol},
   *     {@code sasl.mechanism}, {@code sasl.jaas.config} or {@code ssl.truststore.location}
   */
  public record Kafka(@DefaultValue("") String bootstrapServers, @DefaultValue("cmc.events") String topic, @DefaultValue("") String teamTopic,
      @DefaultValue("true") boolean checkpoints, @DefaultValue("/canton-migration-controller") String source, @DefaultValue("true") boolean createTopics, @DefaultValue("6") int partitions,
      @DefaultValue("0") int replication, @DefaultValue("5m") Duration lagLimit, @DefaultValue Map<String, String> properties) {

    public Kafka {
      require(partitions >= 1, "1 or more as cmc.kafka.partitions", partitions);
      require(replication >= 0 && replication <= Short.MAX_VALUE, "0 or more as cmc.kafka.replication", replication);
    }
  }

  /**
   * @param issuer of tokens, by OpenID Connect: its address, letter by letter as tokens name it; empty: the service makes one token of its own,
   *     {@code keys/admin.token} in the data folder, and whoever can read that may do everything
   * @param audience that tokens must be for
   * @param rolesClaim with roles such as {@code operator} or {@code viewer:team-a}, as a list or as one text; a dot leads into a claim
   * @param groupsClaim with names of groups, read the same way
   * @param groups roles of a group by its name, as {@code cmc.access.groups.ops} with a list of roles
   * @param algorithms by which tokens may be signed
   * @param clockSkew how far the clocks of the issuer and of this machine may differ
   * @param plaintext whether the service may listen beyond loopback without TLS, so that tokens can be read on the way
   */
  public record Access(@DefaultValue("") String issuer, @DefaultValue("cmc") String audience, @DefaultValue("cmc_roles") String rolesClaim,
      @DefaultValue("groups") String groupsClaim, @DefaultValue Map<String, List<String>> groups,
      @DefaultValue({"RS256", "RS384", "RS512", "PS256", "PS384", "PS512", "ES256", "ES384", "ES512"}) List<String> algorithms,
      @DefaultValue("30s") Duration clockSkew, @DefaultValue("false") boolean plaintext) {}

  /**
   * How much one caller may ask for; a panic stop is always taken.
   *
   * @param orders a minute of one person or service, all of which may come at once
   * @param reads the same of reads
   * @param streams that one person or service has open at once, such as a watched status or an export
   * @param strangers calls a minute from one address without a token that is accepted; after that they are not told why
   * @param callsAtOnce on one connection; more wait
   */
  public record Limits(@DefaultValue("300") int orders, @DefaultValue("3000") int reads, @DefaultValue("100") int streams,
      @DefaultValue("60") int strangers, @DefaultValue("200") int callsAtOnce) {

    public Limits {
      var least = Stream.of(orders, reads, streams, strangers, callsAtOnce).min(Integer::compare).orElseThrow();
      require(least >= 1, "1 or more as each of cmc.limits", least);
    }
  }

  /**
   * What every plan asks of people at least; a plan that asks for less is not kept.
   *
   * @param start before anything is begun
   * @param pnr1 before the first contracts are moved
   * @param pnr2 before traffic is let in on the target
   * @param retire before the source is retired
   * @param signOff whether each team signs off its own participants before the start
   * @param twoPeople whether a waiver, and differences that are accepted, take two people
   * @param breakGlass for how long at most a gate's count may be lowered to one in an emergency; {@code 0s}: never
   */
  public record Policy(@DefaultValue AskedAt start, @DefaultValue AskedAt pnr1, @DefaultValue AskedAt pnr2, @DefaultValue AskedAt retire,
      @DefaultValue("false") boolean signOff, @DefaultValue("false") boolean twoPeople, @DefaultValue("1h") Duration breakGlass) {}

  /**
   * @param approvers how many different people must approve, none of whom asked for it; 0: none
   * @param role that they hold: {@code approver}, {@code operator} or {@code admin}
   * @param eachTeam whether so many are asked of each team, for its own; else they hold the role for all teams that take part
   * @param goodFor how long an approval counts at most
   */
  public record AskedAt(@DefaultValue("0") int approvers, @DefaultValue("approver") String role, @DefaultValue("false") boolean eachTeam,
      @DefaultValue("7d") Duration goodFor) {}

  /**
   * Traces of orders, of the steps and calls of nodes that they lead to, and of events.
   *
   * @param endpoint of a collector that takes OpenTelemetry's protocol over HTTP, such as {@code http://localhost:4318/v1/traces}; empty: none
   *     is kept, and a trace that a caller began is still handed on to nodes and events
   * @param share of the traces that begin here, from 0 to 1; what callers began is kept as they say
   */
  public record Traces(@DefaultValue("") String endpoint, @DefaultValue("1") double share) {

    public Traces {
      require(share >= 0 && share <= 1, "0 to 1 as cmc.traces.share", share);
    }
  }

  /**
   * @param mail the SMTP server that channels by mail use
   * @param channels who is told, by names
   */
  public record Notices(@DefaultValue Mail mail, @DefaultValue Map<String, Told> channels) {}

  /**
   * @param host of the SMTP server
   * @param port 587 for starttls, 465 for tls
   * @param protection {@code starttls}, {@code tls} or {@code none}
   * @param from the sender's address
   * @param user empty: nobody logs in
   * @param passwordEnv environment variable with the password
   * @param passwordFile or a file with it
   */
  public record Mail(@DefaultValue("") String host, @DefaultValue("587") int port, @DefaultValue("starttls") String protection, @DefaultValue("") String from,
      @DefaultValue("") String user, @DefaultValue("") String passwordEnv, @DefaultValue("") String passwordFile) {}

  /**
   * One of url, chat, command and mail says how.
   *
   * @param url that gets a CloudEvent by POST, https; anything but 2xx is tried again
   * @param chat incoming webhook of Slack, Mattermost or Teams, https
   * @param command words of a command, separated by commas, without a shell; the CloudEvent is its input; anything but exit code 0 is tried
   *     again
   * @param mail addresses
   * @param secretEnv environment variable with the secret that signs what goes to url
   * @param secretFile or a file with it
   * @param plaintext whether url or chat may be http
   * @param teams whose migrations are told of, with what concerns their own participants; empty: everything
   * @param severity what matters less is not told: {@code detail}, {@code info}, {@code warning} or {@code critical}
   * @param kinds that are told, such as {@code waits} or {@code incident-opened}; empty: all
   * @param remind after how long what lasts is told again; {@code 0s}: never
   * @param limit that one attempt takes at most
   */
  public record Told(@DefaultValue("") String url, @DefaultValue("") String chat, @DefaultValue List<String> command, @DefaultValue List<String> mail,
      @DefaultValue("") String secretEnv, @DefaultValue("") String secretFile, @DefaultValue("false") boolean plaintext, @DefaultValue List<String> teams,
      @DefaultValue("info") String severity, @DefaultValue List<String> kinds, @DefaultValue("4h") Duration remind, @DefaultValue("10s") Duration limit) {}

  /**
   * How long is kept what is no event, looked at once an hour; 0: for ever. Legal holds go before it.
   *
   * @param reads rows of the log of reads
   * @param teamReads the same of who had a role for a team, under the team's name; of several teams the longest
   * @param answers to orders by their keys, at least 7d; an order that comes again with its key after that is a new one
   * @param names of persons who did not call so long; they are erased
   * @param teamNames the same of who had a role for a team, under the team's name; of several teams the longest
   */
  public record Retention(@DefaultValue("0") Duration reads, @DefaultValue Map<String, Duration> teamReads, @DefaultValue("0") Duration answers,
      @DefaultValue("0") Duration names, @DefaultValue Map<String, Duration> teamNames) {

    RetentionTerms terms() {
      return new RetentionTerms(new Term(reads, teamReads), answers, new Term(names, teamNames));
    }
  }

  public ServiceSettings {
    require(!grace.isNegative(), "0s or more as cmc.grace", grace);
    require(watch.isPositive(), "more than 0s as cmc.watch", watch);
  }

  private static void require(boolean so, String expected, Object found) {
    if (!so) throw new IllegalArgumentException("expected " + expected + ", found: " + found);
  }

  Path backupFolder() {
    return data.resolve("backups").toAbsolutePath();
  }

  Optional<Path> databaseToolsFolder() {
    return named(databaseTools);
  }
}
