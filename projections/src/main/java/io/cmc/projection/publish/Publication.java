// SPDX-License-Identifier: Apache-2.0
package io.cmc.projection.publish;

import io.cmc.store.checkpoint.Checkpoints;
import io.cmc.store.read.SealedEventReader;
import io.cmc.store.read.SealedTail;
import javax.sql.DataSource;
import org.springframework.jdbc.core.JdbcTemplate;

/** The publication of all events into one topic, with the checkpoints and the teams' topics beside it, put together. */
public final class Publication {

  private final PublicationSettings settings;
  private final Clients clients;
  private final Supply supply;
  private final Letters letters;
  private final Press press;

  public Publication(PublicationSettings settings, JdbcTemplate jdbc, SealedEventReader events, Checkpoints checkpoints) {
    this.settings = settings;
    this.clients = new Clients(settings.client());
    this.supply = new Supply(events, new CheckpointFeed(settings, checkpoints));
    this.letters = new Letters(jdbc, settings.topic());
    var envelope = new Envelope(settings.topic(), settings.source());
    this.press = new Press(envelope, new TeamCopies(settings, envelope, new Crews(events)));
  }

  /** Of this instance; not started. */
  public Publisher publisher(DataSource database, SealedTail tail, Board board, Moments moments) {
    return new Publisher(database, tail, board, () -> begin(moments));
  }

  Term begin(Moments moments) {
    return new Term(supply, letters, press, new Entrance(settings, clients, supply, moments).open(), moments);
  }
}
