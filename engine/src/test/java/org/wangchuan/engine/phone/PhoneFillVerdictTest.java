package org.wangchuan.engine.phone;

import static java.util.stream.Collectors.toMap;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.wangchuan.engine.phone.PhoneRecord.at;
import static org.wangchuan.engine.phone.PhoneRecord.fact;
import static org.wangchuan.engine.phone.PhoneRecord.known;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.wangchuan.engine.evidence.EvidenceException;
import org.wangchuan.engine.phone.evidence.PhoneEvent;
import org.wangchuan.engine.phone.evidence.PhoneEvidence;
import org.wangchuan.engine.phone.fact.Fact;
import org.wangchuan.engine.phone.fact.Facts;
import org.wangchuan.engine.phone.fact.Property;
import org.wangchuan.engine.phone.fact.Source;
import org.wangchuan.engine.phone.fill.FillOutcome;
import org.wangchuan.engine.phone.fill.Filler;
import org.wangchuan.engine.phone.technique.TechniqueCatalogue;
import org.wangchuan.engine.phone.verdict.PhoneConformityRules;
import org.wangchuan.engine.phone.verdict.PhoneVerdict;
import org.wangchuan.engine.phone.verdict.PhoneVerdict.NotProved;
import org.wangchuan.engine.phone.verdict.PhoneVerdict.Reason;
import org.wangchuan.engine.policy.Policy;
import org.wangchuan.engine.policy.PolicyCatalogue;
import org.wangchuan.engine.verdict.ClauseState;
import org.wangchuan.engine.verdict.ClauseState.State;
import org.wangchuan.engine.verdict.Verdict.Level;

/** What a fill clears by itself, and what else the phone has to be for the rest; and whether it was left as new. */
class PhoneFillVerdictTest {
    private static final int POLICY = 1;
    private static final int BEFORE = 4;
    private static final int CHOSEN = 5;
    private static final int AFTER = 9;
    private static final int FILLED = 10;
    private static final long FREE = 2_000_000_000;

    /** Two gigabytes free, all of them filled and read back. */
    private static FillOutcome fill(long reserved, OptionalLong all) {
        return new FillOutcome(FREE, 0, reserved, FREE, FREE, 50_000, List.of(), true, all);
    }

    private static PhoneRecord filled(FillOutcome outcome, Fact... encryption) {
        PhoneRecord all = PhoneRecord.filled();
        PhoneEvent.Seen seen = (PhoneEvent.Seen) all.events().get(BEFORE);
        List<Fact> facts = new ArrayList<>(seen.facts().all());
        facts.removeIf(fact -> fact.property() == Property.ENCRYPTION);
        facts.addAll(List.of(encryption));
        return all.with(BEFORE, new PhoneEvent.Seen(seen.identity(), new Facts(facts), seen.at()))
                .with(FILLED, new PhoneEvent.Filled(outcome, at(20)));
    }

    @Test
    void aSmallPartOfAStorageThatIsNotEncryptedIsNotCleared() throws Exception {
        List<FillOutcome> small = List.of(
                fill(40_000_000_000L, OptionalLong.of(64_000_000_000L)),
                fill(0, OptionalLong.of(2 * FREE + 1)),
                fill(FREE / 20 + 1, OptionalLong.of(2 * FREE)),
                fill(0, OptionalLong.of(FREE - 1)),
                fill(0, OptionalLong.empty()));
        for (FillOutcome outcome : small) {
            for (PhoneRecord record : List.of(
                    filled(outcome),
                    filled(outcome, fact(Property.ENCRYPTION, "none", Source.ADB)),
                    filled(
                            outcome,
                            fact(Property.ENCRYPTION, "none", Source.ADB),
                            fact(Property.METADATA_ENCRYPTION, "yes", Source.ADB)),
                    filled(outcome, fact(Property.METADATA_ENCRYPTION, "no", Source.ADB)),
                    filled(outcome, fact(Property.ENCRYPTION, "file-based", Source.SEEN)),
                    seenAfter(
                            filled(outcome, fact(Property.ENCRYPTION, "file-based", Source.ADB)),
                            fact(Property.ENCRYPTION, "none", Source.SEEN)))) {
                PhoneVerdict verdict = record.judged();
                assertThat(verdict.level()).as("%s", outcome).isEqualTo(Level.UNPROVEN);
                assertThat(verdict.reasons()).as("%s", outcome).containsExactly(Reason.TOO_LITTLE_FILLED);
                assertThat(verdict.notProved()).contains(NotProved.MOST_OVERWRITTEN);
            }
            for (List<Fact> encryption : List.of(
                    List.of(fact(Property.ENCRYPTION, "file-based", Source.ADB)),
                    List.of(fact(Property.ENCRYPTION, "full-disk", Source.ADB)),
                    List.of(
                            fact(Property.ENCRYPTION, "file-based", Source.ADB),
                            fact(Property.METADATA_ENCRYPTION, "no", Source.ADB)),
                    List.of(fact(Property.METADATA_ENCRYPTION, "yes", Source.ADB)))) {
                PhoneVerdict verdict =
                        filled(outcome, encryption.toArray(Fact[]::new)).judged();
                assertThat(verdict.level()).as("%s, %s", outcome, encryption).isEqualTo(Level.CLEARED);
                assertThat(verdict.notProved()).as("it rests on that").contains(NotProved.MOST_OVERWRITTEN);
            }
        }
    }

    @Test
    void mostOfAStorageIsClearedAsItIs() throws Exception {
        for (FillOutcome outcome :
                List.of(fill(0, OptionalLong.of(2 * FREE)), fill(FREE / 20, OptionalLong.of(FREE)))) {
            PhoneVerdict verdict = filled(outcome, fact(Property.ENCRYPTION, "none", Source.ADB))
                    .judged();
            assertThat(verdict.level()).isEqualTo(Level.CLEARED);
            assertThat(verdict.notProved()).doesNotContain(NotProved.MOST_OVERWRITTEN, NotProved.LEFT_AS_NEW);
        }
    }

    /** Full-disk encryption that its owner had switched on (up to Android 9) a reset switches off, of the same phone: a pass over it rests on no encryption. */
    @Test
    void encryptionIsComparedWhereTheVerdictRestsOnIt() throws Exception {
        Fact before = fact(Property.ENCRYPTION, "full-disk", Source.ADB);
        Fact after = fact(Property.ENCRYPTION, "none", Source.ADB);
        PhoneVerdict most = seenAfter(filled(fill(0, OptionalLong.of(2 * FREE)), before), after)
                .judged();
        assertThat(most.level()).isEqualTo(Level.CLEARED);
        assertThat(most.reasons()).isEmpty();
        PhoneVerdict little = seenAfter(filled(fill(0, OptionalLong.of(2 * FREE + 1)), before), after)
                .judged();
        assertThat(little.level()).isEqualTo(Level.UNPROVEN);
        assertThat(little.reasons()).contains(Reason.TOO_LITTLE_FILLED, Reason.OTHERWISE_THAN_BEFORE);
        for (Fact other : List.of(
                fact(Property.SYSTEM, "harmonyos", Source.ADB), fact(Property.METADATA_ENCRYPTION, "no", Source.ADB))) {
            assertThat(seenAfter(
                                    filled(
                                            fill(0, OptionalLong.of(2 * FREE)),
                                            fact(Property.METADATA_ENCRYPTION, "yes", Source.ADB)),
                                    other)
                            .judged()
                            .reasons())
                    .as("%s", other)
                    .contains(Reason.OTHERWISE_THAN_BEFORE);
        }
    }

    private static PhoneRecord before(PhoneRecord all) {
        return all.with(
                CHOSEN,
                new PhoneEvent.TechniqueChosen(TechniqueCatalogue.find("android-reset-fill-reset", 1)
                        .orElseThrow()
                        .document()));
    }

    /**
     * What the version before the terms signed of such a record, by its rules (each whole fill cleared, none of the two words, read back if anything was compared), it says
     * still; but of a phone of which nobody knows that it encrypts.
     */
    @Test
    void aRecordOfBeforeSaysWhatItSaid() throws Exception {
        Fact encrypted = fact(Property.ENCRYPTION, "file-based", Source.ADB);
        PhoneEvent used = new PhoneEvent.Seen(
                known(PhoneRecord.SERIAL), new Facts(List.of(fact(Property.SETUP, "done", Source.SEEN))), at(27));
        for (FillOutcome outcome : List.of(
                fill(0, OptionalLong.empty()),
                fill(FREE, OptionalLong.empty()),
                fill(0, OptionalLong.of(2 * FREE + 1)))) {
            for (PhoneRecord record : List.of(
                    before(filled(outcome, encrypted)),
                    before(filled(outcome, encrypted).and(used)))) {
                PhoneVerdict verdict = record.judged();
                assertThat(verdict.level()).as("%s", outcome).isEqualTo(Level.CLEARED);
                assertThat(verdict.reasons()).isEmpty();
                assertThat(verdict.notProved())
                        .containsExactlyInAnyOrder(
                                NotProved.PHONES_OWN_WORD,
                                NotProved.SAME_DEVICE,
                                NotProved.KEYS_DESTROYED,
                                NotProved.CARDS,
                                NotProved.SPARE_CELLS,
                                NotProved.PHONES_CACHE,
                                NotProved.NEVER_TRIED);
                assertThat(PhoneConformityRules.judge(record.read()).stream()
                                .collect(toMap(clause -> clause.clause().id(), ClauseState::state)))
                        .containsEntry("verification", State.SATISFIED)
                        .containsEntry("overwrite", State.UNDETERMINED);
            }
            PhoneVerdict open = before(filled(outcome, fact(Property.ENCRYPTION, "none", Source.ADB)))
                    .judged();
            assertThat(open.level()).isEqualTo(Level.UNPROVEN);
            assertThat(open.reasons()).containsExactly(Reason.TOO_LITTLE_FILLED);
        }
    }

    private static PhoneRecord seenAfter(PhoneRecord all, Fact more) {
        PhoneEvent.Seen seen = (PhoneEvent.Seen) all.events().get(AFTER);
        List<Fact> facts = new ArrayList<>(seen.facts().all());
        facts.add(more);
        return all.with(AFTER, new PhoneEvent.Seen(seen.identity(), new Facts(facts), seen.at()));
    }

    /** A cable that was pulled passes for the last reset: then the files of the fill are there, and debugging is on. */
    @Test
    void whatIsSetUpOrReadBehindItsFillIsNotKnownToBeAsNew() throws Exception {
        PhoneRecord all = PhoneRecord.filled();
        assertThat(all.judged().notProved()).doesNotContain(NotProved.LEFT_AS_NEW);
        for (Fact used :
                List.of(fact(Property.SETUP, "done", Source.SEEN), fact(Property.BATTERY_PERCENT, "50", Source.ADB))) {
            PhoneVerdict verdict = all.and(
                            new PhoneEvent.Seen(known(PhoneRecord.SERIAL), new Facts(List.of(used)), at(27)))
                    .judged();
            assertThat(verdict.level()).as("%s", used).isEqualTo(Level.CLEARED);
            assertThat(verdict.notProved()).as("%s", used).contains(NotProved.LEFT_AS_NEW);
        }
        assertThat(all.without(event -> event instanceof PhoneEvent.SetOff set
                                && set.at().equals(at(21)))
                        .judged()
                        .notProved())
                .contains(NotProved.LEFT_AS_NEW);
        assertThat(all.into(
                                FILLED + 1,
                                new PhoneEvent.Seen(
                                        known(PhoneRecord.SERIAL),
                                        new Facts(List.of(fact(Property.BATTERY_PERCENT, "50", Source.ADB))),
                                        at(20)))
                        .judged()
                        .notProved())
                .as("read before the last reset")
                .doesNotContain(NotProved.LEFT_AS_NEW);
        assertThat(PhoneRecord.android().judged().notProved())
                .as("of one that was not filled the way says it")
                .doesNotContain(NotProved.LEFT_AS_NEW);
    }

    /** Which of the two filled it is recorded, and makes nothing better or worse; a record of before, which says nothing of it, says what it said. */
    @Test
    void whatFilledItIsToldAndChangesNothing() throws Exception {
        FillOutcome told = fill(0, OptionalLong.of(FREE));
        for (boolean isEach : List.of(true, false)) {
            PhoneRecord before =
                    filled(by(told, isEach, Optional.empty()), fact(Property.ENCRYPTION, "none", Source.ADB));
            for (Filler filler : List.of(Filler.SHELL, Filler.PROGRAM)) {
                PhoneRecord record =
                        filled(by(told, isEach, Optional.of(filler)), fact(Property.ENCRYPTION, "none", Source.ADB));
                assertThat(record.read().filled().orElseThrow().filler()).contains(filler);
                assertThat(record.judged()).isEqualTo(before.judged());
                assertThat(record.judged().level()).isEqualTo(Level.CLEARED);
                assertThat(record.judged().notProved()).contains(NotProved.PHONES_CACHE);
                for (String id : PolicyCatalogue.IDS) {
                    for (Policy policy : PolicyCatalogue.versions(id)) {
                        assertThat(PhoneConformityRules.judge(
                                        under(record, policy).read()))
                                .as("%s", id)
                                .isEqualTo(PhoneConformityRules.judge(
                                        under(before, policy).read()));
                    }
                }
            }
        }
    }

    private static FillOutcome by(FillOutcome told, boolean isEach, Optional<Filler> filler) {
        return new FillOutcome(
                told.freeBytesBefore(),
                told.freeBytesAfter(),
                told.reservedBytes(),
                told.writtenBytes(),
                told.verifiedBytes(),
                told.sampledBytes(),
                told.wrong(),
                told.isFull(),
                told.storageBytes(),
                Optional.of(new FillOutcome.ReadBack(10, isEach ? 10 : 9, false)),
                filler);
    }

    private static PhoneRecord under(PhoneRecord record, Policy policy) {
        return record.with(POLICY, new PhoneEvent.PolicyChosen(policy.document()));
    }

    @Test
    void aFillerThatCanNotBeIsRefused() throws Exception {
        String sound = "\"filler\":{\"by\":\"program\",\"version\":1}";
        byte[] record = filled(by(fill(0, OptionalLong.of(FREE)), true, Optional.of(Filler.PROGRAM)))
                .bytes();
        String text = new String(record, StandardCharsets.UTF_8);
        assertThat(text).contains(sound);
        assertThat(PhoneEvidence.read(record).filled().orElseThrow().filler()).contains(Filler.PROGRAM);
        for (String other : List.of(
                "\"filler\":{\"by\":\"somebody\",\"version\":1}",
                "\"filler\":{\"by\":\"program\",\"version\":0}",
                "\"filler\":{\"by\":\"program\",\"version\":1000001}",
                "\"filler\":{\"by\":\"program\"}",
                "\"filler\":{\"by\":\"program\",\"more\":1,\"version\":1}",
                "\"filler\":\"program\"")) {
            byte[] changed = text.replace(sound, other).getBytes(StandardCharsets.UTF_8);
            assertThatThrownBy(() -> PhoneEvidence.read(changed)).as(other).isInstanceOf(EvidenceException.class);
        }
    }
}
