package org.wangchuan.engine.phone;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.wangchuan.engine.phone.PhoneRecord.at;
import static org.wangchuan.engine.phone.PhoneRecord.fact;
import static org.wangchuan.engine.phone.PhoneRecord.known;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.assertj.core.api.ListAssert;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.wangchuan.engine.evidence.EvidenceException;
import org.wangchuan.engine.phone.evidence.PhoneEvent;
import org.wangchuan.engine.phone.evidence.PhoneIdentity;
import org.wangchuan.engine.phone.fact.Fact;
import org.wangchuan.engine.phone.fact.Facts;
import org.wangchuan.engine.phone.fact.Property;
import org.wangchuan.engine.phone.fact.Source;
import org.wangchuan.engine.phone.fill.FillOutcome;
import org.wangchuan.engine.phone.technique.PhoneTechnique;
import org.wangchuan.engine.phone.technique.TechniqueCatalogue;
import org.wangchuan.engine.phone.verdict.PhoneVerdict;
import org.wangchuan.engine.phone.verdict.PhoneVerdict.Lock;
import org.wangchuan.engine.phone.verdict.PhoneVerdict.LockReason;
import org.wangchuan.engine.phone.verdict.PhoneVerdict.Reason;
import org.wangchuan.engine.phone.verdict.PhoneVerdict.Tier;
import org.wangchuan.engine.verdict.Verdict.Level;

class PhoneVerdictTest {
    /** Where the facts from before and after stand in a record. */
    private static final int BEFORE = 4;

    private static final int AFTER = 9;

    static Stream<PhoneRecord> cleared() {
        return Stream.of(PhoneRecord.android());
    }

    @ParameterizedTest
    @MethodSource("cleared")
    void whatThePhoneTellsOnceItIsAsNewIsCleared(PhoneRecord all) throws Exception {
        PhoneVerdict verdict = all.judged();
        assertThat(verdict.level()).isEqualTo(Level.CLEARED);
        assertThat(verdict.tier()).isEqualTo(Tier.TOLD);
        assertThat(verdict.reasons()).isEmpty();
        assertThat(verdict.lock()).isEqualTo(Lock.UNKNOWN);
        assertThat(verdict.notProved())
                .containsExactlyInAnyOrder(
                        PhoneVerdict.NotProved.PHONES_OWN_WORD,
                        PhoneVerdict.NotProved.SAME_DEVICE,
                        PhoneVerdict.NotProved.KEYS_DESTROYED,
                        PhoneVerdict.NotProved.NEVER_TRIED,
                        PhoneVerdict.NotProved.CARDS);
    }

    /** Each single thing is needed: without any of it the answer is less, or it is no record. */
    @ParameterizedTest
    @MethodSource("cleared")
    void nothingOfItCanBeLeftOut(PhoneRecord all) throws Exception {
        int tried = 0;
        for (int i = 0; i < all.events().size(); i++) {
            PhoneEvent one = all.events().get(i);
            assertLess(all.without(event -> event.equals(one)));
            if (one instanceof PhoneEvent.Seen seen && i != 2) {
                for (Fact fact : seen.facts().all()) {
                    List<Fact> rest = new ArrayList<>(seen.facts().all());
                    rest.remove(fact);
                    assertLess(all.with(i, new PhoneEvent.Seen(seen.identity(), new Facts(rest), seen.at())));
                    tried++;
                }
            }
        }
        assertThat(tried).isGreaterThanOrEqualTo(4);
    }

    /** Nor can a person's word stand for what the cable did not tell. */
    @ParameterizedTest
    @MethodSource("cleared")
    void aPersonsWordIsNotThePhones(PhoneRecord all) throws Exception {
        for (int i : List.of(BEFORE, AFTER)) {
            PhoneEvent.Seen seen = (PhoneEvent.Seen) all.events().get(i);
            for (Fact fact : seen.facts().all()) {
                for (Source source : fact.property().sources().stream()
                        .filter(one -> !one.isCable())
                        .toList()) {
                    List<Fact> other = new ArrayList<>(seen.facts().all());
                    other.set(other.indexOf(fact), fact(fact.property(), fact.value(), source));
                    assertLess(all.with(i, new PhoneEvent.Seen(seen.identity(), new Facts(other), seen.at())));
                }
            }
        }
    }

    /** Whatever else anybody adds, a word against it counts. */
    @ParameterizedTest
    @MethodSource("cleared")
    void aWordAgainstItCountsWhoeverSaysIt(PhoneRecord all) throws Exception {
        PhoneEvent.Seen seen = (PhoneEvent.Seen) all.events().get(AFTER);
        for (Fact fact : seen.facts().all()) {
            String against = fact.property().words().stream()
                    .filter(word -> !word.equals(fact.value()))
                    .findFirst()
                    .orElse("1");
            PhoneEvent later = new PhoneEvent.Seen(
                    known(PhoneRecord.SERIAL),
                    new Facts(List.of(fact(
                            fact.property(), against, fact.property().sources().getLast()))),
                    at(10));
            assertLess(all.and(later));
        }
    }

    private static void assertLess(PhoneRecord record) {
        try {
            assertThat(record.judged().level()).isNotIn(Level.CLEARED, Level.PURGED);
        } catch (EvidenceException _) {
            // no record at all
        }
    }

    @Test
    void sentIsNotDone() throws Exception {
        PhoneRecord all = PhoneRecord.iphone();
        PhoneVerdict gone = all.without(event -> event instanceof PhoneEvent.Back
                        || (event instanceof PhoneEvent.Seen seen && (seen.at().equals(at(9)) || seen.isByPeople())))
                .judged();
        assertThat(gone.level()).isEqualTo(Level.UNPROVEN);
        assertThat(gone.reasons()).contains(Reason.NOT_BACK, Reason.AFTER_UNKNOWN);
        assertThat(gone.tier()).isEqualTo(Tier.NONE);
        PhoneVerdict never = all.without(event -> event instanceof PhoneEvent.Back || event instanceof PhoneEvent.Gone)
                .judged();
        assertThat(never.reasons()).contains(Reason.NEVER_GONE);
        assertThat(never.level()).isEqualTo(Level.UNPROVEN);
    }

    @Test
    void whatIsThereStillWasNotErased() throws Exception {
        for (Fact still : List.of(
                fact(Property.MARK, "present", Source.ADB),
                fact(Property.PERMISSION, "known", Source.ADB),
                fact(Property.DATA_BORN, "before", Source.ADB))) {
            PhoneVerdict verdict = PhoneRecord.android()
                    .and(new PhoneEvent.Seen(known(PhoneRecord.SERIAL), new Facts(List.of(still)), at(10)))
                    .judged();
            assertThat(verdict.level()).isEqualTo(Level.FAILED);
            assertThat(verdict.reasons()).contains(Reason.STILL_AS_BEFORE);
            assertThat(verdict.tier()).isEqualTo(Tier.NONE);
        }
    }

    @Test
    void whatWasFilledAndReadBackIsCleared() throws Exception {
        PhoneVerdict verdict = PhoneRecord.filled().judged();
        assertThat(verdict.level()).isEqualTo(Level.CLEARED);
        assertThat(verdict.reasons()).isEmpty();
        assertThat(verdict.notProved())
                .contains(PhoneVerdict.NotProved.SPARE_CELLS, PhoneVerdict.NotProved.PHONES_CACHE);
        // Also of a phone that encrypts nothing: its storage was written over.
        PhoneEvent.Seen seen = (PhoneEvent.Seen) PhoneRecord.filled().events().get(BEFORE);
        List<Fact> plain = new ArrayList<>(seen.facts().all());
        plain.set(1, fact(Property.ENCRYPTION, "none", Source.ADB));
        assertThat(PhoneRecord.filled()
                        .with(BEFORE, new PhoneEvent.Seen(seen.identity(), new Facts(plain), seen.at()))
                        .judged()
                        .level())
                .isEqualTo(Level.CLEARED);
    }

    /** It said that it encrypts, and once it was reset that it does not: that its keys went with the reset rests on what it said first. */
    @Test
    void whatSaysOtherwiseOfItsEncryptionOnceItWasResetIsUnproven() throws Exception {
        PhoneRecord all = PhoneRecord.android();
        for (Fact lie : List.of(
                fact(Property.ENCRYPTION, "none", Source.ADB), fact(Property.ENCRYPTION, "none", Source.SEEN))) {
            PhoneEvent.Seen seen = (PhoneEvent.Seen) all.events().get(AFTER);
            List<Fact> more = new ArrayList<>(seen.facts().all());
            more.add(lie);
            PhoneVerdict verdict = all.with(AFTER, new PhoneEvent.Seen(seen.identity(), new Facts(more), seen.at()))
                    .judged();
            assertThat(verdict.level()).as("%s", lie).isEqualTo(Level.UNPROVEN);
            assertThat(verdict.reasons()).contains(Reason.NEEDS_CONTRADICTED);
        }
        PhoneEvent.Seen seen = (PhoneEvent.Seen) all.events().get(AFTER);
        List<Fact> same = new ArrayList<>(seen.facts().all());
        same.add(fact(Property.ENCRYPTION, "file-based", Source.ADB));
        assertThat(all.with(AFTER, new PhoneEvent.Seen(seen.identity(), new Facts(same), seen.at()))
                        .judged()
                        .level())
                .isEqualTo(Level.CLEARED);
    }

    /** Also before it is filled it has to be as new: a fill goes round what lies there. */
    @Test
    void whatIsNotAsNewIsNotClearedByAFill() throws Exception {
        PhoneRecord all = PhoneRecord.filled();
        for (int i : List.of(BEFORE, AFTER)) {
            PhoneEvent.Seen seen = (PhoneEvent.Seen) all.events().get(i);
            for (Fact fact : seen.facts().all()) {
                if (fact.property() != Property.ENCRYPTION) {
                    List<Fact> rest = new ArrayList<>(seen.facts().all());
                    rest.remove(fact);
                    assertLess(all.with(i, new PhoneEvent.Seen(seen.identity(), new Facts(rest), seen.at())));
                }
            }
        }
        PhoneVerdict late = PhoneRecord.filled()
                .with(AFTER, new PhoneEvent.Seen(known(PhoneRecord.SERIAL), Facts.NONE, at(9)))
                .and(PhoneRecord.android().events().get(AFTER))
                .judged();
        assertThat(late.reasons()).as("seen only after the fill").contains(Reason.AFTER_UNKNOWN);
    }

    /** A fill ends what speaks for it, and nothing that speaks against it. */
    @Test
    void whatIsFoundAfterAFillCounts() throws Exception {
        PhoneEvent.Seen still = new PhoneEvent.Seen(
                known(PhoneRecord.SERIAL), new Facts(List.of(fact(Property.MARK, "present", Source.ADB))), at(27));
        PhoneVerdict verdict = PhoneRecord.filled().and(still).judged();
        assertThat(verdict.level()).isEqualTo(Level.FAILED);
        assertThat(verdict.reasons()).contains(Reason.STILL_AS_BEFORE);
        PhoneRecord other = PhoneRecord.android().and(new PhoneEvent.Filled(PhoneRecord.whole(), at(20)), still);
        assertThatThrownBy(other::read).isInstanceOf(EvidenceException.class).hasMessageContaining("a fill");
    }

    @Test
    void aFillHasToBeWhole() throws Exception {
        PhoneRecord all = PhoneRecord.filled();
        assertThat(all.without(PhoneEvent.Filled.class::isInstance).judged().reasons())
                .contains(Reason.NOT_FILLED);
        for (Map.Entry<FillOutcome, Reason> bad : Map.of(
                        new FillOutcome(1_000_000, 1_000, 0, 990_000, 990_000, 0, List.of(), false), Reason.NOT_FILLED,
                        new FillOutcome(1_000_000, 1_000, 0, 990_000, 980_000, 0, List.of(7), true), Reason.MISMATCH,
                        new FillOutcome(1_000_000, 1_000, 0, 990_000, 980_000, 0, List.of(), true),
                                Reason.ACCOUNTS_DO_NOT_ADD_UP,
                        new FillOutcome(1_000_000, 500_000, 0, 490_000, 490_000, 0, List.of(), true),
                                Reason.ACCOUNTS_DO_NOT_ADD_UP,
                        new FillOutcome(1_000_000, 0, 0, 490_000, 490_000, 0, List.of(), true),
                                Reason.ACCOUNTS_DO_NOT_ADD_UP,
                        new FillOutcome(1_000_000, 0, 0, 0, 0, 0, List.of(), true), Reason.ACCOUNTS_DO_NOT_ADD_UP)
                .entrySet()) {
            PhoneVerdict verdict =
                    all.with(10, new PhoneEvent.Filled(bad.getKey(), at(20))).judged();
            assertThat(verdict.reasons()).as("%s", bad.getKey()).contains(bad.getValue());
            assertThat(verdict.level()).as("%s", bad.getKey()).isIn(Level.UNPROVEN, Level.FAILED);
        }
    }

    /** The first reset is not the last one, and what came back from that has to be looked at. */
    @Test
    void theLastResetHasToHappen() throws Exception {
        PhoneRecord all = PhoneRecord.filled();
        List<PhoneEvent> events = all.events();
        int filled = events.indexOf(events.stream()
                .filter(PhoneEvent.Filled.class::isInstance)
                .findFirst()
                .orElseThrow());
        assertLast(all.without(event -> events.indexOf(event) > filled && !(event instanceof PhoneEvent.Closed)))
                .contains(Reason.NEVER_GONE);
        assertLast(all.without(event -> events.indexOf(event) > filled
                        && (event instanceof PhoneEvent.Gone || event instanceof PhoneEvent.Back)))
                .contains(Reason.NEVER_GONE);
        assertLast(all.without(event -> events.indexOf(event) > filled && event instanceof PhoneEvent.SetOff))
                .as("only pulled")
                .contains(Reason.NEVER_GONE);
        assertLast(all.without(event -> events.indexOf(event) > filled
                        && (event instanceof PhoneEvent.Back || event instanceof PhoneEvent.Seen)))
                .contains(Reason.NOT_BACK);
        assertLast(all.without(event ->
                        events.indexOf(event) > filled && event instanceof PhoneEvent.Seen seen && !seen.isByPeople()))
                .as("only people looked")
                .contains(Reason.IDENTITY_UNKNOWN);
        int last = events.size() - 3;
        assertLast(all.with(last, new PhoneEvent.Seen(PhoneIdentity.NONE, Facts.NONE, at(25))))
                .as("of something without a name")
                .contains(Reason.IDENTITY_UNKNOWN);
    }

    /** And of several behind a fill the last one: what was seen behind the one before is of before. */
    @Test
    void theLastOfSeveralLastResetsIsLookedAt() throws Exception {
        PhoneRecord again = PhoneRecord.filled()
                .and(
                        new PhoneEvent.SetOff("reset", "", at(27)),
                        new PhoneEvent.Gone(at(28)),
                        new PhoneEvent.Back(at(29)));
        assertLast(again.and(new PhoneEvent.Seen(PhoneIdentity.NONE, Facts.NONE, at(30))))
                .contains(Reason.IDENTITY_UNKNOWN);
        assertThat(again.and(new PhoneEvent.Seen(
                                known(PhoneRecord.SERIAL),
                                new Facts(List.of(fact(Property.MODE, "system", Source.USB))),
                                at(30)))
                        .judged()
                        .level())
                .isEqualTo(Level.CLEARED);
    }

    private static ListAssert<Reason> assertLast(PhoneRecord record) throws EvidenceException {
        PhoneVerdict verdict = record.judged();
        assertThat(verdict.level()).isEqualTo(Level.UNPROVEN);
        return assertThat(verdict.reasons());
    }

    /** What was found when it was back is not forgotten because somebody pulled the cable. */
    @Test
    void plugOutAndInUndoesNothing() throws Exception {
        PhoneVerdict verdict = PhoneRecord.android()
                .and(
                        new PhoneEvent.Seen(
                                known(PhoneRecord.SERIAL),
                                new Facts(List.of(fact(Property.MARK, "present", Source.ADB))),
                                at(10)),
                        new PhoneEvent.Gone(at(11)),
                        new PhoneEvent.Back(at(12)),
                        PhoneRecord.android().events().get(AFTER))
                .judged();
        assertThat(verdict.level()).isEqualTo(Level.FAILED);
        assertThat(verdict.reasons()).contains(Reason.STILL_AS_BEFORE);
    }

    /** Deleting the mark after it was found there does not make it an erasure. */
    @Test
    void oneFindingIsNotUndoneByTheNext() throws Exception {
        PhoneVerdict verdict = PhoneRecord.android()
                .and(
                        new PhoneEvent.Seen(
                                known(PhoneRecord.SERIAL),
                                new Facts(List.of(fact(Property.MARK, "present", Source.ADB))),
                                at(10)),
                        new PhoneEvent.Seen(
                                known(PhoneRecord.SERIAL),
                                new Facts(List.of(fact(Property.MARK, "absent", Source.ADB))),
                                at(10)))
                .judged();
        assertThat(verdict.level()).isEqualTo(Level.FAILED);
    }

    @Test
    void anotherPhoneIsFound() throws Exception {
        PhoneRecord all =
                PhoneRecord.iphone().without(event -> event instanceof PhoneEvent.Seen one && one.isByPeople());
        PhoneEvent.Seen seen = (PhoneEvent.Seen) all.events().get(AFTER);
        PhoneVerdict other = all.with(AFTER, new PhoneEvent.Seen(known(PhoneRecord.OTHER), seen.facts(), seen.at()))
                .judged();
        assertThat(other.level()).isEqualTo(Level.FAILED);
        assertThat(other.reasons()).contains(Reason.OTHER_PHONE);
        PhoneVerdict nameless = all.with(
                        AFTER, new PhoneEvent.Seen(new PhoneIdentity(Map.of()), seen.facts(), seen.at()))
                .judged();
        assertThat(nameless.level()).isEqualTo(Level.UNPROVEN);
        assertThat(nameless.reasons()).contains(Reason.IDENTITY_UNKNOWN);
    }

    /** Its system told another number than its descriptors show; that these go on showing the same says nothing of what was reset. */
    @Test
    void oneWhoseSystemTellsAnotherNumberIsNotKnown() throws Exception {
        PhoneEvent told = new PhoneEvent.Seen(
                PhoneIdentity.NONE, new Facts(List.of(fact(Property.SYSTEM, "android", Source.ADB))), at(3));
        for (PhoneRecord one : List.of(
                PhoneRecord.android().into(AFTER, told), PhoneRecord.android().and(told))) {
            assertThat(one.judged().level()).isEqualTo(Level.UNPROVEN);
            assertThat(one.judged().reasons()).contains(Reason.IDENTITY_UNKNOWN).doesNotContain(Reason.OTHER_PHONE);
        }
        PhoneRecord before = PhoneRecord.android().into(5, told);
        assertThat(before.judged().level()).isEqualTo(Level.UNPROVEN);
        assertThat(before.judged().reasons()).contains(Reason.IDENTITY_UNKNOWN);
        PhoneEvent recovery = new PhoneEvent.Seen(
                PhoneIdentity.NONE, new Facts(List.of(fact(Property.MODE, "recovery", Source.ADB))), at(3));
        assertThat(PhoneRecord.android().into(AFTER, recovery).judged().reasons())
                .doesNotContain(Reason.IDENTITY_UNKNOWN);
    }

    /** Two of one batch may bear one number; then only what they are tells them apart. */
    @Test
    void anotherModelUnderTheSameNumberIsAnotherPhone() throws Exception {
        PhoneRecord all = PhoneRecord.android();
        for (Property kind : List.of(Property.MODEL, Property.MAKER)) {
            PhoneRecord before =
                    all.with(2, seen(fact(kind, "One", Source.USB), fact(Property.MODE, "system", Source.USB)));
            PhoneVerdict other = before.and(
                            seen(fact(kind, "Two", Source.USB), fact(Property.MODE, "system", Source.USB)))
                    .judged();
            assertThat(other.level()).as("%s", kind).isEqualTo(Level.FAILED);
            assertThat(other.reasons()).as("%s", kind).containsExactly(Reason.OTHER_PHONE);
            for (PhoneEvent none : List.of(
                    seen(fact(kind, "One", Source.USB)),
                    seen(fact(kind, "Two", Source.ADB)), // another spelling of another source
                    seen(fact(kind, "Two", Source.SEEN)), // a person's spelling
                    seen(fact(kind, "Two", Source.USB), fact(Property.MODE, "recovery", Source.USB)))) {
                assertThat(before.and(none).judged().reasons()).as("%s", none).isEmpty();
            }
        }
    }

    /** A boot loader calls itself otherwise than the system that it starts, and that one tells no mode by USB alone. */
    @Test
    void aBootLoaderIsNoOtherPhoneThanTheSystemThatItStarts() throws Exception {
        PhoneRecord before = PhoneRecord.android()
                .with(
                        2,
                        seen(
                                fact(Property.MODEL, "Boot loader", Source.USB),
                                fact(Property.MODE, "bootloader", Source.USB)));
        PhoneRecord back = before.and(seen(fact(Property.MODEL, "Phone", Source.USB)));
        assertThat(back.judged().reasons()).isEmpty();
        assertThat(back.and(seen(fact(Property.MODEL, "Another", Source.USB)))
                        .judged()
                        .reasons())
                .containsExactly(Reason.OTHER_PHONE);
    }

    private static PhoneEvent seen(Fact... facts) {
        return new PhoneEvent.Seen(known(PhoneRecord.SERIAL), new Facts(List.of(facts)), at(1));
    }

    @Test
    void aSystemForWhichNobodyVouchesIsNotBelieved() throws Exception {
        PhoneRecord all = PhoneRecord.android();
        PhoneEvent.Seen seen = (PhoneEvent.Seen) all.events().get(AFTER);
        List<Fact> doubtful = new ArrayList<>(seen.facts().all());
        doubtful.removeIf(fact -> fact.property() == Property.VERIFIED_BOOT);
        doubtful.add(fact(Property.VERIFIED_BOOT, "orange", Source.ADB));
        PhoneVerdict verdict = all.with(AFTER, new PhoneEvent.Seen(seen.identity(), new Facts(doubtful), seen.at()))
                .judged();
        assertThat(verdict.level()).isEqualTo(Level.UNPROVEN);
        assertThat(verdict.reasons()).contains(Reason.SYSTEM_DOUBTFUL);
        // Nor does a later word heal it.
        PhoneVerdict healed = all.with(AFTER, new PhoneEvent.Seen(seen.identity(), seen.facts(), seen.at()))
                .and(
                        new PhoneEvent.Seen(
                                known(PhoneRecord.SERIAL),
                                new Facts(List.of(fact(Property.BOOTLOADER, "unlocked", Source.ADB))),
                                at(10)),
                        seen)
                .judged();
        assertThat(healed.level()).isEqualTo(Level.UNPROVEN);
        assertThat(healed.reasons()).contains(Reason.SYSTEM_DOUBTFUL);
    }

    /** Also between two resets: what was told then is neither of before nor of what came back last. */
    @Test
    void aDoubtBetweenTwoResetsCounts() throws Exception {
        for (Fact doubt : List.of(
                fact(Property.BOOTLOADER, "unlocked", Source.ADB),
                fact(Property.VERIFIED_BOOT, "orange", Source.ADB))) {
            PhoneVerdict verdict = PhoneRecord.android()
                    .into(
                            AFTER,
                            new PhoneEvent.Seen(known(PhoneRecord.SERIAL), new Facts(List.of(doubt)), at(8)),
                            new PhoneEvent.SetOff("reset", "", at(8)),
                            new PhoneEvent.Gone(at(8)),
                            new PhoneEvent.Back(at(8)))
                    .judged();
            assertThat(verdict.level()).as("%s", doubt).isEqualTo(Level.UNPROVEN);
            assertThat(verdict.reasons()).as("%s", doubt).containsExactly(Reason.SYSTEM_DOUBTFUL);
        }
    }

    @Test
    void anUnencryptedPhoneIsNotErasedByAReset() throws Exception {
        PhoneRecord all = PhoneRecord.android();
        PhoneEvent.Seen seen = (PhoneEvent.Seen) all.events().get(BEFORE);
        List<Fact> plain = new ArrayList<>(seen.facts().all());
        plain.set(1, fact(Property.ENCRYPTION, "none", Source.ADB));
        PhoneVerdict verdict = all.with(BEFORE, new PhoneEvent.Seen(seen.identity(), new Facts(plain), seen.at()))
                .judged();
        assertThat(verdict.level()).isEqualTo(Level.UNPROVEN);
        assertThat(verdict.reasons()).containsExactly(Reason.NEEDS_CONTRADICTED);
    }

    /** Of what shows too little no evidence makes more. */
    @Test
    void whatOnlyPeopleSeeStaysUnproven() throws Exception {
        int ways = 0;
        for (PhoneTechnique technique : TechniqueCatalogue.all()) {
            if (technique.reaches().isPresent()) {
                continue;
            }
            ways++;
            Facts shown = new Facts(technique.shows().stream()
                    .map(one -> fact(
                            one.property(),
                            one.is().getFirst(),
                            one.property().sources().getFirst()))
                    .toList());
            Facts needed = new Facts(technique.needs().stream()
                    .map(one -> fact(
                            one.property(),
                            one.is().getFirst(),
                            one.property().sources().getFirst()))
                    .toList());
            PhoneVerdict verdict = PhoneRecord.of(technique.id(), needed, shown).judged();
            assertThat(verdict.level()).as(technique.id()).isEqualTo(Level.UNPROVEN);
            assertThat(verdict.reasons()).as(technique.id()).contains(Reason.WAY_SHOWS_TOO_LITTLE);
        }
        assertThat(ways).isEqualTo(5);
    }

    @Test
    void whatWasNeverSetOffDidNotHappen() throws Exception {
        List<PhoneEvent> all = PhoneRecord.android().events();
        PhoneVerdict verdict = PhoneRecord.android()
                .without(event -> all.indexOf(event) > 5 && !(event instanceof PhoneEvent.Closed))
                .judged();
        assertThat(verdict.level()).isEqualTo(Level.FAILED);
        assertThat(verdict.reasons()).containsExactly(Reason.NOT_SET_OFF);
    }

    @Test
    void aClockThatWentBackSaysNotWhatCameFirst() throws Exception {
        PhoneVerdict verdict = PhoneRecord.android()
                .with(AFTER - 1, new PhoneEvent.Back("2026-11-26T10:00:00Z"))
                .judged();
        assertThat(verdict.level()).isEqualTo(Level.UNPROVEN);
        assertThat(verdict.reasons()).contains(Reason.CLOCK_WENT_BACK);
    }

    @Test
    void whoeverHoldsItIsAnAnswerOfItsOwn() throws Exception {
        PhoneRecord all = managed(PhoneRecord.iphone(), "no");
        assertThat(lock(all, Property.RESET_PROTECTION, "on", Source.SEEN).lock())
                .isEqualTo(Lock.LOCKED);
        assertThat(lock(all, Property.RESET_PROTECTION, "off", Source.SEEN).lock())
                .isEqualTo(Lock.UNLOCKED);
        assertThat(lock(all, Property.RESET_PROTECTION, "off", Source.SAID).lock())
                .isEqualTo(Lock.UNKNOWN);
        assertThat(lock(PhoneRecord.iphone(), Property.RESET_PROTECTION, "off", Source.SEEN)
                        .lock())
                .as("nobody knows who manages it")
                .isEqualTo(Lock.UNKNOWN);
        PhoneVerdict managed = lock(all, Property.MANAGED, "yes", Source.PAIRED);
        assertThat(managed.lock()).isEqualTo(Lock.LOCKED);
        assertThat(managed.lockReasons()).contains(LockReason.MANAGED);
    }

    private static PhoneRecord managed(PhoneRecord all, String value) {
        return all.and(new PhoneEvent.Seen(
                known(PhoneRecord.SERIAL), new Facts(List.of(fact(Property.MANAGED, value, Source.SEEN))), at(9)));
    }

    /** A phone that wants an account already is reset into wanting it still. */
    @Test
    void whatAskedForAnAccountBeforeAsksForItUntilSomebodySeesThatItDoesNot() throws Exception {
        PhoneRecord free = managed(PhoneRecord.iphone(), "no");
        PhoneEvent.Seen seen = (PhoneEvent.Seen) free.events().get(BEFORE);
        List<Fact> more = new ArrayList<>(seen.facts().all());
        more.add(fact(Property.RESET_PROTECTION, "on", Source.ADB));
        PhoneRecord asked = free.with(BEFORE, new PhoneEvent.Seen(seen.identity(), new Facts(more), seen.at()));
        PhoneVerdict unseen = asked.judged();
        assertThat(unseen.lock()).isEqualTo(Lock.LOCKED);
        assertThat(unseen.lockReasons())
                .contains(LockReason.RESET_PROTECTION_ON)
                .doesNotContain(LockReason.RESET_PROTECTION_UNKNOWN);
        assertThat(lock(asked, Property.RESET_PROTECTION, "off", Source.SEEN).lock())
                .isEqualTo(Lock.UNLOCKED);
        assertThat(lock(asked, Property.RESET_PROTECTION, "off", Source.SAID).lock())
                .as("a word is no look")
                .isEqualTo(Lock.LOCKED);
    }

    /** Neither by another phone, nor by one that was not reset, nor over a word that was said before. */
    @Test
    void onlyTheSamePhoneOnceItWasResetIsFree() throws Exception {
        PhoneRecord all = managed(PhoneRecord.iphone(), "no");
        Facts off = new Facts(List.of(fact(Property.RESET_PROTECTION, "off", Source.SEEN)));
        Facts on = new Facts(List.of(fact(Property.RESET_PROTECTION, "on", Source.SEEN)));
        assertThat(all.and(new PhoneEvent.Seen(known(PhoneRecord.OTHER), off, at(10)))
                        .judged()
                        .lock())
                .isEqualTo(Lock.UNKNOWN);
        assertThat(all.and(
                                new PhoneEvent.Seen(known(PhoneRecord.SERIAL), on, at(10)),
                                new PhoneEvent.Seen(known(PhoneRecord.SERIAL), off, at(10)))
                        .judged()
                        .lock())
                .isEqualTo(Lock.LOCKED);
        PhoneRecord never = all.without(event -> event instanceof PhoneEvent.Back || event instanceof PhoneEvent.Gone)
                .and(new PhoneEvent.Seen(known(PhoneRecord.SERIAL), off, at(10)));
        assertThat(never.judged().lock()).isEqualTo(Lock.UNKNOWN);
    }

    /** That something is free of which nobody knows what it is frees no phone; that it is held counts. */
    @Test
    void whatIsKnownByNothingFreesNone() throws Exception {
        PhoneRecord managed = managed(PhoneRecord.iphone(), "no");
        for (PhoneIdentity nameless :
                List.of(PhoneIdentity.NONE, new PhoneIdentity(Map.of(PhoneIdentity.Name.IMEI, PhoneRecord.OTHER)))) {
            PhoneEvent off = nameless(nameless, fact(Property.RESET_PROTECTION, "off", Source.SEEN));
            PhoneEvent no = nameless(nameless, fact(Property.MANAGED, "no", Source.SEEN));
            PhoneVerdict unknown = managed.and(off).judged();
            assertThat(unknown.lock()).isEqualTo(Lock.UNKNOWN);
            assertThat(unknown.lockReasons()).contains(LockReason.RESET_PROTECTION_UNKNOWN);
            PhoneRecord free = PhoneRecord.iphone().into(BEFORE, no).and(no, seen(off));
            assertThat(free.judged().lock()).isEqualTo(Lock.UNKNOWN);
            assertThat(free.judged().lockReasons())
                    .contains(LockReason.RESET_PROTECTION_OFF, LockReason.MANAGED_UNKNOWN);
            assertThat(managed.and(seen(off), nameless(nameless, fact(Property.MANAGED, "yes", Source.PAIRED)))
                            .judged()
                            .lock())
                    .isEqualTo(Lock.LOCKED);
        }
    }

    private static PhoneEvent nameless(PhoneIdentity identity, Fact fact) {
        return new PhoneEvent.Seen(identity, new Facts(List.of(fact)), at(10));
    }

    /** The same of the phone itself. */
    private static PhoneEvent seen(PhoneEvent of) {
        return new PhoneEvent.Seen(known(PhoneRecord.SERIAL), ((PhoneEvent.Seen) of).facts(), at(10));
    }

    /** It answers that it is not locked, and may be: libideviceactivation, issue 33. */
    @Test
    void thatItSaysItIsNotLockedIsNotEnough() throws Exception {
        PhoneRecord all = managed(PhoneRecord.iphone(), "no");
        PhoneEvent.Seen seen = (PhoneEvent.Seen) all.events().get(BEFORE);
        List<Fact> told = new ArrayList<>(seen.facts().all());
        told.add(fact(Property.FIND_DEVICE, "off", Source.PAIRED));
        PhoneVerdict off = all.with(BEFORE, new PhoneEvent.Seen(seen.identity(), new Facts(told), seen.at()))
                .judged();
        assertThat(off.lock()).isEqualTo(Lock.UNKNOWN);
        assertThat(off.lockReasons()).contains(LockReason.FIND_DEVICE_OFF, LockReason.RESET_PROTECTION_UNKNOWN);
        told.set(told.size() - 1, fact(Property.FIND_DEVICE, "on", Source.PAIRED));
        PhoneVerdict on = all.with(BEFORE, new PhoneEvent.Seen(seen.identity(), new Facts(told), seen.at()))
                .judged();
        assertThat(on.lock()).isEqualTo(Lock.LOCKED);
    }

    /** All that an iPhone can be asked may be had without an erasure, as far as is known. */
    @Test
    void anIphoneIsUnprovenUntilSomebodyTriesOne() throws Exception {
        PhoneVerdict verdict = PhoneRecord.iphone().judged();
        assertThat(verdict.level()).isEqualTo(Level.UNPROVEN);
        assertThat(verdict.tier()).as("its setup only people see").isEqualTo(Tier.ENUMERATED);
        assertThat(verdict.reasons()).containsExactly(Reason.WAY_SHOWS_TOO_LITTLE);
    }

    /** It asked the cable for its setup, which is told over a pairing alone, and none is left. */
    @Test
    void theVersionOfBeforeAskedAnIphoneForWhatNoneTells() throws Exception {
        PhoneVerdict verdict = PhoneRecord.iphone()
                .with(
                        5,
                        new PhoneEvent.TechniqueChosen(TechniqueCatalogue.find("ios-erase-device", 1)
                                .orElseThrow()
                                .document()))
                .judged();
        assertThat(verdict.level()).isEqualTo(Level.UNPROVEN);
        assertThat(verdict.reasons()).contains(Reason.AFTER_UNKNOWN, Reason.WAY_SHOWS_TOO_LITTLE);
    }

    /** What was there from the beginning shows nothing. */
    @Test
    void whatWasGoneBeforeIsNoErasure() throws Exception {
        PhoneRecord all = PhoneRecord.android();
        PhoneEvent.Seen seen = (PhoneEvent.Seen) all.events().get(BEFORE);
        for (Fact never : List.of(
                fact(Property.MARK, "absent", Source.ADB), fact(Property.PERMISSION, "forgotten", Source.ADB))) {
            List<Fact> facts = new ArrayList<>(seen.facts().all());
            facts.removeIf(fact -> fact.property() == never.property());
            facts.add(never);
            PhoneVerdict verdict = all.with(BEFORE, new PhoneEvent.Seen(seen.identity(), new Facts(facts), seen.at()))
                    .judged();
            assertThat(verdict.reasons()).contains(Reason.NEEDS_CONTRADICTED);
            assertThat(verdict.level()).isEqualTo(Level.UNPROVEN);
        }
    }

    /** It may have been another phone that told them. */
    @Test
    void factsOfWhatIsKnownByNothingAreNobodys() throws Exception {
        PhoneRecord all = PhoneRecord.android();
        PhoneEvent.Seen seen = (PhoneEvent.Seen) all.events().get(AFTER);
        for (PhoneIdentity nameless :
                List.of(PhoneIdentity.NONE, new PhoneIdentity(Map.of(PhoneIdentity.Name.IMEI, PhoneRecord.OTHER)))) {
            PhoneVerdict verdict = all.with(AFTER, new PhoneEvent.Seen(nameless, seen.facts(), seen.at()))
                    .and(new PhoneEvent.Seen(known(PhoneRecord.SERIAL), Facts.NONE, at(10)))
                    .judged();
            assertThat(verdict.level()).isEqualTo(Level.UNPROVEN);
            assertThat(verdict.reasons()).contains(Reason.AFTER_UNKNOWN);
        }
    }

    /** A second word that it was set off, after which it never went, is no second reset. */
    @Test
    void saidAgainIsNotDoneAgain() throws Exception {
        PhoneRecord all = PhoneRecord.android();
        PhoneEvent.Seen good = (PhoneEvent.Seen) all.events().get(AFTER);
        PhoneVerdict verdict = all.with(
                        AFTER,
                        new PhoneEvent.Seen(
                                known(PhoneRecord.SERIAL),
                                new Facts(List.of(fact(Property.MARK, "present", Source.ADB))),
                                at(9)))
                .and(new PhoneEvent.SetOff("reset", "", at(10)), good)
                .judged();
        assertThat(verdict.level()).isEqualTo(Level.FAILED);
        assertThat(verdict.reasons()).contains(Reason.STILL_AS_BEFORE);
    }

    /** Nor is one more word and a cable that was pulled: what was found stays until the phone tells that it went. */
    @Test
    void whatWasFoundStaysUntilThePhoneTellsOtherwise() throws Exception {
        for (Map.Entry<Fact, Fact> one : Map.of(
                        fact(Property.MARK, "present", Source.ADB), fact(Property.MARK, "absent", Source.ADB),
                        fact(Property.PERMISSION, "known", Source.ADB),
                                fact(Property.PERMISSION, "forgotten", Source.ADB),
                        fact(Property.DATA_BORN, "before", Source.ADB), fact(Property.DATA_BORN, "after", Source.ADB))
                .entrySet()) {
            PhoneRecord pulled = PhoneRecord.android()
                    .with(AFTER, seen(one.getKey()))
                    .and(
                            new PhoneEvent.SetOff("reset", "", at(10)),
                            new PhoneEvent.Gone(at(11)),
                            new PhoneEvent.Back(at(14)));
            assertStill(pulled);
            assertStill(pulled.and(seen(fact(Property.SYSTEM, "android", Source.USB))));
            assertStill(pulled.and(nameless(PhoneIdentity.NONE, one.getValue())));
            assertStill(pulled.and(
                    seen(fact(Property.USER_APPS, "0", Source.ADB)),
                    new PhoneEvent.SetOff("reset", "", at(15)),
                    new PhoneEvent.Gone(at(16)),
                    new PhoneEvent.Back(at(17))));
            assertThat(pulled.and(seen(one.getValue())).judged().level())
                    .as("%s", one.getValue())
                    .isEqualTo(Level.UNPROVEN);
            assertThat(pulled.and(PhoneRecord.android().events().get(AFTER))
                            .judged()
                            .level())
                    .isEqualTo(Level.CLEARED);
        }
    }

    private static void assertStill(PhoneRecord record) throws EvidenceException {
        PhoneVerdict verdict = record.judged();
        assertThat(verdict.level()).isEqualTo(Level.FAILED);
        assertThat(verdict.reasons()).contains(Reason.STILL_AS_BEFORE);
        assertThat(verdict.tier()).isEqualTo(Tier.NONE);
    }

    /** One that went and came back is. */
    @Test
    void aSecondResetCounts() throws Exception {
        PhoneRecord all = PhoneRecord.android();
        PhoneEvent.Seen good = (PhoneEvent.Seen) all.events().get(AFTER);
        PhoneVerdict verdict = all.with(
                        AFTER,
                        new PhoneEvent.Seen(
                                known(PhoneRecord.SERIAL),
                                new Facts(List.of(fact(Property.MARK, "present", Source.ADB))),
                                at(9)))
                .and(
                        new PhoneEvent.SetOff("reset", "", at(10)),
                        new PhoneEvent.Gone(at(11)),
                        new PhoneEvent.Back(at(14)),
                        good)
                .judged();
        assertThat(verdict.level()).isEqualTo(Level.CLEARED);
    }

    private static PhoneVerdict lock(PhoneRecord all, Property property, String value, Source source)
            throws EvidenceException {
        return all.and(new PhoneEvent.Seen(
                        known(PhoneRecord.SERIAL), new Facts(List.of(fact(property, value, source))), at(10)))
                .judged();
    }
}
