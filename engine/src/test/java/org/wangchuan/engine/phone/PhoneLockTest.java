package org.wangchuan.engine.phone;

import static org.assertj.core.api.Assertions.assertThat;
import static org.wangchuan.engine.phone.PhoneRecord.at;
import static org.wangchuan.engine.phone.PhoneRecord.fact;
import static org.wangchuan.engine.phone.PhoneRecord.known;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.wangchuan.engine.evidence.EvidenceException;
import org.wangchuan.engine.phone.evidence.PhoneEvent;
import org.wangchuan.engine.phone.evidence.PhoneIdentity;
import org.wangchuan.engine.phone.fact.Fact;
import org.wangchuan.engine.phone.fact.Facts;
import org.wangchuan.engine.phone.fact.Property;
import org.wangchuan.engine.phone.fact.Source;
import org.wangchuan.engine.phone.job.PeoplesLook;
import org.wangchuan.engine.phone.verdict.PhoneVerdict;
import org.wangchuan.engine.phone.verdict.PhoneVerdict.Lock;
import org.wangchuan.engine.phone.verdict.PhoneVerdict.LockReason;
import org.wangchuan.engine.phone.verdict.PhoneVerdict.Reason;
import org.wangchuan.engine.verdict.Verdict.Level;

/** Whether something holds a phone: what was told between two resets, what was seen of one that was not reset, and what is told too late. */
class PhoneLockTest {
    private static final int BEFORE = 4;
    private static final int SET_OFF = 6;
    private static final int AFTER = 9;
    private static final Fact OFF = fact(Property.RESET_PROTECTION, "off", Source.SEEN);
    private static final Fact UNMANAGED = fact(Property.MANAGED, "no", Source.ADB);
    private static final Fact SEEN_UNMANAGED = fact(Property.MANAGED, "no", Source.SEEN);

    private static PhoneEvent seen(int minute, Fact... facts) {
        return new PhoneEvent.Seen(known(PhoneRecord.SERIAL), new Facts(List.of(facts)), at(minute));
    }

    /** The same with more told in one of its readings. */
    private static PhoneRecord told(PhoneRecord all, int index, Fact... more) {
        PhoneEvent.Seen seen = (PhoneEvent.Seen) all.events().get(index);
        List<Fact> facts = new ArrayList<>(seen.facts().all());
        facts.addAll(List.of(more));
        return all.with(index, new PhoneEvent.Seen(seen.identity(), new Facts(facts), seen.at()));
    }

    /** Somebody sees that its setup asks for nobody's account, and shows no organisation. */
    private static PhoneEvent looked(int minute) {
        return seen(minute, OFF, SEEN_UNMANAGED);
    }

    /** Reset once, set up, read, and reset once more; then all signs hold, and somebody sees that it asks for nobody's account. */
    private static PhoneRecord resetTwice(Fact... between) {
        PhoneRecord all = PhoneRecord.android();
        List<PhoneEvent> second = new ArrayList<>(List.of(seen(9, between)));
        second.addAll(all.events().subList(SET_OFF, AFTER));
        return all.into(AFTER, second.toArray(PhoneEvent[]::new)).and(looked(10));
    }

    @Test
    void whatWasToldBetweenTwoResetsCounts() throws Exception {
        PhoneVerdict nothing =
                resetTwice(fact(Property.BATTERY_PERCENT, "80", Source.ADB)).judged();
        assertThat(nothing.level()).isEqualTo(Level.CLEARED);
        assertThat(nothing.lock()).as("%s", nothing.lockReasons()).isEqualTo(Lock.UNLOCKED);
        PhoneVerdict enrolled = resetTwice(
                        fact(Property.MANAGED, "yes", Source.ADB), fact(Property.ACCOUNTS, "1", Source.ADB))
                .judged();
        assertThat(enrolled.lock()).isEqualTo(Lock.LOCKED);
        assertThat(enrolled.lockReasons()).contains(LockReason.MANAGED).doesNotContain(LockReason.MANAGED_UNKNOWN);
    }

    /** Of these somebody's look after the last reset is the answer, and without it none. */
    @Test
    void whatItAskedForBetweenTwoResetsItAsksForUntilSomebodyLooks() throws Exception {
        for (Fact held :
                List.of(fact(Property.RESET_PROTECTION, "on", Source.ADB), fact(Property.ACCOUNTS, "1", Source.ADB))) {
            PhoneRecord looked = resetTwice(held);
            assertThat(looked.judged().lock()).as("%s", held).isEqualTo(Lock.UNLOCKED);
            PhoneRecord unlooked = looked.without(event ->
                    event instanceof PhoneEvent.Seen one && one.facts().all().contains(OFF));
            assertThat(unlooked.judged().lock()).as("%s", held).isEqualTo(Lock.LOCKED);
        }
    }

    @Test
    void onlyOfOneThatIsKnownToBeResetAndThereAnybodysLookCounts() throws Exception {
        PhoneRecord all = told(PhoneRecord.android(), BEFORE, fact(Property.ACCOUNTS, "2", Source.ADB));
        assertThat(all.and(looked(10)).judged().lock()).isEqualTo(Lock.UNLOCKED);
        // The cable was pulled and put back: nothing was read again.
        PhoneRecord pulled = all.with(AFTER, seen(9, fact(Property.MODE, "system", Source.USB)))
                .and(seen(10, OFF, SEEN_UNMANAGED, fact(Property.SETUP, "done", Source.SEEN)));
        assertHeld(pulled, Reason.AFTER_UNKNOWN);
        // By a way of which people see the sign, they saw the contrary.
        PhoneRecord byHand = told(
                PhoneRecord.of(
                        "android-reset-by-hand",
                        new Facts(List.of(fact(Property.SYSTEM, "android", Source.SEEN))),
                        new Facts(List.of(fact(Property.MODE, "system", Source.USB)))),
                BEFORE,
                fact(Property.ACCOUNTS, "2", Source.ADB));
        assertHeld(
                byHand.and(seen(10, OFF, SEEN_UNMANAGED, fact(Property.SETUP, "done", Source.SEEN))),
                Reason.AFTER_CONTRADICTED);
        assertThat(byHand.and(seen(10, OFF, SEEN_UNMANAGED, fact(Property.SETUP, "not-done", Source.SEEN)))
                        .judged()
                        .lock())
                .isEqualTo(Lock.UNLOCKED);
        // It was unplugged at the end, or went never.
        assertHeld(all.and(looked(10), new PhoneEvent.Gone(at(10))), Reason.NOT_BACK);
        PhoneRecord never = PhoneRecord.filled()
                .without(event ->
                        event instanceof PhoneEvent.SetOff set && set.at().equals(at(21)));
        assertHeld(never.and(looked(27)), Reason.NEVER_GONE);
        assertThat(PhoneRecord.filled().and(looked(27)).judged().lock()).isEqualTo(Lock.UNLOCKED);
        // An iPhone that is activated was not erased.
        PhoneRecord iphone = PhoneRecord.of(
                "ios-reset-by-hand",
                new Facts(List.of(
                        fact(Property.SYSTEM, "ios", Source.LOCKDOWN),
                        fact(Property.ACTIVATION, "activated", Source.LOCKDOWN),
                        fact(Property.PERMISSION, "known", Source.LOCKDOWN))),
                new Facts(List.of(fact(Property.ACTIVATION, "activated", Source.LOCKDOWN))));
        assertHeld(iphone.and(looked(10)), Reason.AFTER_CONTRADICTED);
    }

    private static void assertHeld(PhoneRecord record, Reason reason) throws EvidenceException {
        PhoneVerdict verdict = record.judged();
        assertThat(verdict.reasons()).contains(reason);
        assertThat(verdict.level()).as("%s", reason).isEqualTo(Level.UNPROVEN);
        assertThat(verdict.lock()).as("%s", reason).isNotEqualTo(Lock.UNLOCKED);
        assertThat(verdict.lockReasons()).doesNotContain(LockReason.RESET_PROTECTION_OFF);
    }

    /** What somebody saw before a fill is of before the last reset. */
    @Test
    void itIsLookedAtOnceItWasResetForTheLastTime() throws Exception {
        PhoneRecord all = PhoneRecord.filled();
        PhoneVerdict early =
                all.into(AFTER + 1, seen(10, OFF)).and(seen(27, SEEN_UNMANAGED)).judged();
        assertThat(early.lock()).isEqualTo(Lock.UNKNOWN);
        assertThat(early.lockReasons()).containsExactly(LockReason.RESET_PROTECTION_UNKNOWN);
        assertThat(all.and(looked(27)).judged().lock()).isEqualTo(Lock.UNLOCKED);
    }

    @Test
    void anAccountThatIsSignedInOnceItWasResetHoldsIt() throws Exception {
        PhoneRecord byHand = PhoneRecord.of(
                        "android-reset-by-hand",
                        new Facts(List.of(fact(Property.SYSTEM, "android", Source.SEEN))),
                        new Facts(List.of(fact(Property.MODE, "system", Source.USB))))
                .and(seen(9, fact(Property.SETUP, "not-done", Source.SEEN)));
        assertThat(byHand.and(looked(10)).judged().lock()).isEqualTo(Lock.UNLOCKED);
        PhoneRecord signedIn = byHand.and(seen(10, fact(Property.ACCOUNTS, "1", Source.ADB)), looked(10));
        assertThat(signedIn.judged().lock()).isEqualTo(Lock.LOCKED);
        assertThat(signedIn.judged().lockReasons()).contains(LockReason.ACCOUNTS_LEFT);
        assertThat(signedIn.and(seen(10, fact(Property.ACCOUNTS, "0", Source.SEEN)))
                        .judged()
                        .lock())
                .as("a person against the cable")
                .isEqualTo(Lock.LOCKED);
        assertThat(signedIn.and(new PhoneEvent.Seen(
                                known(PhoneRecord.OTHER),
                                new Facts(List.of(fact(Property.ACCOUNTS, "0", Source.ADB))),
                                at(10)))
                        .judged()
                        .lock())
                .isEqualTo(Lock.LOCKED);
        assertThat(signedIn.and(seen(10, fact(Property.ACCOUNTS, "0", Source.ADB)))
                        .judged()
                        .lock())
                .isEqualTo(Lock.UNLOCKED);
    }

    /** In the first step of its setup each phone asks for nobody's account. */
    @Test
    void findingItIsOffOnlyIfItToldSoBeforeItWasReset() throws Exception {
        Fact on = fact(Property.FIND_DEVICE, "on", Source.PAIRED);
        Fact off = fact(Property.FIND_DEVICE, "off", Source.PAIRED);
        PhoneRecord all = PhoneRecord.iphone().and(looked(10));
        assertThat(all.judged().lock()).isEqualTo(Lock.UNLOCKED);
        PhoneRecord wasOn = told(all, BEFORE, on);
        assertThat(wasOn.judged().lock()).isEqualTo(Lock.LOCKED);
        assertThat(wasOn.judged().lockReasons()).contains(LockReason.FIND_DEVICE_ON);
        assertThat(wasOn.and(seen(10, off)).judged().lock())
                .as("told afterwards")
                .isEqualTo(Lock.LOCKED);
        assertThat(wasOn.into(BEFORE + 1, seen(3, fact(Property.FIND_DEVICE, "off", Source.SAID)))
                        .judged()
                        .lock())
                .isEqualTo(Lock.LOCKED);
        assertThat(wasOn.into(BEFORE, seen(2, off)).judged().lock())
                .as("and turned on since")
                .isEqualTo(Lock.LOCKED);
        PhoneVerdict turnedOff = wasOn.into(BEFORE + 1, seen(3, off)).judged();
        assertThat(turnedOff.lock()).isEqualTo(Lock.UNLOCKED);
        assertThat(turnedOff.lockReasons()).contains(LockReason.FIND_DEVICE_OFF);
    }

    /** Neither an owner's word nor a phone's own says that nobody manages it, neither before its reset nor after a setup that need not have had a network. */
    @Test
    void thatNobodyManagesItIsLookedAt() throws Exception {
        for (Source source : List.of(Source.ADB, Source.PAIRED, Source.SAID)) {
            Fact no = fact(Property.MANAGED, "no", source);
            for (PhoneRecord all : List.of(PhoneRecord.android(), PhoneRecord.iphone())) {
                assertManagedUnknown(told(all, BEFORE, no).and(seen(10, OFF)));
                assertManagedUnknown(told(all, AFTER, no).and(seen(10, OFF)));
                assertManagedUnknown(told(told(all, BEFORE, no), AFTER, no).and(seen(10, OFF, no)));
                assertThat(told(all, BEFORE, no).and(looked(10)).judged().lock())
                        .isEqualTo(Lock.UNLOCKED);
            }
            assertManagedUnknown(told(PhoneRecord.filled(), BEFORE, no).and(seen(27, OFF, no)));
        }
    }

    private static void assertManagedUnknown(PhoneRecord record) throws EvidenceException {
        PhoneVerdict verdict = record.judged();
        assertThat(verdict.lock()).isEqualTo(Lock.UNKNOWN);
        assertThat(verdict.lockReasons()).contains(LockReason.RESET_PROTECTION_OFF, LockReason.MANAGED_UNKNOWN);
    }

    /** In its setup, once it was reset for the last time: before that its organisation need not have shown itself. */
    @Test
    void thatNobodyManagesItSomebodySeesInItsSetup() throws Exception {
        assertManagedUnknown(PhoneRecord.iphone().and(seen(10, OFF)));
        for (PhoneRecord all : List.of(PhoneRecord.iphone(), PhoneRecord.android())) {
            PhoneVerdict verdict = all.and(looked(10)).judged();
            assertThat(verdict.lock()).isEqualTo(Lock.UNLOCKED);
            assertThat(verdict.lockReasons()).containsExactly(LockReason.RESET_PROTECTION_OFF);
            assertManagedUnknown(told(all, BEFORE, SEEN_UNMANAGED).and(seen(10, OFF)));
            assertManagedUnknown(all.and(
                    seen(10, OFF),
                    new PhoneEvent.Seen(PhoneIdentity.NONE, new Facts(List.of(SEEN_UNMANAGED)), at(10))));
        }
        assertManagedUnknown(
                PhoneRecord.filled().into(AFTER + 1, seen(10, SEEN_UNMANAGED)).and(seen(27, OFF)));
        assertThat(PhoneRecord.filled()
                        .and(seen(27, OFF, SEEN_UNMANAGED))
                        .judged()
                        .lock())
                .isEqualTo(Lock.UNLOCKED);
    }

    /** Whoever says that it does, and whenever: nobody who sees none takes that back. */
    @Test
    void thatAnOrganisationManagesItCountsAgainstEachLook() throws Exception {
        PhoneRecord looked = PhoneRecord.iphone().and(looked(10));
        for (Source source : List.of(Source.PAIRED, Source.SEEN, Source.SAID)) {
            Fact yes = fact(Property.MANAGED, "yes", source);
            for (PhoneRecord managed :
                    List.of(told(looked, BEFORE, yes), told(looked, AFTER, yes), looked.and(seen(10, yes)))) {
                PhoneVerdict verdict = managed.judged();
                assertThat(verdict.lock()).as("%s", source).isEqualTo(Lock.LOCKED);
                assertThat(verdict.lockReasons()).contains(LockReason.MANAGED);
            }
        }
    }

    /** Nobody is asked where somebody has told of one, or has looked since the last reset. */
    @Test
    void peopleAreAskedOnlyWhatNobodyHasTold() throws Exception {
        Fact yes = fact(Property.MANAGED, "yes", Source.PAIRED);
        PhoneRecord iphone = PhoneRecord.iphone();
        assertThat(asked(iphone))
                .containsExactly(Property.SETUP, Property.RESET_PROTECTION, Property.MANAGED, Property.SIM);
        assertThat(asked(told(iphone, BEFORE, yes))).doesNotContain(Property.MANAGED);
        assertThat(asked(told(iphone, AFTER, yes))).doesNotContain(Property.MANAGED);
        assertThat(asked(iphone.and(seen(10, SEEN_UNMANAGED)))).doesNotContain(Property.MANAGED);
        assertThat(asked(told(iphone, BEFORE, SEEN_UNMANAGED)))
                .as("of before its reset")
                .contains(Property.MANAGED);
        assertThat(asked(told(iphone, BEFORE, fact(Property.MANAGED, "no", Source.SAID))))
                .contains(Property.MANAGED);
        assertThat(asked(PhoneRecord.android())).contains(Property.MANAGED, Property.CARD);
        PhoneRecord unmanaged = told(told(PhoneRecord.android(), BEFORE, UNMANAGED), AFTER, UNMANAGED);
        assertThat(asked(unmanaged)).as("of an Android's own word").contains(Property.MANAGED);
        assertThat(asked(unmanaged.and(seen(10, SEEN_UNMANAGED)))).doesNotContain(Property.MANAGED);
        assertThat(asked(unmanaged.and(seen(10, fact(Property.MANAGED, "yes", Source.ADB)))))
                .doesNotContain(Property.MANAGED);
        assertThat(asked(PhoneRecord.filled().into(AFTER + 1, seen(10, SEEN_UNMANAGED))))
                .as("of before its last reset")
                .contains(Property.MANAGED);
    }

    private static List<Property> asked(PhoneRecord record) throws EvidenceException {
        return PeoplesLook.of(record.read().history());
    }

    /** One number, one maker, one model, and another phone: what no reset changes tells. */
    @Test
    void whatNoResetChangesIsTheSameAfterwards() throws Exception {
        PhoneRecord all = told(
                        PhoneRecord.android(),
                        BEFORE,
                        fact(Property.VERSION, "14", Source.ADB),
                        fact(Property.STORAGE_BYTES, "120000000000", Source.ADB),
                        fact(Property.METADATA_ENCRYPTION, "yes", Source.ADB))
                .and(looked(10));
        for (Fact same : List.of(
                fact(Property.VERSION, "14", Source.ADB),
                fact(Property.VERSION, "11", Source.SEEN),
                fact(Property.STORAGE_BYTES, "114000000000", Source.ADB),
                fact(Property.METADATA_ENCRYPTION, "yes", Source.ADB),
                fact(Property.ENCRYPTION, "file-based", Source.ADB))) {
            PhoneVerdict verdict = told(all, AFTER, withTheRest(same)).judged();
            assertThat(verdict.reasons()).as("%s", same).isEmpty();
            assertThat(verdict.level()).as("%s", same).isEqualTo(Level.CLEARED);
            assertThat(verdict.lock()).as("%s", same).isEqualTo(Lock.UNLOCKED);
        }
        for (Fact other : List.of(
                fact(Property.VERSION, "11", Source.ADB),
                fact(Property.VERSION, "13.9", Source.ADB),
                fact(Property.VERSION, "14.1", Source.ADB),
                fact(Property.VERSION, "Preview", Source.ADB),
                fact(Property.STORAGE_BYTES, "58000000000", Source.ADB),
                fact(Property.STORAGE_BYTES, "113999999999", Source.ADB),
                fact(Property.STORAGE_BYTES, "250000000000", Source.ADB),
                fact(Property.METADATA_ENCRYPTION, "no", Source.ADB))) {
            PhoneVerdict verdict = told(all, AFTER, withTheRest(other)).judged();
            assertThat(verdict.reasons()).as("%s", other).containsExactly(Reason.OTHERWISE_THAN_BEFORE);
            assertThat(verdict.level()).as("%s", other).isEqualTo(Level.UNPROVEN);
            assertThat(verdict.lock()).as("%s", other).isNotEqualTo(Lock.UNLOCKED);
        }
        // By whatever way, also one with a fill.
        PhoneVerdict filled = told(
                        told(PhoneRecord.filled(), AFTER, fact(Property.VERSION, "13", Source.ADB)),
                        BEFORE,
                        fact(Property.VERSION, "14", Source.ADB))
                .judged();
        assertThat(filled.reasons()).containsExactly(Reason.OTHERWISE_THAN_BEFORE);
    }

    /** What is told afterwards, with the version and the size that were told before where it is not about them. */
    private static Fact[] withTheRest(Fact one) {
        return Stream.concat(
                        Stream.of(one),
                        Stream.of(
                                        fact(Property.VERSION, "14", Source.ADB),
                                        fact(Property.STORAGE_BYTES, "120000000000", Source.ADB))
                                .filter(other -> other.property() != one.property() || other.source() != one.source()))
                .toArray(Fact[]::new);
    }
}
