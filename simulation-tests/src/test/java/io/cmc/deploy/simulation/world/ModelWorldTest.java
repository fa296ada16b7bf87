// SPDX-License-Identifier: Apache-2.0
package io.cmc.deploy.simulation.world;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.cmc.controller.port.NodeTrouble;
import io.cmc.controller.port.ParticipantNode;
import io.cmc.controller.port.ParticipantNode.DomainState;
import io.cmc.controller.port.ParticipantNode.InFlight;
import io.cmc.deploy.simulation.time.Agenda;
import io.cmc.deploy.simulation.time.Chance;
import io.cmc.deploy.simulation.time.Entry.Caller;
import io.cmc.deploy.simulation.time.Tape;
import io.cmc.id.NodeUid;
import io.cmc.id.SynchronizerAlias;
import io.cmc.id.SynchronizerId;
import io.cmc.plan.TargetDomain;
import io.cmc.proof.ResourceLimits;
import io.cmc.rejection.ProblemCode;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Sentences that hold of Canton (docs/canton.md) and of the simulator, here for the model. */
class ModelWorldTest {

  private static final SynchronizerAlias SOURCE = new SynchronizerAlias("olddomain");
  private static final SynchronizerAlias TARGET = new SynchronizerAlias("newdomain");
  private static final ResourceLimits OPEN = new ResourceLimits(Optional.of(100), Optional.empty(), 0.7);
  private static final ResourceLimits CLOSED = new ResourceLimits(Optional.of(0), Optional.of(0), 0.7);

  private final Agenda agenda = new Agenda();
  private Client.Mishap next = Client.Mishap.NONE;
  private final World world = new World(agenda, new Chance(1), new Tape(agenda));
  private final ModelDomain source = world.add(domain("olddomain", 4));
  private final ModelDomain target = world.add(domain("newdomain", 5));

  @Test void limits_survive_a_restart() {
    var a = participant("A", Release.V2_10);
    face(a).setLimits(CLOSED);

    a.restart(1_000);
    agenda.spend(2_000);

    assertThat(face(a).limits()).isEqualTo(CLOSED);
  }

  @Test void a_community_node_shows_fixed_limits_and_refuses_to_change_them() {
    var a = world.add("A", new NodeUid("A::1220aa"), Release.V2_10, false, new ResourceLimits(Optional.of(100), Optional.empty(), 0.5));

    assertThat(code(() -> face(a).setLimits(CLOSED))).isEqualTo(ProblemCode.LIMITS_NOT_SETTABLE);
  }

  @Test void reconnecting_leaves_domains_alone_that_are_to_be_connected_by_hand() {
    var byItself = participant("A", Release.V2_10);
    var byHand = participant("B", Release.V2_10);
    face(byHand).setConnectsManually(SOURCE, true);

    List.of(byItself, byHand).forEach(p -> p.restart(100));
    agenda.spend(10_000);

    assertThat(byItself.connectedTo(source)).isTrue();
    assertThat(byHand.connectedTo(source)).isFalse();
  }

  @Test void a_connected_source_is_refused_and_the_alias_is_bound_for_ever() {
    var a = participant("A", Release.V2_10);

    assertThat(code(() -> move(a))).isEqualTo(ProblemCode.BARRIER_BROKEN);

    assertThat(a.stored.aliases).containsEntry("newdomain", target.id);
    assertThat(a.stored.configs).doesNotContainKey("newdomain");
  }

  @Test void an_alias_that_stands_for_another_domain_is_refused() {
    var a = away("A", Release.V2_10);
    a.stored.aliases.put("newdomain", "another::1220cc");

    assertThat(code(() -> move(a))).isEqualTo(ProblemCode.ALIAS_TAKEN);
  }

  @ParameterizedTest @EnumSource(Release.class) void a_move_leaves_the_target_active_and_the_source_inactive(Release release) {
    var a = away("A", release);
    world.traffic.contract(Set.of("A"), source);

    move(a);

    assertThat(face(a).configured()).singleElement().satisfies(c -> assertThat(c.alias()).isEqualTo(TARGET));
    assertThat(face(a).connected()).isEmpty();
    assertThat(a.contracts()).containsValue(target.id).doesNotContainValue(source.id);
    assertThat(face(a).probe(SOURCE)).isEqualTo(release.probes ? DomainState.INACTIVE : DomainState.NOT_ASKABLE);
    assertThat(code(() -> move(a))).isEqualTo(ProblemCode.MOVE_UNRESOLVED);
  }

  @Test void a_second_migration_in_the_same_process_is_aborted_and_the_first_goes_on() {
    var a = away("A", Release.V2_10);
    agenda.actor(50, () -> assertThat(code(() -> move(a))).isEqualTo(ProblemCode.MOVE_UNRESOLVED));

    move(a);

    assertThat(face(a).probe(SOURCE)).isEqualTo(DomainState.INACTIVE);
  }

  @Test void a_restart_in_the_middle_of_the_contracts_leaves_them_split_on_2_10_and_together_before() {
    assertThat(domainsAfterARestart(Release.V2_10)).hasSize(2);
    assertThat(domainsAfterARestart(Release.V2_8)).hasSize(1);
  }

  private Set<String> domainsAfterARestart(Release release) {
    var a = away("X" + release, release);
    for (int i = 0; i < 40; i++) world.traffic.contract(Set.of(a.name), source);
    ModelMove.begin(a, "olddomain", new ModelMove.Target("newdomain", target, target.id));
    agenda.await(() -> a.contracts().containsValue(target.id) || a.moving == null || release == Release.V2_8 && dropped(a), Long.MAX_VALUE / 4);

    a.restart(1_000);
    agenda.spend(60_000);

    assertThat(face(a).configured()).as("neither domain is listed").isEmpty();
    assertThat(face(a).connected()).isEmpty();
    return Set.copyOf(a.contracts().values());
  }

  /** As far as the connection of the move's own, and left again. */
  private boolean dropped(ModelParticipant a) {
    return a.stored.configs.get("newdomain") != null && a.stored.configs.get("olddomain").status() == Config.Status.VACATING
        && target.known.contains(a.uid.value()) && !a.connectedTo(target);
  }

  @Test void the_same_call_finishes_what_stopped_half_way() {
    var a = away("A", Release.V2_10);
    for (int i = 0; i < 40; i++) world.traffic.contract(Set.of("A"), source);
    ModelMove.begin(a, "olddomain", new ModelMove.Target("newdomain", target, target.id));
    agenda.await(() -> a.contracts().containsValue(target.id), Long.MAX_VALUE / 4);
    a.restart(1_000);
    agenda.spend(5_000);

    move(a);

    assertThat(a.contracts()).hasSize(40).doesNotContainValue(source.id);
  }

  @Test void a_target_that_is_down_makes_the_move_wait_until_it_is_back() {
    var a = away("A", Release.V2_10);
    agenda.light(2_500, () -> world.interrupt(target, 600_000));
    var before = agenda.now();

    move(a);

    assertThat(agenda.now() - before).isGreaterThan(600_000);
  }

  @Test void a_fresh_submission_is_not_counted_until_its_time_is_over() {
    var a = participant("A", Release.V2_10);
    a.stored.submissions.add(new Transaction("A", Set.of("A"), source, "c", false, agenda.now() + 60_000));

    assertThat(counted(a)).isEqualTo(new InFlight(0, 0));
    agenda.spend(61_000);
    assertThat(counted(a)).isEqualTo(new InFlight(1, 0));
  }

  @Test void an_undecided_request_holds_a_move_back() {
    var a = away("A", Release.V2_10);
    a.stored.dirty.add(new Transaction("A", Set.of("A"), source, "c", false, agenda.now()));

    assertThat(code(() -> move(a))).isEqualTo(ProblemCode.IN_FLIGHT_WORK);
  }

  @Test void release_2_8_checks_nothing_and_loses_the_request() {
    var a = away("A", Release.V2_8);
    a.stored.dirty.add(new Transaction("A", Set.of("A"), source, "c", false, agenda.now()));

    move(a);

    assertThat(a.stored.dirty).isEmpty();
    assertThat(a.contracts()).isEmpty();
  }

  @Test void what_a_participant_missed_while_disconnected_reaches_it_when_it_is_back() {
    var a = away("A", Release.V2_10);
    var missed = new Transaction("B", Set.of("A", "B"), source, "c", false, 0);
    missed.committed = true;
    source.decided.add(missed);

    face(a).connect(SOURCE);
    agenda.spend(5_000);

    assertThat(a.contracts()).containsKey("c");
  }

  @Test void a_restored_participant_has_the_limits_of_its_backup_and_knows_nothing_of_the_target() {
    var a = away("A", Release.V2_10);
    face(a).setLimits(CLOSED);
    var backup = world.snapshots.of("b", "A", 1);
    move(a);
    face(a).setLimits(OPEN);

    a.stop();
    world.snapshots.restore(a, backup);
    a.start();

    assertThat(face(a).limits()).isEqualTo(CLOSED);
    assertThat(face(a).probe(TARGET)).isEqualTo(DomainState.UNKNOWN);
    assertThat(face(a).configured()).singleElement().satisfies(c -> assertThat(c.alias()).isEqualTo(SOURCE));
  }

  @Test void limits_of_zero_on_either_side_fail_a_ping_after_its_time_and_not_before() {
    var a = participant("A", Release.V2_10);
    var b = participant("B", Release.V2_10);
    b.limits(CLOSED);
    var before = agenda.now();

    assertThat(face(a).ping(b.uid, Duration.ofSeconds(60))).isFalse();

    assertThat(agenda.now() - before).isGreaterThanOrEqualTo(60_000);
  }

  @Test void a_call_to_leave_that_hangs_is_done_behind_some_look_whatever_is_set_meanwhile() {
    var a = hangsOnTheSource("A");

    face(a).setConnectsManually(SOURCE, true);
    face(a).setLimits(CLOSED);
    assertThat(a.connectedTo(source)).isTrue();
    for (int i = 0; i < 5; i++) face(a).connected();

    assertThat(a.connectedTo(source)).isFalse();
    assertThat(a.leftLate()).isTrue();
  }

  @Test void a_call_to_connect_waits_for_the_one_to_leave_that_hangs() {
    var a = hangsOnTheSource("A");

    face(a).connect(SOURCE);
    for (int i = 0; i < 5; i++) face(a).connected();
    agenda.spend(600_000);

    assertThat(a.connectedTo(source)).isTrue();
    assertThat(a.leftLate()).isFalse();
  }

  @Test void a_call_that_hangs_ends_with_the_process() {
    var a = hangsOnTheSource("A");

    a.restart(1_000);
    agenda.spend(600_000);

    assertThat(a.connectedTo(source)).isTrue();
  }

  private ModelParticipant hangsOnTheSource(String name) {
    var node = participant(name, Release.V2_10);
    next = Client.Mishap.EFFECT_BEHIND;
    assertThat(code(() -> face(node).disconnect(SOURCE))).isEqualTo(ProblemCode.NODE_TIMEOUT);
    assertThat(node.connectedTo(source)).isTrue();
    return node;
  }

  private static ModelDomain domain(String name, int version) {
    var half = Duration.ofSeconds(30);
    return new ModelDomain(name + "::1220bb", version, List.of(half, half, Duration.ofSeconds(60)), Optional.of(1000), 0);
  }

  private ModelParticipant participant(String name, Release release) {
    var node = world.add(name, new NodeUid(name + "::1220aa"), release, true, OPEN);
    world.join(node, "olddomain", source, false);
    return node;
  }

  private ModelParticipant away(String name, Release release) {
    var node = participant(name, release);
    node.connectsManually("olddomain", true);
    node.disconnect("olddomain");
    return node;
  }

  private void move(ModelParticipant node) {
    face(node).migrate(SOURCE, new TargetDomain(TARGET, new SynchronizerId(target.id), 5, List.of(target.url), Optional.empty(), Optional.empty()));
  }

  private InFlight counted(ModelParticipant node) {
    return face(node).inFlight(new SynchronizerId(source.id)).orElseThrow();
  }

  private static ProblemCode code(Runnable call) {
    return catchThrowableOfType(NodeTrouble.class, call::run).problem().code();
  }

  private ParticipantNode face(ModelParticipant node) {
    return new ParticipantFace(world, node, new Patient());
  }

  /** A caller to whom nothing happens but what the test says of the next call. */
  private final class Patient implements Client {

    @Override public Caller caller() {
      return new Caller("test", 1, 1);
    }

    @Override public Mishap before(Effect effect, String node, String method) {
      var mishap = next;
      next = Mishap.NONE;
      return mishap;
    }

    @Override public void after(Effect effect) {}

    @Override public void takes(long millis) {
      agenda.spend(millis);
    }

    @Override public void travels(long millis) {
      agenda.pass(millis);
    }

    @Override public boolean awaits(BooleanSupplier done, long millis) {
      return agenda.await(done, agenda.now() + millis);
    }
  }
}
