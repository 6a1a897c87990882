package org.wangchuan.engine.phone;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.wangchuan.engine.phone.evidence.PhoneEvent;
import org.wangchuan.engine.phone.evidence.PhoneIdentity;
import org.wangchuan.engine.phone.evidence.PhoneIdentity.Name;
import org.wangchuan.engine.phone.fact.Fact;
import org.wangchuan.engine.phone.fact.Facts;
import org.wangchuan.engine.phone.fact.Property;
import org.wangchuan.engine.phone.fact.Source;
import org.wangchuan.engine.phone.verdict.PhoneVerdict;
import org.wangchuan.engine.phone.verdict.PhoneVerdict.Lock;
import org.wangchuan.engine.phone.verdict.PhoneVerdict.Reason;
import org.wangchuan.engine.verdict.Verdict.Level;

/** What nobody can compare since one reading is silent of it is not the same for that. */
class ToldOnceTest {
    /** Where in the record its system was read. */
    private static final int BEFORE = 4;

    private static final int AFTER = 9;

    private static final PhoneIdentity BY_USB = new PhoneIdentity(Map.of(Name.USB_SERIAL, "ef".repeat(32)));
    private static final PhoneIdentity BY_BOTH =
            new PhoneIdentity(Map.of(Name.USB_SERIAL, "ef".repeat(32), Name.SERIAL, PhoneRecord.SERIAL));

    @ParameterizedTest
    @CsvSource({
        "VERSION, 15",
        "PATCH_LEVEL, 2026-10-05",
        "SECOND_SYSTEM, no",
        "SECOND_SYSTEM, installed",
        "STORAGE_BYTES, 117013741568",
        "MAKER, Google",
        "MODEL, Pixel 8"
    })
    void whatIsToldOnOneSideOfTheResetAloneIsNotTheSame(Property property, String value) throws Exception {
        List<Fact> told = List.of(new Fact(property, value, Source.ADB));
        boolean isLeft = value.equals("installed");
        assertThat(told(told, isLeft ? List.of(new Fact(property, "no", Source.ADB)) : told)
                        .level())
                .isEqualTo(Level.CLEARED);
        assertUnproven(told(told, List.of()));
        if (!isLeft) {
            assertUnproven(told(List.of(), told));
        }
    }

    /** The times of the folders are taken at the first reading: what was not told then may have been changed before the second. */
    @Test
    void aReadingBeforeTheResetThatIsSilentCountsBesideOneThatIsNot() throws Exception {
        List<Fact> version = List.of(new Fact(Property.VERSION, "15", Source.ADB));
        PhoneRecord all = record(List.of(), version);
        PhoneEvent.Seen first = (PhoneEvent.Seen) all.events().get(BEFORE);
        PhoneVerdict verdict = all.into(BEFORE + 1, with(first, version)).judged();
        assertUnproven(verdict);
        assertThat(record(version, version)
                        .into(BEFORE + 1, with(first, version))
                        .judged()
                        .level())
                .isEqualTo(Level.CLEARED);
    }

    @Test
    void whatNoReadingTellsIsNotHeldAgainstAPhone() throws Exception {
        assertThat(told(List.of(), List.of()).level()).isEqualTo(Level.CLEARED);
    }

    /** Its recovery answers the debug bridge as well, and tells neither version nor anything that its owner's data would tell. */
    @Test
    void itsRecoveryMayBeSilentOfWhatItsSystemTells() throws Exception {
        List<Fact> version = List.of(new Fact(Property.VERSION, "15", Source.ADB));
        PhoneEvent.Seen recovery = new PhoneEvent.Seen(
                PhoneRecord.known(PhoneRecord.SERIAL),
                new Facts(List.of(
                        new Fact(Property.MODE, "recovery", Source.ADB),
                        new Fact(Property.BOOTLOADER, "locked", Source.ADB),
                        new Fact(Property.VERIFIED_BOOT, "green", Source.ADB))),
                PhoneRecord.at(8));
        assertThat(record(version, version).into(AFTER, recovery).judged().level())
                .isEqualTo(Level.CLEARED);
    }

    /** That its recovery was started verified says nothing of the system that was started after it. */
    @ParameterizedTest
    @EnumSource(names = {"BOOTLOADER", "VERIFIED_BOOT"})
    void itsSystemVouchesForItselfInEachReading(Property property) throws Exception {
        PhoneEvent.Seen recovery = new PhoneEvent.Seen(
                PhoneRecord.known(PhoneRecord.SERIAL),
                new Facts(List.of(
                        new Fact(Property.MODE, "recovery", Source.ADB),
                        new Fact(Property.BOOTLOADER, "locked", Source.ADB),
                        new Fact(Property.VERIFIED_BOOT, "green", Source.ADB))),
                PhoneRecord.at(8));
        PhoneRecord all = record(List.of(), List.of());
        assertThat(all.into(AFTER, recovery).judged().level()).isEqualTo(Level.CLEARED);
        PhoneEvent.Seen after = (PhoneEvent.Seen) all.events().get(AFTER);
        PhoneEvent.Seen silent = new PhoneEvent.Seen(
                after.identity(),
                new Facts(after.facts().all().stream()
                        .filter(fact -> fact.property() != property)
                        .toList()),
                after.at());
        assertUnproven(all.with(AFTER, silent).into(AFTER, recovery).judged());
    }

    /** What the descriptors show a board in between can show as well: another phone, new as it is, would pass for one that was reset. */
    @Test
    void aNumberThatItsSystemTellsOnOneSideAloneIsNotTheSame() throws Exception {
        assertThat(known(BY_BOTH, BY_BOTH).level()).isEqualTo(Level.CLEARED);
        assertThat(known(BY_USB, BY_USB).level()).isEqualTo(Level.CLEARED);
        for (PhoneVerdict verdict : List.of(known(BY_BOTH, BY_USB), known(BY_USB, BY_BOTH))) {
            assertThat(verdict.level()).isEqualTo(Level.UNPROVEN);
            assertThat(verdict.reasons()).containsExactly(Reason.IDENTITY_UNKNOWN);
            assertThat(verdict.lock()).isEqualTo(Lock.UNKNOWN);
        }
    }

    private static PhoneVerdict known(PhoneIdentity before, PhoneIdentity after) throws Exception {
        PhoneRecord out = record(List.of(), List.of());
        for (int at : List.of(2, BEFORE, AFTER)) {
            PhoneEvent.Seen seen = (PhoneEvent.Seen) out.events().get(at);
            PhoneIdentity known = at == 2 ? BY_USB : at == BEFORE ? before : after;
            out = out.with(at, new PhoneEvent.Seen(known, seen.facts(), seen.at()));
        }
        return out.judged();
    }

    private static void assertUnproven(PhoneVerdict verdict) {
        assertThat(verdict.level()).isEqualTo(Level.UNPROVEN);
        assertThat(verdict.reasons()).containsExactly(Reason.OTHERWISE_THAN_BEFORE);
        assertThat(verdict.lock()).isEqualTo(Lock.UNKNOWN);
    }

    private static PhoneVerdict told(List<Fact> before, List<Fact> after) throws Exception {
        return record(before, after).judged();
    }

    /** A record that supports CLEARED, in which this is told as well. */
    private static PhoneRecord record(List<Fact> before, List<Fact> after) {
        PhoneRecord all = PhoneRecord.android();
        return all.with(BEFORE, with((PhoneEvent.Seen) all.events().get(BEFORE), before))
                .with(AFTER, with((PhoneEvent.Seen) all.events().get(AFTER), after));
    }

    private static PhoneEvent with(PhoneEvent.Seen seen, List<Fact> more) {
        List<Fact> facts = new ArrayList<>(seen.facts().all());
        facts.addAll(more);
        return new PhoneEvent.Seen(seen.identity(), new Facts(facts), seen.at());
    }
}
