package org.wangchuan.engine.phone;

import static org.assertj.core.api.Assertions.assertThat;

import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.wangchuan.engine.patience.Deadline;
import org.wangchuan.engine.phone.evidence.PhoneEvent;
import org.wangchuan.engine.phone.evidence.PhoneEvidence;
import org.wangchuan.engine.phone.evidence.PhoneIdentity;
import org.wangchuan.engine.phone.fact.Fact;
import org.wangchuan.engine.phone.fact.Facts;
import org.wangchuan.engine.phone.fact.Property;
import org.wangchuan.engine.phone.fact.Source;
import org.wangchuan.engine.phone.job.JobFacts;
import org.wangchuan.engine.phone.job.PhoneJob;
import org.wangchuan.engine.phone.plan.PhonePlan;
import org.wangchuan.engine.phone.plan.PhonePlanner;
import org.wangchuan.engine.phone.read.AndroidReader;
import org.wangchuan.engine.phone.read.AndroidTraces;
import org.wangchuan.engine.phone.read.Digests;
import org.wangchuan.engine.phone.read.Reading;
import org.wangchuan.engine.phone.technique.PhoneTechnique;
import org.wangchuan.engine.phone.technique.TechniqueCatalogue;
import org.wangchuan.engine.phone.verdict.PhoneVerdict;
import org.wangchuan.engine.phone.verdict.PhoneVerdict.Lock;
import org.wangchuan.engine.phone.verdict.PhoneVerdict.Reason;
import org.wangchuan.engine.phone.verdict.PhoneVerdictRules;
import org.wangchuan.engine.policy.Policy;
import org.wangchuan.engine.policy.PolicyCatalogue;
import org.wangchuan.engine.verdict.Verdict.Level;

/** A stock phone, boot loader locked, that runs beside its owner's data: what is reset is not what its owner has on it. */
class OtherDataTest {
    private static final String SERIAL = "37061FDJH0011Z";
    private static final String MARK = "wangchuan-" + "0".repeat(32);
    private static final long FIRST = 1_790_000_000L;

    /** Where in the record it was read. */
    private static final int BEFORE = 4;

    private static final int AFTER = 9;

    private static Deadline soon() {
        return Deadline.after(Duration.ofSeconds(30));
    }

    /** As AOSP's init says it of what was started by Dynamic System Updates, of which repair mode is said to be made; its user data is an image in a file of its owner's /data. */
    private static AnsweringDevice inRepairMode(long born, boolean isMarked) {
        return new AnsweringDevice()
                .property("ro.gsid.image_running", "1")
                .property("gsid.image_installed", "1")
                .answer("settings get global repair_mode_active", "1\n")
                .property("ro.product.manufacturer", "Google")
                .property("ro.product.model", "Pixel 8")
                .property("ro.build.version.release", "15")
                .property("ro.build.version.security_patch", "2026-10-05")
                .property("ro.crypto.state", "encrypted")
                .property("ro.crypto.type", "file")
                .property("ro.crypto.metadata.enabled", "true")
                .property("ro.boot.verifiedbootstate", "green")
                .property("ro.boot.flash.locked", "1")
                .property("ro.boot.vbmeta.device_state", "locked")
                .property("ro.serialno", SERIAL)
                .answer("stat -f -c '%b %S' /data", "524288 4096\n") // 2 GiB, before and after
                .answer("settings get global device_provisioned", "1\n")
                .answer("dumpsys account", "User UserInfo{0:Owner:c13}:\n  Accounts: 0\n")
                .answer("pm list packages -3", "")
                .answer("dpm list-owners", "no owners\n")
                .answer("dumpsys device_policy", "Current Device Policy Manager state:\n")
                .answer("ls -a /data/local/tmp", ".\n..\n" + (isMarked ? MARK + "\n" : ""))
                .answer("stat -c %Y /data/local", born + "\n")
                .answer("stat -c %Y /data/misc", (born + 1) + "\n");
    }

    private static Reading read(AnsweringDevice phone, PhoneJob job, AndroidTraces traces, String permission)
            throws Exception {
        PhoneIdentity usb = new PhoneIdentity(
                Map.of(PhoneIdentity.Name.USB_SERIAL, job.digests().of(PhoneIdentity.Name.USB_SERIAL, SERIAL)));
        Facts opened = new Facts(List.of(new Fact(Property.PERMISSION, permission, Source.ADB)));
        return new Reading(usb, Facts.NONE, List.of())
                .with(AndroidReader.read(phone, job.digests(), soon()))
                .with(new Reading(PhoneIdentity.NONE, opened, List.of()))
                .with(new Reading(PhoneIdentity.NONE, traces.find(phone, soon()), List.of()));
    }

    @Test
    void aPhoneInRepairModeIsNotClearedByAResetInRepairMode() throws Exception {
        PhoneTechnique way = TechniqueCatalogue.find("android-reset-read-again").orElseThrow();
        MemoryPhoneJournal journal = new MemoryPhoneJournal();
        PhoneJob job = PhoneJob.begin(
                journal,
                new JobFacts(
                        UUID.randomUUID(),
                        "wangchuan test",
                        PolicyCatalogue.find(PolicyCatalogue.DEFAULT_ID).orElseThrow()),
                () -> Instant.parse("2026-11-29T10:00:00Z"),
                new SecureRandom());
        PhoneIdentity usb = new PhoneIdentity(
                Map.of(PhoneIdentity.Name.USB_SERIAL, job.digests().of(PhoneIdentity.Name.USB_SERIAL, SERIAL)));
        Facts plugged = new Facts(List.of(new Fact(Property.MODEL, "Pixel 8", Source.USB)));
        AndroidTraces traces = new AndroidTraces(MARK, Map.of("/data/local", FIRST, "/data/misc", FIRST + 1));

        job.seen(new Reading(usb, plugged, List.of()));
        job.consented();
        AnsweringDevice before = inRepairMode(FIRST, true);
        job.seen(read(before, job, traces, "known"));
        job.choose(way);
        job.setOff("reset by hand on the phone", "");
        job.gone();
        job.back();
        job.seen(new Reading(usb, plugged, List.of()));
        // Repair Mode's own data was made anew, by a reset in it or by leaving and entering it. Its owner's data was
        // never touched.
        job.seen(read(inRepairMode(FIRST + 600, false), job, traces, "forgotten"));
        job.observed(new Facts(List.of(
                new Fact(Property.SETUP, "not-done", Source.SEEN),
                new Fact(Property.RESET_PROTECTION, "off", Source.SEEN),
                new Fact(Property.MANAGED, "no", Source.SEEN))));
        PhoneEvidence evidence = job.close();

        PhoneVerdict verdict = PhoneVerdictRules.judge(evidence);
        assertThat(verdict.level()).isEqualTo(Level.UNPROVEN);
        assertThat(verdict.reasons()).containsExactly(Reason.SECOND_SYSTEM);
        assertThat(verdict.lock()).isEqualTo(Lock.UNKNOWN);
    }

    /** Its image lies in its owner's data: a reset of that takes it away. */
    @Test
    void aSystemThatLiesBesideItsOwnersCountsOnlyWhereItIsThereAfterTheReset() throws Exception {
        assertThat(secondSystem("installed", "no").level()).isEqualTo(Level.CLEARED);
        assertThat(secondSystem("no", "no").level()).isEqualTo(Level.CLEARED);
        for (List<String> told :
                List.of(List.of("no", "installed"), List.of("running", "no"), List.of("no", "running"))) {
            PhoneVerdict verdict = secondSystem(told.getFirst(), told.getLast());
            assertThat(verdict.level()).as("%s", told).isEqualTo(Level.UNPROVEN);
            assertThat(verdict.reasons()).as("%s", told).containsExactly(Reason.SECOND_SYSTEM);
        }
    }

    private static PhoneVerdict secondSystem(String before, String after) throws Exception {
        return told(
                List.of(new Fact(Property.SECOND_SYSTEM, before, Source.ADB)),
                List.of(new Fact(Property.SECOND_SYSTEM, after, Source.ADB)));
    }

    @Test
    void whetherASecondSystemRunsIsAskedInEachWayThatItIsTold() throws Exception {
        assertThat(asked(new AnsweringDevice().property("ro.gsid.image_running", "1")))
                .contains("running");
        assertThat(asked(new AnsweringDevice()
                        .property("ro.gsid.image_running", "0")
                        .answer("settings get global repair_mode_active", "1\n")))
                .contains("running");
        assertThat(asked(new AnsweringDevice()
                        .property("ro.gsid.image_running", "0")
                        .property("gsid.image_installed", "1")
                        .answer("settings get global repair_mode_active", "0\n")))
                .contains("installed");
        assertThat(asked(new AnsweringDevice()
                        .property("ro.gsid.image_running", "0")
                        .property("gsid.image_installed", "0")
                        .answer("settings get global repair_mode_active", "null\n")))
                .contains("no");
        assertThat(asked(new AnsweringDevice())).isEmpty();
    }

    private static Optional<String> asked(AnsweringDevice phone) throws Exception {
        return AndroidReader.read(phone, new Digests(new byte[Digests.KEY_BYTES]), soon())
                .facts()
                .said(Property.SECOND_SYSTEM);
    }

    @Test
    void nothingIsPlannedForWhatRunsBesideItsOwnersData() {
        List<Fact> facts = List.of(
                new Fact(Property.SYSTEM, "android", Source.ADB),
                new Fact(Property.ENCRYPTION, "file-based", Source.ADB),
                new Fact(Property.BOOTLOADER, "locked", Source.ADB),
                new Fact(Property.VERIFIED_BOOT, "green", Source.ADB));
        Policy policy = PolicyCatalogue.find(PolicyCatalogue.DEFAULT_ID).orElseThrow();
        assertThat(PhonePlanner.plan(new Facts(facts), policy).offers()).isNotEmpty();
        List<Fact> inRepairMode = new ArrayList<>(facts);
        inRepairMode.add(new Fact(Property.SECOND_SYSTEM, "running", Source.ADB));
        PhonePlan plan = PhonePlanner.plan(new Facts(inRepairMode), policy);
        assertThat(plan.offers()).isEmpty();
        assertThat(plan.leftOut()).noneMatch(PhonePlan.LeftOut::isOpen);
        assertThat(plan.obstacles())
                .singleElement()
                .satisfies(one -> assertThat(one.reason().en()).contains("leave repair mode"));
    }

    /** The first start of a newer Android makes folders of its own below /data/local and /data/misc. */
    @Test
    void anUpdateInPlaceOfAResetIsNoReset() throws Exception {
        for (Property property : List.of(Property.VERSION, Property.PATCH_LEVEL)) {
            for (List<String> told : List.of(List.of("2026-10-05", "2026-11-05"), List.of("16", "15"))) {
                PhoneVerdict verdict = told(
                        List.of(new Fact(property, told.getFirst(), Source.ADB)),
                        List.of(new Fact(property, told.getLast(), Source.ADB)));
                assertThat(verdict.level()).as("%s %s", property, told).isEqualTo(Level.UNPROVEN);
                assertThat(verdict.reasons()).as("%s %s", property, told).containsExactly(Reason.OTHERWISE_THAN_BEFORE);
            }
            assertThat(told(
                                    List.of(new Fact(property, "15", Source.ADB)),
                                    List.of(new Fact(property, "15", Source.ADB)))
                            .level())
                    .isEqualTo(Level.CLEARED);
        }
    }

    @Test
    void aSizeThatIsToldOnOneSideAloneIsNotTheSame() throws Exception {
        List<Fact> size = List.of(new Fact(Property.STORAGE_BYTES, "117013741568", Source.ADB));
        assertThat(told(size, size).level()).isEqualTo(Level.CLEARED);
        for (PhoneVerdict verdict : List.of(told(size, List.of()), told(List.of(), size))) {
            assertThat(verdict.level()).isEqualTo(Level.UNPROVEN);
            assertThat(verdict.reasons()).containsExactly(Reason.OTHERWISE_THAN_BEFORE);
        }
    }

    /** A record that supports CLEARED, in which this is told as well. */
    private static PhoneVerdict told(List<Fact> before, List<Fact> after) throws Exception {
        PhoneRecord all = PhoneRecord.android();
        List<PhoneEvent> events = all.events();
        return all.with(BEFORE, with((PhoneEvent.Seen) events.get(BEFORE), before))
                .with(AFTER, with((PhoneEvent.Seen) events.get(AFTER), after))
                .judged();
    }

    private static PhoneEvent with(PhoneEvent.Seen seen, List<Fact> more) {
        List<Fact> facts = new ArrayList<>(seen.facts().all());
        facts.addAll(more);
        return new PhoneEvent.Seen(seen.identity(), new Facts(facts), seen.at());
    }
}
