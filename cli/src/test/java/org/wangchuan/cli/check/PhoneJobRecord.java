package org.wangchuan.cli.check;

import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import org.wangchuan.engine.phone.evidence.PhoneEvent;
import org.wangchuan.engine.phone.evidence.PhoneEventWriter;
import org.wangchuan.engine.phone.evidence.PhoneIdentity;
import org.wangchuan.engine.phone.fact.Fact;
import org.wangchuan.engine.phone.fact.Facts;
import org.wangchuan.engine.phone.fact.Property;
import org.wangchuan.engine.phone.fact.Source;
import org.wangchuan.engine.phone.fill.FillOutcome;
import org.wangchuan.engine.phone.read.Digests;
import org.wangchuan.engine.phone.technique.TechniqueCatalogue;
import org.wangchuan.engine.policy.PolicyCatalogue;

/** The record of an Android phone that was reset, filled and found as new, as a bench would write it. */
final class PhoneJobRecord {
    static final String SERIAL = "R58M123ABCD";
    static final byte[] KEY = new byte[Digests.KEY_BYTES];
    static final String IMEI = "350000000000006";

    private static final OptionalLong SIZE = OptionalLong.of(1_500_000);

    private PhoneJobRecord() {}

    private static String at(int minute) {
        return "2026-11-28T10:%02d:00Z".formatted(minute);
    }

    private static Facts told(String... propertyAndValue) {
        List<Fact> out = new ArrayList<>();
        for (int i = 0; i < propertyAndValue.length; i += 2) {
            out.add(new Fact(Property.valueOf(propertyAndValue[i]), propertyAndValue[i + 1], Source.ADB));
        }
        return new Facts(out);
    }

    /**
     * The file.
     *
     * @param resetProtection what somebody saw of the lock afterwards
     */
    static byte[] bytes(String resetProtection) {
        return bytes(
                resetProtection,
                "nist-clear",
                2,
                SIZE,
                Optional.of(new FillOutcome.ReadBack(12, 12, false)),
                Optional.empty());
    }

    /** The same under a rule set as the version before the terms of a fill made it. */
    static byte[] before(String rules) {
        return bytes("off", rules, 1, SIZE, Optional.empty(), Optional.empty());
    }

    /** And as it was before the size of the file system was told, of a phone that says that it encrypts. */
    static byte[] beforeTheSize() {
        return bytes("off", "nist-clear", 1, OptionalLong.empty(), Optional.empty(), Optional.of("file-based"));
    }

    private static byte[] bytes(
            String resetProtection,
            String rules,
            long version,
            OptionalLong size,
            Optional<FillOutcome.ReadBack> readBack,
            Optional<String> encryption) {
        Digests digests = new Digests(KEY);
        PhoneIdentity unasked = new PhoneIdentity(
                Map.of(PhoneIdentity.Name.USB_SERIAL, digests.of(PhoneIdentity.Name.USB_SERIAL, SERIAL)));
        PhoneIdentity phone = new PhoneIdentity(Map.of(
                PhoneIdentity.Name.USB_SERIAL, digests.of(PhoneIdentity.Name.USB_SERIAL, SERIAL),
                PhoneIdentity.Name.IMEI, digests.of(PhoneIdentity.Name.IMEI, IMEI)));
        Facts before = new Facts(List.of(new Fact(Property.MODEL, "SM-G991B", Source.USB)));
        Facts seen = new Facts(List.of(
                new Fact(Property.MODEL, "SM-G991B", Source.USB),
                new Fact(Property.RESET_PROTECTION, resetProtection, Source.SEEN),
                new Fact(Property.MANAGED, "no", Source.SEEN)));
        List<PhoneEvent> events = List.of(
                new PhoneEvent.Opened("job-1", "wangchuan test", at(0)),
                new PhoneEvent.PolicyChosen(
                        PolicyCatalogue.find(rules).orElseThrow().document()),
                new PhoneEvent.Seen(unasked, before, at(1)),
                new PhoneEvent.Consented(at(2)),
                new PhoneEvent.Seen(
                        phone,
                        told(
                                        "SYSTEM", "android",
                                        "BOOTLOADER", "locked",
                                        "VERIFIED_BOOT", "green",
                                        "PERMISSION", "known",
                                        "MARK", "present")
                                .with(encryption
                                        .map(word -> told("ENCRYPTION", word))
                                        .orElse(Facts.NONE)),
                        at(3)),
                new PhoneEvent.TechniqueChosen(TechniqueCatalogue.find("android-reset-fill-reset", version)
                        .orElseThrow()
                        .document()),
                new PhoneEvent.SetOff("reset", "", at(4)),
                new PhoneEvent.Gone(at(5)),
                new PhoneEvent.Back(at(8)),
                new PhoneEvent.Seen(
                        phone,
                        told(
                                "BOOTLOADER", "locked",
                                "VERIFIED_BOOT", "green",
                                "PERMISSION", "forgotten",
                                "MARK", "absent",
                                "ACCOUNTS", "0",
                                "USER_APPS", "0",
                                "DATA_BORN", "after"),
                        at(9)),
                new PhoneEvent.Filled(
                        new FillOutcome(
                                1_000_000, 1_000, 5_000, 990_000, 990_000, 50_000, List.of(), true, size, readBack),
                        at(20)),
                new PhoneEvent.SetOff("reset", "", at(21)),
                new PhoneEvent.Gone(at(22)),
                new PhoneEvent.Back(at(25)),
                new PhoneEvent.Seen(phone, seen, at(26)),
                new PhoneEvent.Closed(at(27)));
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        for (PhoneEvent event : events) {
            out.writeBytes(PhoneEventWriter.line(event));
            out.write('\n');
        }
        return out.toByteArray();
    }
}
