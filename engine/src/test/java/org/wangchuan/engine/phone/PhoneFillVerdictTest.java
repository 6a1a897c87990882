package org.wangchuan.engine.phone;

import static org.assertj.core.api.Assertions.assertThat;
import static org.wangchuan.engine.phone.PhoneRecord.at;
import static org.wangchuan.engine.phone.PhoneRecord.fact;
import static org.wangchuan.engine.phone.PhoneRecord.known;

import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.wangchuan.engine.phone.evidence.PhoneEvent;
import org.wangchuan.engine.phone.fact.Fact;
import org.wangchuan.engine.phone.fact.Facts;
import org.wangchuan.engine.phone.fact.Property;
import org.wangchuan.engine.phone.fact.Source;
import org.wangchuan.engine.phone.fill.FillOutcome;
import org.wangchuan.engine.phone.verdict.PhoneVerdict;
import org.wangchuan.engine.phone.verdict.PhoneVerdict.NotProved;
import org.wangchuan.engine.phone.verdict.PhoneVerdict.Reason;
import org.wangchuan.engine.verdict.Verdict.Level;

/** What a fill clears by itself, and what else the phone has to be for the rest; and whether it was left as new. */
class PhoneFillVerdictTest {
    private static final int BEFORE = 4;
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
        assertThat(PhoneRecord.android().judged().notProved())
                .as("of one that was not filled the way says it")
                .doesNotContain(NotProved.LEFT_AS_NEW);
    }
}
