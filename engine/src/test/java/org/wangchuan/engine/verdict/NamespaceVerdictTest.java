package org.wangchuan.engine.verdict;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.wangchuan.engine.evidence.DriveEvent;
import org.wangchuan.engine.evidence.ErrorRange;
import org.wangchuan.engine.evidence.Event;
import org.wangchuan.engine.evidence.Evidence;
import org.wangchuan.engine.evidence.EvidenceException;
import org.wangchuan.engine.evidence.MediumFacts;
import org.wangchuan.engine.evidence.NamespaceEvent;
import org.wangchuan.engine.evidence.SealedRecord;
import org.wangchuan.engine.medium.ByteRange;
import org.wangchuan.engine.policy.NativeTechnique;
import org.wangchuan.engine.verdict.Verdict.Level;
import org.wangchuan.engine.verdict.Verdict.NotProved;
import org.wangchuan.engine.verdict.Verdict.Reason;

/** Of other namespaces of an NVMe device counts what was planted on each and looked for, and not what a sanitize is said to be. */
class NamespaceVerdictTest {
    private static final String TWO = NativeScript.bytes(4096, "0:0100000002000000");
    private static final String THREE = NativeScript.bytes(4096, "0:010000000200000003000000");

    private static NativeScript sanitized() {
        return NativeScript.nvmeBlock().on(NamespaceVerdictTest::withOthers);
    }

    private static MediumFacts withOthers(MediumFacts one) {
        return new MediumFacts(
                one.name(),
                one.model(),
                one.serial(),
                one.firmware(),
                one.wwn(),
                one.bus(),
                one.capacityBytes(),
                one.blockBytes(),
                one.seenClass(),
                one.declaredClass(),
                one.scope(),
                List.of("other-parts"));
    }

    private static void shows(NativeScript script, Level level, Reason... reasons) {
        Verdict verdict = script.verdict();
        assertThat(verdict.level()).as(verdict.toString()).isEqualTo(level);
        assertThat(verdict.reasons()).containsExactlyInAnyOrder(reasons);
    }

    @Test
    void allAreReachedWhereEachWasPlantedAndLookedFor() {
        shows(sanitized().beside(2), Level.PURGED);
        shows(sanitized().beside(2).beside(3), Level.PURGED);
        assertThat(sanitized().beside(2).verdict().notProved()).contains(NotProved.OTHER_PARTS);
    }

    /** That a sanitize is one of all of them is the specification's word, and a drive's. */
    @Test
    void oneWhereNothingWasPlantedIsNotShownToBeReached() {
        shows(sanitized(), Level.PARTIAL, Reason.OTHER_PARTS);
        NativeScript format = NativeScript.nvmeFormat(
                        NativeTechnique.NVME_FORMAT_USER_DATA, NativeScript.NVME_FORMAT_USER)
                .on(NamespaceVerdictTest::withOthers);
        shows(format, Level.PARTIAL, Reason.OTHER_PARTS);
    }

    @Test
    void oneMoreThatTheDriveTellsOfIsLeft() {
        for (String list : List.of(TWO, THREE)) {
            NativeScript script = sanitized()
                    .beside(2)
                    .asked(
                            NativeScript.nvme(NativeScript.NVME_CONTROLLER, NativeScript.CONTROLLER),
                            NativeScript.nvme(NativeScript.NVME_LIST, list));
            if (list.equals(TWO)) {
                shows(script, Level.PURGED);
            } else {
                shows(script, Level.PARTIAL, Reason.OTHER_PARTS);
            }
        }
    }

    @Test
    void whatStandsOnOneOfThemIsFound() {
        Verdict verdict = sanitized()
                .beside(2)
                .beside(3)
                .changing(sampled(3, found -> found(found, 512, found.end())))
                .verdict();
        assertThat(verdict.level()).as(verdict.toString()).isEqualTo(Level.FAILED);
        assertThat(verdict.reasons()).contains(Reason.CANARY_FOUND, Reason.OTHER_PARTS);
    }

    /** Read again, under another seed, it could look right. */
    @Test
    void aSearchThatWasStoppedSpeaksAgainstTheDriveToo() {
        NativeScript script = sanitized().beside(2);
        List<Event> events = new ArrayList<>();
        for (Event event : script.events()) {
            events.add(event);
            if (event instanceof DriveEvent.SamplingStarted) {
                events.add(
                        new NamespaceEvent.Sampled(2, 512, found(blank(script), 512, Event.VerificationEnd.STOPPED)));
                events.add(new Event.Interrupted(1, Event.Phase.NATIVE, NativeScript.AT));
                events.add(new Event.Resumed(1, Event.Phase.NATIVE, 0, 0, NativeScript.AT));
                events.add(new Event.Committed("", Optional.empty()));
                events.add(event);
            }
        }
        Verdict verdict = VerdictRules.judge(read(events));
        assertThat(verdict.level()).as(verdict.toString()).isEqualTo(Level.FAILED);
        assertThat(verdict.reasons()).contains(Reason.CANARY_FOUND);
    }

    @Test
    void contentsThatNoEraseLeavesAreUnproven() {
        shows(
                sanitized()
                        .beside(2)
                        .changing(sampled(
                                2,
                                found -> new DriveEvent.SamplingFinished(
                                        found.end(),
                                        found.path(),
                                        found.bytesPlanned(),
                                        found.bytesRead(),
                                        found.canaryBytesRead(),
                                        0,
                                        0,
                                        0,
                                        Optional.of(new DriveEvent.OtherBlocks(0, 0, found.bytesRead())),
                                        List.of(),
                                        found.durationMillis(),
                                        found.at()))),
                Level.UNPROVEN,
                Reason.NOT_READ_AS_ERASED,
                Reason.OTHER_PARTS);
    }

    @Test
    void whatWasPlantedInOneHalfProvesNothingOfTheOther() {
        for (List<ByteRange> ranges :
                List.of(ranges(0, 32_768), ranges(NativeScript.CAPACITY / 2, 32_768), List.<ByteRange>of())) {
            NativeScript script = sanitized().beside(2).changing(event -> switch (event) {
                case NamespaceEvent.Planted e ->
                    new NamespaceEvent.Planted(
                            e.namespace(), e.capacityBytes(), e.blockBytes(), e.secretDigest(), ranges, e.at());
                case NamespaceEvent.Sampled e
                when ranges.isEmpty() ->
                    new NamespaceEvent.Sampled(
                            e.namespace(),
                            e.unitBytes(),
                            found(e.found(), 0, e.found().end(), 0));
                default -> event;
            });
            Verdict verdict = script.verdict();
            assertThat(verdict.level()).as(verdict.toString()).isGreaterThanOrEqualTo(Level.PARTIAL);
            assertThat(verdict.reasons()).contains(Reason.OTHER_PARTS);
        }
    }

    private static List<ByteRange> ranges(long from, long apart) {
        List<ByteRange> out = new ArrayList<>();
        for (int i = 0; i < 16; i++) {
            out.add(new ByteRange(from + i * apart, 512));
        }
        return out;
    }

    @Test
    void whatCannotBeReadIsNotShown() {
        NativeScript unreadable = sanitized()
                .beside(2)
                .changing(sampled(
                        2,
                        found -> new DriveEvent.SamplingFinished(
                                found.end(),
                                found.path(),
                                found.bytesPlanned(),
                                found.bytesRead(),
                                15 * 512,
                                0,
                                found.zeroBytes(),
                                0,
                                found.others(),
                                List.of(new ErrorRange(new ByteRange(65_536, 512), 5)),
                                found.durationMillis(),
                                found.at())));
        assertThat(unreadable.verdict().level()).isGreaterThanOrEqualTo(Level.PARTIAL);
        assertThat(unreadable.verdict().reasons()).contains(Reason.OTHER_PARTS);
        for (Event.VerificationEnd end : List.of(Event.VerificationEnd.DEVICE_GONE, Event.VerificationEnd.STALLED)) {
            shows(
                    sanitized().beside(2).changing(sampled(2, found -> found(found, 0, end))),
                    Level.PARTIAL,
                    Reason.OTHER_PARTS);
        }
    }

    @Test
    void whatWasPlantedBeforeAnAttemptAndNotWithTheMediumIsNotOfTheNext() {
        List<Event> events = new ArrayList<>();
        for (Event event : sanitized().beside(2).events()) {
            switch (event) {
                case DriveEvent.CanariesPlanted planted -> {
                    events.add(new DriveEvent.NativeStarted(
                            1, NativeTechnique.NVME_SANITIZE_BLOCK.id(), List.of(), NativeScript.AT));
                    events.add(new DriveEvent.NativeFinished(1, DriveEvent.NativeEnd.LEFT, 1, 1, NativeScript.AT));
                    events.add(planted);
                }
                case DriveEvent.NativeStarted e ->
                    events.add(new DriveEvent.NativeStarted(2, e.technique(), e.before(), e.at()));
                case DriveEvent.NativeCommanded e -> events.add(new DriveEvent.NativeCommanded(2, e.command()));
                case DriveEvent.NativeTold e -> events.add(new DriveEvent.NativeTold(2, e.command()));
                case DriveEvent.NativeFinished e ->
                    events.add(new DriveEvent.NativeFinished(
                            2, e.end(), e.durationMillis(), e.longestPauseMillis(), e.at()));
                default -> events.add(event);
            }
        }
        Verdict verdict = VerdictRules.judge(read(events));
        assertThat(verdict.level()).as(verdict.toString()).isEqualTo(Level.PARTIAL);
        assertThat(verdict.reasons()).contains(Reason.OTHER_PARTS);
    }

    /** Whoever comes back may hold fewer: what was planted before the cut is of no use to what comes after it. */
    @Test
    void whatWasPlantedBeforeACutAndNotAgainIsNotWithTheMedium() {
        List<Event> events = new ArrayList<>();
        for (Event event : sanitized().beside(2).events()) {
            if (event instanceof DriveEvent.CanariesPlanted) {
                events.add(new Event.Resumed(1, Event.Phase.NATIVE, 0, 0, NativeScript.AT));
            }
            events.add(event);
        }
        Verdict verdict = VerdictRules.judge(read(events));
        assertThat(verdict.level()).as(verdict.toString()).isEqualTo(Level.PARTIAL);
        assertThat(verdict.reasons()).contains(Reason.OTHER_PARTS);
    }

    /** It was listed in between, and by none of the other lists: nobody planted anything on it. */
    @Test
    void anotherThatOneOfItsListsNamesIsNotMadeUpForByTheirNumber() {
        String other = NativeScript.bytes(4096, "0:0100000003000000");
        NativeScript script = sanitized()
                .beside(2)
                .asked(
                        NativeScript.nvme(NativeScript.NVME_CONTROLLER, NativeScript.CONTROLLER),
                        NativeScript.nvme(NativeScript.NVME_LIST, other));
        shows(script, Level.PARTIAL, Reason.OTHER_PARTS);
    }

    @Test
    void aRecordDoesNotContradictItself() {
        refused(e -> e instanceof NamespaceEvent.Planted p
                ? new NamespaceEvent.Planted(
                        p.namespace(),
                        p.capacityBytes(),
                        p.blockBytes(),
                        p.secretDigest(),
                        List.of(new ByteRange(1, 512)),
                        p.at())
                : e);
        refused(e -> e instanceof NamespaceEvent.Planted p
                ? new NamespaceEvent.Planted(p.namespace(), 512, p.blockBytes(), p.secretDigest(), p.ranges(), p.at())
                : e);
        refused(e -> e instanceof NamespaceEvent.Planted p
                ? new NamespaceEvent.Planted(
                        p.namespace(), p.capacityBytes(), p.blockBytes(), "a".repeat(64), p.ranges(), p.at())
                : e);
        refused(e ->
                e instanceof NamespaceEvent.Sampled s ? new NamespaceEvent.Sampled(3, s.unitBytes(), s.found()) : e);
        refused(e -> e instanceof NamespaceEvent.Sampled s ? new NamespaceEvent.Sampled(2, 100, s.found()) : e);
        List<Event> twice = new ArrayList<>();
        for (Event event : sanitized().beside(2).events()) {
            twice.add(event);
            if (event instanceof NamespaceEvent.Sampled) {
                twice.add(event);
            }
        }
        assertThatThrownBy(() -> Evidence.read(SealedRecord.of(twice))).isInstanceOf(EvidenceException.class);
    }

    private static void refused(UnaryOperator<Event> change) {
        List<Event> events = sanitized().beside(2).changing(change).events();
        assertThatThrownBy(() -> Evidence.read(SealedRecord.of(events))).isInstanceOf(EvidenceException.class);
    }

    private static DriveEvent.SamplingFinished blank(NativeScript script) {
        return script.events().stream()
                .filter(DriveEvent.SamplingFinished.class::isInstance)
                .map(DriveEvent.SamplingFinished.class::cast)
                .findFirst()
                .orElseThrow();
    }

    private static UnaryOperator<Event> sampled(long number, UnaryOperator<DriveEvent.SamplingFinished> change) {
        return event -> event instanceof NamespaceEvent.Sampled e && e.namespace() == number
                ? new NamespaceEvent.Sampled(number, e.unitBytes(), change.apply(e.found()))
                : event;
    }

    private static DriveEvent.SamplingFinished found(
            DriveEvent.SamplingFinished one, long canaryBytes, Event.VerificationEnd end) {
        return found(one, canaryBytes, end, one.canaryBytesRead());
    }

    private static DriveEvent.SamplingFinished found(
            DriveEvent.SamplingFinished one, long canaryBytes, Event.VerificationEnd end, long canaryBytesRead) {
        return new DriveEvent.SamplingFinished(
                end,
                one.path(),
                one.bytesPlanned(),
                one.bytesRead(),
                canaryBytesRead,
                canaryBytes,
                one.zeroBytes(),
                one.oneBytes(),
                one.others(),
                one.unreadable(),
                one.durationMillis(),
                one.at());
    }

    private static Evidence read(List<Event> events) {
        try {
            return Evidence.read(SealedRecord.of(events));
        } catch (EvidenceException e) {
            throw new AssertionError(e);
        }
    }
}
