// SPDX-License-Identifier: Apache-2.0
package io.cmc.store.checkpoint;

import static org.assertj.core.api.Assertions.assertThat;

import io.cmc.seal.HistoryEntry;
import io.cmc.seal.KnownCheckpoints;
import io.cmc.seal.SignedCheckpoint;
import io.cmc.seal.Verification;
import io.cmc.store.history.StoredHistory;
import io.cmc.store.seal.ChainCheck;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * What a superuser of the database does, with SQL and without any trigger in the way: twelve events, checkpoints over 1 to 5, 6 to 10, 11
 * and 12.
 */
class TamperingTest {

  private static final String RECOMPUTE = """
      do $$ declare before bytea := decode(repeat('00', 32), 'hex'); seal event_seal; event domain_event_entry;
      begin
        for seal in select * from event_seal order by position loop
          select * into event from domain_event_entry where global_index = seal.global_index;
          before := event_link(before, seal, event);
          update event_seal set hash = before where position = seal.position;
        end loop;
      end $$;""";

  private SignedStore signed;
  private List<SignedCheckpoint> kept;

  @BeforeEach void twelve_events_under_three_checkpoints() {
    signed = SignedStore.create().append(12).sign();
    kept = signed.checkpoints();
    assertThat(kept).hasSize(3);
  }

  @Test void what_nobody_touched_is_proved() {
    var expected = new Verification.Expected(Set.of(signed.key().key().fingerprint()), SignedStore.kept(kept), Optional.empty());

    assertThat(SignedStore.verify(signed.all(), expected)).matches(Verification.Summary::isProved).extracting(s -> s.events()).isEqualTo(12L);
    assertThat(SignedStore.verify(signed.of("net-eu-7"), expected)).matches(Verification.Summary::isProved).extracting(s -> s.events()).isEqualTo(6L);
    assertThat(new ChainCheck(signed.store().service()).verify()).isEqualTo(new ChainCheck.Verdict(12, Optional.empty()));
  }

  @Test void an_export_of_one_migration_may_end_with_the_first_checkpoint_that_covers_it() {
    var history = new StoredHistory(signed.store().service());
    var last = signed.of("net-eu-7").stream().mapToLong(e -> e instanceof HistoryEntry.Event event ? event.fact().position() : 0).max().orElseThrow();

    assertThat(history.covered("net-eu-7", Long.MAX_VALUE)).isEqualTo(12).isGreaterThanOrEqualTo(last);
    assertThat(history.covered("net-eu-7", kept.getFirst().checkpoint().to())).as("as if nothing had come since").isEqualTo(kept.getFirst().checkpoint().to());
    assertThat(history.covered("net-eu-7", last)).as("no checkpoint covers it up to there").isEqualTo(last);
  }

  /** What is done, and the position and number in its migration that are named. */
  @ParameterizedTest(name = "{0}")
  @CsvSource(delimiter = '|', quoteCharacter = '"', textBlock = """
      edited payload     | update domain_event_entry set payload = replace(payload, 'bank', 'tank') where position(7)                  | 7  | 4 | is not what was sealed here
      edited metadata    | update domain_event_entry set meta_data = replace(meta_data, 'operator-1', 'operator-2') where position(7)  | 7  | 4 | is not what was sealed here
      edited time        | update domain_event_entry set time_stamp = '2026-03-07T11:00:00.000Z' where position(7)                      | 7  | 4 | is not what was sealed here
      edited name        | update domain_event_entry set payload_type = 'MigrationResumed' where position(7)                           | 7  | 4 | is not what was sealed here
      edited revision    | update domain_event_entry set payload_revision = '2' where position(7)                                      | 7  | 4 | is not what was sealed here
      edited type        | update domain_event_entry set type = 'Other' where position(7)                                              | 7  | 4 | is not what was sealed here
      edited id          | update domain_event_entry set event_identifier = 'other' where position(7)                                  | 7  | 4 | is not what was sealed here
      deleted            | delete from domain_event_entry where position(7)                                                            | 7  | 4 | the event was removed; its seal is left
      deleted with seal  | delete from domain_event_entry where position(7); delete from event_seal where position = 7                 | 7  | 0 | it was removed or moved
      gap closed         | delete from event_seal where position = 7; update event_seal set position = position - 1 where position > 7 | 7  | 4 | is not what was sealed here
      swapped            | update event_seal set global_index = -global_index where position in (7, 9); update event_seal set global_index = (select -x.global_index from event_seal x where x.position = 16 - event_seal.position) where position in (7, 9) | 7 | 4 | put in another's place
      moved to another   | update event_seal set migration = 'net-us-1', migration_sequence = 100 where position = 7                   | 7  | 100 | is not what was sealed here
      seal edited        | update event_seal set hash = sha256('x') where position = 7                                                 | 7  | 4 | is not what was sealed here
      """)
  void the_first_bad_event_is_named(String name, String sql, long position, long number, String words) {
    signed.store().tamper(sql.replaceAll("where position\\((\\d+)\\)", "where global_index = (select global_index from event_seal where position = $1)"));

    var fault = signed.fault(signed.all());

    assertThat(fault).get().satisfies(f -> {
      assertThat(f.position()).isEqualTo(position);
      assertThat(f.sequence()).isEqualTo(number);
      assertThat(f.what()).contains(words);
    });
    assertThat(new ChainCheck(signed.store().service()).verify().fault()).map(ChainCheck.Fault::position).contains(position);
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource(delimiter = '|', quoteCharacter = '"', textBlock = """
      edited   | update domain_event_entry set payload = replace(payload, 'bank', 'tank') where position(7)                                                    | 7 | is not what was sealed here
      deleted  | delete from domain_event_entry where position(7)                                                                            | 7 | the event was removed
      cut out  | delete from event_seal where position = 7                                                                                   | 9 | expected number 4
      moved in | update event_seal set migration = 'net-eu-7', migration_sequence = 7 where position = 12                                    | 12 | is not what was sealed here
      """)
  void the_same_is_found_in_the_export_of_one_migration(String name, String sql, long position, String words) {
    signed.store().tamper(sql.replaceAll("where position\\((\\d+)\\)", "where global_index = (select global_index from event_seal where position = $1)"));

    assertThat(signed.fault(signed.of("net-eu-7"))).get().satisfies(f -> {
      assertThat(f.position()).isEqualTo(position);
      assertThat(f.what()).contains(words);
    });
  }

  @Test void an_event_put_in_with_a_seal_of_its_own_is_named() {
    insertEvent(0);
    signed.store().tamper("""
        update event_seal set position = position + 1000, migration_sequence = migration_sequence + 100 where position >= 7;
        update event_seal set position = position - 999, migration_sequence = migration_sequence - 100 where position > 1000;
        insert into event_seal select 7, max(global_index), 'net-us-1', 50, sha256('x') from domain_event_entry""");

    assertThat(signed.fault(signed.all())).get().satisfies(f -> {
      assertThat(f.position()).isEqualTo(7);
      assertThat(f.what()).contains("put in");
    });
  }

  @Test void an_event_put_in_behind_the_sealers_back_is_named() {
    insertEvent(3); // as if its transaction had been over long ago

    for (var lines : List.of(signed.all(), signed.of("net-eu-7"))) {
      assertThat(signed.fault(lines)).get().satisfies(f -> assertThat(f.what()).contains("event false", "number 99 of stream net-eu-7", "never sealed"));
    }
    assertThat(signed.fault(signed.of("net-us-1"))).isEmpty();
  }

  private void insertEvent(long transaction) {
    signed.store().tamper("""
        insert into domain_event_entry (event_identifier, aggregate_identifier, sequence_number, type, time_stamp, payload_type, payload_revision,
          payload, meta_data, tx_id) values ('false', 'net-eu-7', 99, 'Migration', '2026-03-07T12:00:00.000Z', 'MigrationResumed', '1',
          '{"migration":"net-eu-7","at":"2026-03-07T12:00:00Z"}', '{}', '%d')""".formatted(transaction));
  }

  @Test void a_chain_that_was_computed_anew_is_found_by_the_signature() {
    signed.store().tamper("update domain_event_entry set payload = replace(payload, 'bank', 'tank') where global_index = "
        + "(select global_index from event_seal where position = 7); " + RECOMPUTE);

    assertThat(signed.fault(signed.all())).get().satisfies(f -> {
      assertThat(f.position()).as("the first of the range").isEqualTo(6);
      assertThat(f.what()).contains("to position 10", "checkpoint 2", "computed anew");
    });
    assertThat(signed.fault(signed.of("net-eu-7"))).get().satisfies(f -> {
      assertThat(f.position()).isEqualTo(7);
      assertThat(f.what()).contains("is not among the events that checkpoint 2");
    });
    assertThat(new ChainCheck(signed.store().service()).verify().fault()).map(ChainCheck.Fault::position).contains(6L);
  }

  @Test void a_tail_cut_off_under_a_checkpoint_is_found() {
    signed.store().tamper("delete from event_seal where position > 8");

    assertThat(signed.fault(signed.all())).get().satisfies(f -> {
      assertThat(f.position()).isEqualTo(9);
      assertThat(f.what()).contains("cut off", "checkpoint 2 covers events up to position 10");
    });
  }

  @Test void a_tail_cut_off_with_its_checkpoints_is_found_by_who_kept_one_or_knows_the_head() {
    var head = signed.all().stream().filter(HistoryEntry.Event.class::isInstance).map(HistoryEntry.Event.class::cast).toList().getLast();
    signed.store().tamper("""
        delete from domain_event_entry where global_index > (select global_index from event_seal where position = 8);
        delete from event_seal where position > 8; delete from checkpoint where number > 1""");
    var trusted = Set.of(signed.key().key().fingerprint());

    assertThat(signed.fault(signed.all())).as("nothing in it tells").isEmpty();
    assertThat(SignedStore.fault(signed.all(), new Verification.Expected(trusted, SignedStore.kept(kept), Optional.empty()))).get().satisfies(f -> {
      assertThat(f.position()).isEqualTo(9);
      assertThat(f.what()).contains("cut off: checkpoint 3, which was kept", "up to position 12");
    });
    assertThat(SignedStore.fault(signed.all(), new Verification.Expected(trusted, KnownCheckpoints.NONE,
        Optional.of(new Verification.Head(12, head.hash()))))).get().satisfies(f -> assertThat(f.what()).contains("cut off", "position 12"));
  }

  @Test void an_edited_checkpoint_is_found() {
    signed.store().tamper("update checkpoint set text = replace(text, 'at 2026', 'at 2025') where number = 2");

    assertThat(signed.fault(signed.all())).get().satisfies(f -> {
      assertThat(f.position()).isEqualTo(6);
      assertThat(f.what()).contains("checkpoint 2 is not what key", "it was edited");
    });
  }

  @Test void a_removed_checkpoint_is_found() {
    signed.store().tamper("delete from checkpoint where number = 2");

    assertThat(signed.fault(signed.all())).get().satisfies(f -> {
      assertThat(f.position()).isEqualTo(6);
      assertThat(f.what()).contains("expected checkpoint 2, found 3");
    });
  }

  @Test void all_signed_anew_with_another_key_is_found_by_who_knows_the_key() {
    signed.store().tamper("update domain_event_entry set payload = replace(payload, 'bank', 'tank') where sequence_number = 3; truncate checkpoint; " + RECOMPUTE);
    var thief = SigningKey.make();
    signed.sign(SignedStore.only(thief));

    assertThat(SignedStore.verify(signed.all(), Verification.Expected.NOTHING)).as("consistent in itself, and nobody vouches for it")
        .matches(s -> !s.isProved()).extracting(s -> s.keys()).isEqualTo(List.of(thief.key().fingerprint()));
    assertThat(signed.fault(signed.all())).get().satisfies(f -> assertThat(f.what()).contains(thief.key().fingerprint(), "not trusted"));
    assertThat(SignedStore.fault(signed.all(), new Verification.Expected(Set.of(), SignedStore.kept(kept), Optional.empty()))).get()
        .satisfies(f -> assertThat(f.what()).contains("is not the one that was kept"));
  }

  @Test void a_stranger_who_signs_on_is_found() {
    signed.append(3);
    signed.store().tamper("truncate checkpoint");
    signed.sign();
    signed.store().tamper("delete from checkpoint where number = 3");
    var thief = SigningKey.make();
    signed.sign(new KeyRing(Optional.of(thief), Optional.empty(), Optional.of(signed.key().key().fingerprint())));

    assertThat(signed.fault(signed.all())).get().satisfies(f -> {
      assertThat(f.position()).isEqualTo(11);
      assertThat(f.what()).contains("which no key before it introduced");
    });
  }

  @Test void lines_of_the_file_that_were_removed_repeated_or_swapped_are_named() {
    var lines = signed.all(); // begin, 1 to 5, checkpoint, 6 ...
    var removed = new ArrayList<>(lines);
    removed.remove(3);
    var repeated = new ArrayList<>(lines);
    repeated.add(3, lines.get(2));
    var swapped = new ArrayList<>(lines);
    swapped.set(3, lines.get(4));
    swapped.set(4, lines.get(3));

    assertThat(signed.fault(removed)).get().satisfies(f -> assertThat(f.position()).isEqualTo(3));
    assertThat(signed.fault(repeated)).get().satisfies(f -> assertThat(f.position()).isEqualTo(2));
    assertThat(signed.fault(swapped)).get().satisfies(f -> assertThat(f.position()).isEqualTo(3));
    for (int end = 0; end < lines.size(); end++) {
      assertThat(signed.fault(lines.subList(0, end))).as("the first %d lines alone", end).isPresent();
    }
  }
}
