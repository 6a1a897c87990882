package org.wangchuan.engine.phone;

import static org.assertj.core.api.Assertions.assertThat;

import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
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
import org.wangchuan.engine.phone.read.AndroidReader;
import org.wangchuan.engine.phone.read.AndroidTraces;
import org.wangchuan.engine.phone.read.Reading;
import org.wangchuan.engine.phone.technique.PhoneTechnique;
import org.wangchuan.engine.phone.technique.TechniqueCatalogue;
import org.wangchuan.engine.phone.verdict.PhoneConformityRules;
import org.wangchuan.engine.phone.verdict.PhoneVerdict;

import org.wangchuan.engine.phone.verdict.PhoneVerdictRules;
import org.wangchuan.engine.policy.PolicyCatalogue;
import org.wangchuan.engine.verdict.Verdict.Level;

/** A stock phone, boot loader locked, that runs beside its owner's data: what is reset is not what its owner has on it. */
class OtherDataTest {
    private static final String SERIAL = "37061FDJH0011Z";
    private static final String MARK = "wangchuan-" + "0".repeat(32);
    private static final long FIRST = 1_790_000_000L;

    private static Deadline soon() {
        return Deadline.after(Duration.ofSeconds(30));
    }

    /** As AOSP's init says it of what was started by Dynamic System Updates, which Repair Mode is made of; its user data is an image in a file of its owner's /data. */
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
        AndroidTraces traces =
                new AndroidTraces(MARK, Map.of("/data/local", FIRST, "/data/misc", FIRST + 1));

        job.seen(new Reading(usb, plugged, List.of()));
        job.consented();
        AnsweringDevice before = inRepairMode(FIRST, true);
        job.seen(read(before, job, traces, "known"));
        job.choose(way);
        job.setOff("reset by hand on the phone", "");
        job.gone();
        job.back();
        job.seen(new Reading(usb, plugged, List.of()));
        // Repair Mode's own data was made anew, by a reset in it or by leaving and entering it. Its owner's data was never touched.
        job.seen(read(inRepairMode(FIRST + 600, false), job, traces, "forgotten"));
        job.observed(new Facts(List.of(
                new Fact(Property.SETUP, "not-done", Source.SEEN),
                new Fact(Property.RESET_PROTECTION, "off", Source.SEEN),
                new Fact(Property.MANAGED, "no", Source.SEEN))));
        PhoneEvidence evidence = job.close();

        PhoneVerdict verdict = PhoneVerdictRules.judge(evidence);
        System.out.println("SHOWN repair mode: " + verdict);
        System.out.println("SHOWN conformity: " + PhoneConformityRules.judge(evidence).stream()
                .map(one -> one.clause().id() + "=" + one.state())
                .toList());
        System.out.println("SHOWN asked: " + before.asked);
        assertThat(verdict.level()).isNotIn(Level.CLEARED, Level.PURGED);
    }

    /** The first start of a newer Android makes folders of its own below /data/local and /data/misc. */
    @Test
    void anUpdateInPlaceOfAResetIsNoReset() throws Exception {
        PhoneRecord all = PhoneRecord.android();
        List<PhoneEvent> events = all.events();
        PhoneVerdict verdict = all.with(4, told((PhoneEvent.Seen) events.get(4), "11"))
                .with(9, told((PhoneEvent.Seen) events.get(9), "12"))
                .judged();
        System.out.println("SHOWN update: " + verdict);
        assertThat(verdict.level()).isNotIn(Level.CLEARED, Level.PURGED);
    }

    private static PhoneEvent told(PhoneEvent.Seen seen, String version) {
        List<Fact> facts = new ArrayList<>(seen.facts().all());
        facts.add(new Fact(Property.VERSION, version, Source.ADB));
        facts.add(new Fact(Property.STORAGE_BYTES, "117013741568", Source.ADB));
        return new PhoneEvent.Seen(seen.identity(), new Facts(facts), seen.at());
    }
}
