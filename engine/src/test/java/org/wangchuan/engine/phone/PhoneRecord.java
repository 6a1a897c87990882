package org.wangchuan.engine.phone;

import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.wangchuan.engine.evidence.EvidenceException;
import org.wangchuan.engine.phone.evidence.PhoneEvent;
import org.wangchuan.engine.phone.evidence.PhoneEventWriter;
import org.wangchuan.engine.phone.evidence.PhoneEvidence;
import org.wangchuan.engine.phone.evidence.PhoneIdentity;
import org.wangchuan.engine.phone.fact.Fact;
import org.wangchuan.engine.phone.fact.Facts;
import org.wangchuan.engine.phone.fact.Property;
import org.wangchuan.engine.phone.fact.Source;
import org.wangchuan.engine.phone.fill.FillOutcome;
import org.wangchuan.engine.phone.fill.FillOutcome.ReadBack;
import org.wangchuan.engine.phone.technique.TechniqueCatalogue;
import org.wangchuan.engine.phone.verdict.PhoneVerdict;
import org.wangchuan.engine.phone.verdict.PhoneVerdictRules;
import org.wangchuan.engine.policy.PolicyCatalogue;

/** Records of phones, made for tests. */
final class PhoneRecord {
    static final String SERIAL = "ab".repeat(32);
    static final String OTHER = "cd".repeat(32);

    private final List<PhoneEvent> events;

    private PhoneRecord(List<PhoneEvent> events) {
        this.events = List.copyOf(events);
    }

    static String at(int minute) {
        return "2026-11-28T10:%02d:00Z".formatted(minute);
    }

    static Fact fact(Property property, String value, Source source) {
        return new Fact(property, value, source);
    }

    static PhoneIdentity known(String digest) {
        return new PhoneIdentity(Map.of(PhoneIdentity.Name.SERIAL, digest));
    }

    /** An Android phone that was reset, and read again afterwards: all that supports CLEARED. */
    static PhoneRecord android() {
        return of(
                "android-reset-read-again",
                new Facts(List.of(
                        fact(Property.SYSTEM, "android", Source.ADB),
                        fact(Property.ENCRYPTION, "file-based", Source.ADB),
                        fact(Property.BOOTLOADER, "locked", Source.ADB),
                        fact(Property.VERIFIED_BOOT, "green", Source.ADB),
                        fact(Property.PERMISSION, "known", Source.ADB),
                        fact(Property.MARK, "present", Source.ADB))),
                new Facts(List.of(
                        fact(Property.BOOTLOADER, "locked", Source.ADB),
                        fact(Property.VERIFIED_BOOT, "green", Source.ADB),
                        fact(Property.PERMISSION, "forgotten", Source.ADB),
                        fact(Property.MARK, "absent", Source.ADB),
                        fact(Property.ACCOUNTS, "0", Source.ADB),
                        fact(Property.USER_APPS, "0", Source.ADB),
                        fact(Property.DATA_BORN, "after", Source.ADB))));
    }

    static FillOutcome whole() {
        return new FillOutcome(
                1_000_000,
                1_000,
                5_000,
                990_000,
                990_000,
                50_000,
                List.of(),
                true,
                OptionalLong.of(1_200_000),
                compared(12, 12));
    }

    static Optional<ReadBack> compared(int files, int compared) {
        return Optional.of(new ReadBack(files, compared, false));
    }

    /** A record as the version before the terms of a fill made it: another document, and nothing told of how it was read back. */
    static PhoneRecord filledBefore() {
        return filled().with(
                        5,
                        new PhoneEvent.TechniqueChosen(TechniqueCatalogue.find("android-reset-fill-reset", 1)
                                .orElseThrow()
                                .document()))
                .with(
                        10,
                        new PhoneEvent.Filled(
                                new FillOutcome(
                                        1_000_000,
                                        1_000,
                                        5_000,
                                        990_000,
                                        990_000,
                                        50_000,
                                        List.of(),
                                        true,
                                        OptionalLong.of(1_200_000)),
                                at(20)));
    }

    /** An Android phone that was reset, filled, and reset again. */
    static PhoneRecord filled() {
        return android()
                .with(
                        5,
                        new PhoneEvent.TechniqueChosen(TechniqueCatalogue.find("android-reset-fill-reset")
                                .orElseThrow()
                                .document()))
                .and(
                        new PhoneEvent.Filled(whole(), at(20)),
                        new PhoneEvent.SetOff("reset", "", at(21)),
                        new PhoneEvent.Gone(at(22)),
                        new PhoneEvent.Back(at(25)),
                        new PhoneEvent.Seen(
                                known(SERIAL), new Facts(List.of(fact(Property.MODE, "system", Source.USB))), at(25)),
                        new PhoneEvent.Seen(
                                known(SERIAL),
                                new Facts(List.of(fact(Property.SETUP, "not-done", Source.SEEN))),
                                at(26)));
    }

    /** An iPhone that the bench erased, and that came back in its setup: all that its way asks for, which is not enough. */
    static PhoneRecord iphone() {
        return of(
                        "ios-erase-device",
                        new Facts(List.of(
                                fact(Property.SYSTEM, "ios", Source.LOCKDOWN),
                                fact(Property.ACTIVATION, "activated", Source.PAIRED),
                                fact(Property.PERMISSION, "known", Source.LOCKDOWN))),
                        new Facts(List.of(
                                fact(Property.ACTIVATION, "unactivated", Source.LOCKDOWN),
                                fact(Property.PERMISSION, "forgotten", Source.LOCKDOWN))))
                .and(new PhoneEvent.Seen(
                        known(SERIAL), new Facts(List.of(fact(Property.SETUP, "not-done", Source.SEEN))), at(10)));
    }

    /** A phone that nobody could read, whose system somebody named, and whose setup they saw after its reset: all that its way asks for. */
    static PhoneRecord byWord(String technique, String system) {
        return of(
                        technique,
                        new Facts(List.of(fact(Property.SYSTEM, system, Source.SEEN))),
                        new Facts(List.of(fact(Property.MODEL, "Model 1", Source.USB))))
                .and(new PhoneEvent.Seen(
                        known(SERIAL), new Facts(List.of(fact(Property.SETUP, "not-done", Source.SEEN))), at(10)));
    }

    static PhoneRecord of(String technique, Facts before, Facts after) {
        return new PhoneRecord(List.of(
                new PhoneEvent.Opened("job-1", "wangchuan", at(0)),
                new PhoneEvent.PolicyChosen(PolicyCatalogue.find(PolicyCatalogue.DEFAULT_ID)
                        .orElseThrow()
                        .document()),
                new PhoneEvent.Seen(
                        known(SERIAL), new Facts(List.of(fact(Property.MODEL, "Model 1", Source.USB))), at(1)),
                new PhoneEvent.Consented(at(2)),
                new PhoneEvent.Seen(known(SERIAL), before, at(3)),
                new PhoneEvent.TechniqueChosen(
                        TechniqueCatalogue.find(technique).orElseThrow().document()),
                new PhoneEvent.SetOff("erase", "accepted", at(4)),
                new PhoneEvent.Gone(at(5)),
                new PhoneEvent.Back(at(8)),
                new PhoneEvent.Seen(known(SERIAL), after, at(9)),
                new PhoneEvent.Closed(at(10))));
    }

    List<PhoneEvent> events() {
        return events;
    }

    PhoneRecord without(Predicate<PhoneEvent> event) {
        return new PhoneRecord(events.stream().filter(event.negate()).toList());
    }

    /** With an event in place of the one at an index. */
    PhoneRecord with(int index, PhoneEvent event) {
        List<PhoneEvent> out = new ArrayList<>(events);
        out.set(index, event);
        return new PhoneRecord(out);
    }

    /** With more before the one at an index. */
    PhoneRecord into(int index, PhoneEvent... more) {
        List<PhoneEvent> out = new ArrayList<>(events);
        out.addAll(index, List.of(more));
        return new PhoneRecord(out);
    }

    /** With more before the last. */
    PhoneRecord and(PhoneEvent... more) {
        return new PhoneRecord(Stream.concat(
                        Stream.concat(events.subList(0, events.size() - 1).stream(), Stream.of(more)),
                        Stream.of(events.getLast()))
                .toList());
    }

    byte[] bytes() {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        for (PhoneEvent event : events) {
            out.writeBytes(PhoneEventWriter.line(event));
            out.write('\n');
        }
        return out.toByteArray();
    }

    PhoneEvidence read() throws EvidenceException {
        return PhoneEvidence.read(bytes());
    }

    PhoneVerdict judged() throws EvidenceException {
        return PhoneVerdictRules.judge(read());
    }
}
