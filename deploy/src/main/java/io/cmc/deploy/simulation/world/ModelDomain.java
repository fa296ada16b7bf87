// SPDX-License-Identifier: Apache-2.0
package io.cmc.deploy.simulation.world;

import io.cmc.controller.port.ParticipantNode.DomainParameters;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/** A domain: sequencer, mediator and manager in one. It forgets nothing while it is down. */
public final class ModelDomain {

  public final String id;
  public final String url;
  public final String admin;
  public final int version;
  final Duration response;
  final Duration reaction;
  final Duration tolerance;
  /** How far its clock is ahead of everybody else's. */
  final long ahead;
  final Set<String> known = new TreeSet<>();
  final List<Transaction> decided = new ArrayList<>();
  private Optional<Integer> rate;
  private boolean up = true;
  boolean retired;

  /** @param timeouts response, reaction, tolerance */
  public ModelDomain(String id, int version, List<Duration> timeouts, Optional<Integer> rate, long ahead) {
    this.id = id;
    this.url = "http://" + id.split("::")[0] + ":5001";
    this.admin = id.split("::")[0];
    this.version = version;
    this.response = timeouts.get(0);
    this.reaction = timeouts.get(1);
    this.tolerance = timeouts.get(2);
    this.rate = rate;
    this.ahead = ahead;
  }

  public boolean up() {
    return up;
  }

  void up(boolean now) {
    up = now && !retired;
  }

  public Optional<Integer> rate() {
    return rate;
  }

  void rate(int next) {
    rate = Optional.of(next);
  }

  public DomainParameters parameters() {
    return new DomainParameters(response, reaction, tolerance, rate);
  }

  /** Set up afresh under its id: it knows nobody, and nothing that was decided on it. */
  public void anew() {
    known.clear();
    decided.clear();
  }

  String shortName() {
    return id.split("::")[0];
  }
}
