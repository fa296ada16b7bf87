// SPDX-License-Identifier: Apache-2.0
package io.cmc.controller.step;

import static org.assertj.core.api.Assertions.assertThat;

import io.cmc.controller.port.NodeTrouble.Kind;
import io.cmc.controller.step.StepRun.Result;
import io.cmc.id.SynchronizerAlias;
import io.cmc.id.SynchronizerId;
import io.cmc.journey.Assignment;
import io.cmc.plan.ClosingStrategy;
import io.cmc.proof.ResourceLimits;
import io.cmc.proof.SavedRates;
import io.cmc.rejection.ProblemCode;
import io.cmc.report.Report;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Saving, lowering, easing and restoring what keeps commands out, by each of the three strategies. */
class ClosingAndOpeningTest {

  private final Trial trial = new Trial();

  @Test void what_is_saved_is_what_the_node_has() {
    trial.a.links.put("other", other(true));
    trial.a.links.put("sleeping", other(false));
    trial.a.link("olddomain").manually = true;

    var saved = trial.reached(trial.run(new Assignment.SaveSettings()), Report.SettingsRead.class).settings();

    assertThat(saved.limits()).isEqualTo(new ResourceLimits(Optional.of(200), Optional.empty(), 0.7));
    assertThat(saved.sourceConnectsManually()).isTrue();
    assertThat(saved.otherDomains()).containsExactly(new SynchronizerAlias("other"));
  }

  @Test void nothing_is_saved_of_a_participant_that_does_not_know_the_source() {
    trial.a.links.clear();

    assertThat(failed(trial.run(new Assignment.SaveSettings())).problem().code()).isEqualTo(ProblemCode.SOURCE_UNKNOWN);
  }

  @Test void one_limit_of_0_alone_is_not_closed() {
    trial.a.limits = new ResourceLimits(Optional.of(0), Optional.of(5), 0.7);

    assertThat(trial.look(new Assignment.LowerLimits())).isInstanceOf(Sight.NotYet.class);
  }

  @Test void a_participant_of_the_open_source_edition_is_parked_with_what_to_do() {
    trial.a.settable = false;

    var failed = failed(trial.run(new Assignment.LowerLimits()));

    assertThat(failed.problem().code()).isEqualTo(ProblemCode.LIMITS_NOT_SETTABLE);
    assertThat(failed.again()).isFalse();
  }

  @ParameterizedTest @CsvSource({"200, -1, 4, 4", "2, 3, 2, 3", "-1, -1, 4, 4", "0, 9, 0, 4"})
  void small_limits_are_never_more_than_the_saved_ones(int dirty, int rate, int smallDirty, int smallRate) {
    var saved = Samples.saved(limits(dirty, rate), false);

    var eased = trial.reached(trial.run(new Assignment.EaseLimits(saved)), Report.ParticipantEased.class);

    assertThat(eased.limits()).isEqualTo(limits(smallDirty, smallRate));
    assertThat(trial.a.limits).isEqualTo(limits(smallDirty, smallRate));
  }

  @ParameterizedTest @CsvSource({"200, -1", "-1, -1", "0, 0", "7, 9"})
  void exactly_the_saved_limits_come_back(int dirty, int rate) {
    trial.a.limits = ChangingStepsTest.closed();
    var saved = Samples.saved(limits(dirty, rate), false);

    var reopened = trial.reached(trial.run(new Assignment.RestoreLimits(saved)), Report.ParticipantReopened.class);

    assertThat(reopened.limits()).isEqualTo(limits(dirty, rate));
    assertThat(trial.a.limits).isEqualTo(limits(dirty, rate));
  }

  @Test void another_burst_factor_is_not_the_saved_limits() {
    trial.a.limits = new ResourceLimits(Optional.of(200), Optional.empty(), 0.5);

    assertThat(trial.look(new Assignment.RestoreLimits(Samples.SAVED))).isInstanceOf(Sight.NotYet.class);
  }

  @Test void the_rates_of_both_domains_are_read_lowered_eased_and_restored() {
    trial.network.target.rate = Optional.of(500_000);

    var saved = trial.reached(trial.onDomains(new Assignment.SaveRates()), Report.RatesRead.class).rates();
    trial.reached(trial.onDomains(new Assignment.LowerRates(saved)), Report.RatesSet.class);
    trial.reached(trial.onDomains(new Assignment.EaseRate(saved)), Report.RatesSet.class);
    var opened = trial.reached(trial.onDomains(new Assignment.RestoreTargetRate(saved)), Report.RatesSet.class);

    assertThat(saved).isEqualTo(new SavedRates(1_000_000, 500_000));
    assertThat(opened.source()).isZero();
    assertThat(opened.target()).isEqualTo(500_000);
    assertThat(trial.network.journal).containsExactly("source.setMaxRatePerParticipant(0)", "target.setMaxRatePerParticipant(0)",
        "target.setMaxRatePerParticipant(4)", "target.setMaxRatePerParticipant(500000)");
  }

  @Test void the_way_back_restores_both_rates_the_sources_first() {
    trial.onDomains(new Assignment.LowerRates(Samples.RATES));
    trial.network.journal.clear();

    trial.reached(trial.onDomains(new Assignment.RestoreSourceRate(Samples.RATES)), Report.RatesSet.class);

    assertThat(trial.network.journal)
        .containsExactly("source.setMaxRatePerParticipant(1000000)", "target.setMaxRatePerParticipant(500000)");
  }

  @Test void rates_that_are_lowered_half_are_lowered_the_rest_of_the_way() {
    trial.network.source.rate = Optional.of(0);

    trial.reached(trial.onDomains(new Assignment.LowerRates(Samples.RATES)), Report.RatesSet.class);

    assertThat(trial.network.journal).containsExactly("target.setMaxRatePerParticipant(0)");
  }

  @Test void a_lost_answer_of_the_domain_costs_no_second_call() {
    trial.network.loseAnswer("target.setMaxRatePerParticipant");

    trial.reached(trial.onDomains(new Assignment.LowerRates(Samples.RATES)), Report.RatesSet.class);

    assertThat(trial.network.journal).hasSize(2);
  }

  @Test void the_target_is_opened_even_when_the_source_is_gone() {
    trial.network.source.rate = Optional.of(0);
    trial.network.failAlways("source.parameters", FakeNetwork.trouble(Kind.TRANSIENT, ProblemCode.NODE_UNREACHABLE));

    var opened = trial.reached(trial.onDomains(new Assignment.RestoreTargetRate(Samples.RATES)), Report.RatesSet.class);

    assertThat(opened.target()).isEqualTo(500_000);
  }

  @Test void a_small_rate_is_never_more_than_the_targets_own() {
    trial.reached(trial.onDomains(new Assignment.EaseRate(new SavedRates(9, 3))), Report.RatesSet.class);

    assertThat(trial.network.target.rate).contains(3);
  }

  @Test void a_rate_that_is_0_already_is_not_saved_as_what_was_before() {
    trial.network.source.rate = Optional.of(0);

    assertThat(failed(trial.onDomains(new Assignment.SaveRates())).problem().code()).isEqualTo(ProblemCode.LIMITS_ALREADY_ZERO);
  }

  @Test void a_domain_without_a_rate_or_without_an_admin_api_cannot_be_closed_that_way() {
    trial.network.source.rate = Optional.empty();
    assertThat(failed(trial.onDomains(new Assignment.SaveRates())).problem().code()).isEqualTo(ProblemCode.RATE_NOT_SETTABLE);

    trial.network.source.rate = Optional.of(1);
    trial.plan.targetAdmin = false;
    assertThat(failed(trial.onDomains(new Assignment.SaveRates())).problem().found()).isEqualTo("none");
  }

  @Test void a_participant_is_closed_once_it_sees_the_rate_itself() {
    trial.plan.closing = ClosingStrategy.DOMAIN_RATE;

    assertThat(trial.run(new Assignment.SeeClosed())).isInstanceOfSatisfying(Result.Later.class, later ->
        assertThat(later.why()).contains("A sees the domain's rate 0", "1000000"));
    trial.network.source.rate = Optional.of(0);
    trial.reached(trial.run(new Assignment.SeeClosed()), Report.ParticipantQuiesced.class);
  }

  @Test void what_is_closed_outside_cannot_be_seen_and_is_believed() {
    trial.plan.closing = ClosingStrategy.OUTSIDE;

    trial.reached(trial.run(new Assignment.SeeClosed()), Report.ParticipantQuiesced.class);
  }

  @Test void people_are_waited_for_with_a_sentence_that_says_for_what() {
    assertThat(trial.onDomains(new Assignment.ConfirmClosed())).isInstanceOfSatisfying(Result.Later.class, later ->
        assertThat(later.why()).contains("3 participants", "INGRESS_CLOSED"));
    assertThat(trial.onDomains(new Assignment.ConfirmOpen())).isInstanceOfSatisfying(Result.Later.class, later ->
        assertThat(later.why()).contains("3 participants", "INGRESS_OPEN"));
  }

  private FakeParticipant.Link other(boolean connected) {
    var link = new FakeParticipant.Link(new SynchronizerId("third::1220ee"), List.of("http://third:1"));
    link.connected = connected;
    return link;
  }

  private static ResourceLimits limits(int dirty, int rate) {
    return new ResourceLimits(Optional.of(dirty).filter(n -> n >= 0), Optional.of(rate).filter(n -> n >= 0), 0.7);
  }

  private static Result.Failed failed(Result result) {
    assertThat(result).isInstanceOf(Result.Failed.class);
    return (Result.Failed) result;
  }
}
