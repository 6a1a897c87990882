package org.wangchuan.engine.verdict;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.wangchuan.engine.evidence.DriveEvent;
import org.wangchuan.engine.evidence.Event;
import org.wangchuan.engine.evidence.Evidence;
import org.wangchuan.engine.evidence.EvidenceException;
import org.wangchuan.engine.evidence.EvidenceScript;
import org.wangchuan.engine.evidence.MediumFacts;
import org.wangchuan.engine.evidence.NamespaceEvent;
import org.wangchuan.engine.evidence.SealedRecord;
import org.wangchuan.engine.medium.ByteRange;
import org.wangchuan.engine.medium.DeviceCommand;
import org.wangchuan.engine.medium.MediumClass;
import org.wangchuan.engine.medium.ReadPath;
import org.wangchuan.engine.policy.NativeTechnique;
import org.wangchuan.engine.policy.PassSpec;
import org.wangchuan.engine.policy.Policies;
import org.wangchuan.engine.policy.Policy;
import org.wangchuan.engine.policy.PolicyCatalogue;
import org.wangchuan.engine.policy.SanitizationLevel;
import org.wangchuan.engine.policy.VerifyMode;

/**
 * The record of a drive that erased itself, all well; parts can be changed on the way. Requests and answers are bytes written out from the standards by
 * hand, not by what builds and reads them in the product (NVMe Base 2.0, ACS-4, SAT-4, SBC-4, SPC-5).
 */
final class NativeScript {
    static final String AT = "2026-11-24T12:00:00Z";
    static final long CAPACITY = EvidenceScript.CAPACITY_BYTES;

    // struct nvme_passthru_cmd: opcode at 0, NSID at 4, data length at 36, dword 10 at 40, all least significant byte
    // first
    static final String NVME_SANITIZE_BLOCK = bytes(72, "0:84", "40:02020000"); // SANACT 2, NDAS
    static final String NVME_SANITIZE_CRYPTO = bytes(72, "0:84", "40:04020000");
    static final String NVME_SANITIZE_OVERWRITE = bytes(72, "0:84", "40:13020000"); // one pass
    static final String NVME_SANITIZE_PURGING = bytes(72, "0:84", "40:0a0a0000"); // SANACT 2, AUSE, NDAS, PREQ
    static final String NVME_FORMAT_USER = bytes(72, "0:80", "4:ffffffff", "40:00020000"); // SES 1
    static final String NVME_FORMAT_CRYPTO = bytes(72, "0:80", "4:ffffffff", "40:00040000"); // SES 2
    static final String NVME_FORMAT_NONE = bytes(72, "0:80", "4:ffffffff"); // SES 0
    static final String NVME_LOG = bytes(72, "0:02", "4:ffffffff", "36:00020000", "40:81007f00");
    static final String NVME_CONTROLLER = bytes(72, "0:06", "36:00100000", "40:01000000");
    static final String NVME_NAMESPACE = bytes(72, "0:06", "4:01000000", "36:00100000");
    static final String NVME_LIST = bytes(72, "0:06", "36:00100000", "40:02000000");

    // 1.4; OACS bit 1 format; SANICAP bits 0 to 2; FNA bit 2 cryptographic erase
    static final String CONTROLLER =
            bytes(4096, "4:53455249414c2d31", "80:00040100", "256:0200", "328:07000000", "516:01000000", "524:04");
    // 2.1; SANICAP bit 5 as well
    static final String CONTROLLER_PURGING = bytes(4096, "4:53455249414c2d31", "80:00010200", "328:27000000");
    // 2048 blocks of 512 bytes, all in use
    static final String NAMESPACE = bytes(4096, "0:0008", "8:0008", "16:0008", "128:00000900");
    static final String LIST = bytes(4096, "0:01000000");

    static final String ATA_SANITIZE_BLOCK = "8507200012000042720045006b40b400";
    static final String ATA_SANITIZE_CRYPTO = "8507200011000043700079007240b400";
    static final String ATA_SANITIZE_OVERWRITE = "85072000140001000057004f0040b400";
    static final String ATA_STATUS = "8507200000000000000000000040b400";
    static final String ATA_IDENTIFY = "85080e0000000100000000000040ec00";
    static final String ATA_SET_PASSWORD = "850a060000000100000000000040f100";
    static final String ATA_PREPARE = "8506200000000000000000000040f300";
    static final String ATA_ERASE_UNIT = "850a060000000100000000000040f400";

    static final String SCSI_SUPPORTS_BLOCK = "a30c02480002000020000000";
    static final String SCSI_SANITIZE_BLOCK = "48820000000000000000";
    static final String SCSI_SENSE = "03010000fc00";

    private Policy policy = PolicyCatalogue.find("nist-purge").orElseThrow();
    private MediumFacts medium;
    private final List<String> techniques;
    private List<PassSpec> planned = List.of();
    private List<PassSpec> passes = List.of();
    private final List<DeviceCommand> asked = new ArrayList<>();
    private final List<DeviceCommand> before = new ArrayList<>();
    private final List<Event> steps = new ArrayList<>();
    private final List<Long> beside = new ArrayList<>();
    private UnaryOperator<Event> change = event -> event;

    private NativeScript(String technique, MediumFacts medium) {
        this.techniques = List.of(technique);
        this.medium = medium;
    }

    static NativeScript nvmeBlock() {
        return nvme(NativeTechnique.NVME_SANITIZE_BLOCK, NVME_SANITIZE_BLOCK, "02020000");
    }

    /**
     * It was told to purge or to fail, and took that.
     *
     * @param status SSTAT at its end
     */
    static NativeScript nvmePurging(String status) {
        NativeScript script = nvme(NativeTechnique.NVME_SANITIZE_BLOCK, NVME_SANITIZE_PURGING, "0a0a0000");
        return script.asked(nvme(NVME_CONTROLLER, CONTROLLER_PURGING))
                .steps(
                        sent(nvme(NVME_SANITIZE_PURGING, "")),
                        answered(nvme(NVME_LOG, log("0010", "0200", "0a0a0000"))),
                        answered(nvme(NVME_LOG, log("ffff", status, "0a0a0000"))));
    }

    /** @param word10 of the command, as the log repeats it */
    static NativeScript nvme(NativeTechnique technique, String request, String word10) {
        NativeScript script = new NativeScript(technique.id(), medium("nvme"));
        script.asked.add(nvme(NVME_CONTROLLER, CONTROLLER));
        script.before.add(nvme(NVME_LOG, log("ffff", "0000", "00000000")));
        script.commanded(nvme(request, ""));
        script.told(nvme(NVME_LOG, log("0010", "0200", word10)));
        script.told(nvme(NVME_LOG, log("ffff", "0101", word10)));
        return script;
    }

    static NativeScript nvmeFormat(NativeTechnique technique, String request) {
        NativeScript script = new NativeScript(technique.id(), medium("nvme"));
        script.asked.add(nvme(NVME_CONTROLLER, CONTROLLER));
        script.asked.add(nvme(NVME_LIST, LIST));
        script.commanded(nvme(request, ""));
        script.told(nvme(NVME_NAMESPACE, NAMESPACE));
        return script.under(Policies.clearByItself());
    }

    static NativeScript ata(NativeTechnique technique, String request) {
        NativeScript script = new NativeScript(technique.id(), medium("ata"));
        script.asked.add(read(ATA_IDENTIFY, identify("2100")));
        script.before.add(registers(ATA_STATUS, "00", "ffff"));
        script.commanded(registers(request, "40", "0000"));
        script.told(registers(ATA_STATUS, "40", "0010"));
        script.told(registers(ATA_STATUS, "80", "ffff"));
        return script;
    }

    /** @param control of the data that goes with the erase: 02h for enhanced */
    static NativeScript ataErase(NativeTechnique technique, String control) {
        NativeScript script = new NativeScript(technique.id(), medium("ata"));
        script.asked.add(read(ATA_IDENTIFY, identify("2100")));
        script.before.add(read(ATA_IDENTIFY, identify("2100")));
        script.commanded(sending(ATA_SET_PASSWORD, bytes(512, "2:7761")));
        script.commanded(registers(ATA_PREPARE, "00", "0000"));
        script.commanded(sending(ATA_ERASE_UNIT, bytes(512, "0:" + control, "2:7761")));
        script.told(read(ATA_IDENTIFY, identify("2100")));
        return technique.reaches() == SanitizationLevel.PURGED ? script : script.under(Policies.clearByItself());
    }

    static NativeScript scsiBlock() {
        NativeScript script = new NativeScript(NativeTechnique.SCSI_SANITIZE_BLOCK.id(), medium("scsi"));
        script.asked.add(read(SCSI_SUPPORTS_BLOCK, "0003000a" + "0".repeat(20)));
        script.before.add(read(SCSI_SENSE, "7200000000000000"));
        script.commanded(read(SCSI_SANITIZE_BLOCK, ""));
        script.told(read(SCSI_SENSE, "7202041b000000080206000080100000"));
        script.told(read(SCSI_SENSE, "7200000000000000"));
        return script;
    }

    /** @param register the answer in which the card tells of itself */
    static NativeScript mmc(DeviceCommand register) {
        NativeScript script = new NativeScript(NativeTechnique.MMC_ERASE_SANITIZE.id(), medium("mmc"));
        script.asked.add(register);
        script.before.add(register);
        return script;
    }

    NativeScript under(Policy other) {
        policy = other;
        return this;
    }

    NativeScript on(UnaryOperator<MediumFacts> next) {
        medium = next.apply(medium);
        return this;
    }

    NativeScript thenOverwritten() {
        policy = Policies.purgeThenOverwrite();
        passes = policy.passesFor(medium.effectiveClass());
        planned = passes;
        return this;
    }

    /** By GB 46864-2025, whose pass follows only if needed. */
    NativeScript elseOverwritten(boolean followed) {
        policy = PolicyCatalogue.find("gb-46864-2025", 2).orElseThrow();
        planned = policy.passesFor(medium.effectiveClass());
        passes = followed ? planned : List.of();
        return this;
    }

    /** Another namespace of the same size, planted and searched as the medium is. */
    NativeScript beside(long number) {
        beside.add(number);
        return this;
    }

    NativeScript asked(DeviceCommand... commands) {
        asked.clear();
        asked.addAll(Arrays.asList(commands));
        return this;
    }

    NativeScript before(DeviceCommand... commands) {
        before.clear();
        before.addAll(Arrays.asList(commands));
        return this;
    }

    /** Other commands and answers in the place of those that are honest. */
    NativeScript steps(Event... events) {
        steps.clear();
        steps.addAll(Arrays.asList(events));
        return this;
    }

    NativeScript changing(UnaryOperator<Event> next) {
        UnaryOperator<Event> earlier = change;
        change = event -> next.apply(earlier.apply(event));
        return this;
    }

    List<Event> events() {
        List<Event> out = new ArrayList<>();
        out.add(new Event.Opened("JOB-1", "test 1", AT));
        out.add(new Event.PolicyChosen(policy.document()));
        out.add(new Event.MediumSeen(medium));
        out.add(EvidenceScript.hidden(medium));
        VerifyMode verify = planned.isEmpty() ? VerifyMode.SAMPLE : VerifyMode.FULL;
        out.add(new Event.PlanChosen(medium.effectiveClass(), planned, verify, techniques));
        out.add(new DriveEvent.DriveAsked(asked));
        List<ByteRange> canaries = new ArrayList<>();
        for (int i = 0; i < 16; i++) {
            canaries.add(new ByteRange(i * 65_536L, 512));
        }
        for (long number : beside) {
            out.add(new NamespaceEvent.Planted(number, CAPACITY, 512, "%064x".formatted(number), canaries, AT));
        }
        out.add(new DriveEvent.CanariesPlanted("a".repeat(64), canaries, AT));
        out.add(new DriveEvent.NativeStarted(1, techniques.getFirst(), before, AT));
        out.addAll(steps);
        out.add(new DriveEvent.NativeFinished(1, DriveEvent.NativeEnd.ENDED, 60_000, 2_000, AT));
        out.add(new Event.Committed("", Optional.empty()));
        out.add(new DriveEvent.SamplingStarted("", 512, AT));
        for (long number : beside) {
            out.add(new NamespaceEvent.Sampled(number, 512, blank()));
        }
        out.add(blank());
        for (int pass = 1; pass <= passes.size(); pass++) {
            PassSpec spec = passes.get(pass - 1);
            Optional<String> digest = spec.pattern().positionDependent()
                    ? Optional.of(Integer.toHexString(pass).repeat(64))
                    : Optional.empty();
            out.add(new Event.PassStarted(pass, spec.pattern(), digest, AT));
            out.add(new Event.PassFinished(pass, Event.PassEnd.COMPLETED, CAPACITY, List.of(), 10, 0, 1, AT));
            if (spec.verify()) {
                out.add(new Event.Committed("", Optional.empty()));
                out.add(new Event.VerificationStarted(pass, VerifyMode.FULL, Optional.empty(), 0, AT));
                out.add(new Event.VerificationFinished(
                        pass,
                        Event.VerificationEnd.COMPLETED,
                        ReadPath.DIRECT,
                        CAPACITY,
                        CAPACITY,
                        0,
                        List.of(),
                        List.of(),
                        10,
                        AT));
            }
        }
        out.add(new Event.Rechecked(List.of()));
        out.add(new Event.Residue(Event.ResidueState.NOT_RUN));
        out.add(new Event.Closed(AT));
        return out.stream().map(change).toList();
    }

    private static DriveEvent.SamplingFinished blank() {
        return new DriveEvent.SamplingFinished(
                Event.VerificationEnd.COMPLETED,
                ReadPath.DIRECT,
                SealedRecord.AS_PLANNED,
                SealedRecord.AS_PLANNED,
                16 * 512,
                0,
                SealedRecord.AS_PLANNED,
                0,
                Optional.of(new DriveEvent.OtherBlocks(0, 0, 0)),
                List.of(),
                10,
                AT);
    }

    Evidence evidence() {
        try {
            return Evidence.read(SealedRecord.of(events()));
        } catch (EvidenceException e) {
            throw new AssertionError(e);
        }
    }

    Verdict verdict() {
        return VerdictRules.judge(evidence());
    }

    static Event sent(DeviceCommand command) {
        return new DriveEvent.NativeCommanded(1, command);
    }

    static Event answered(DeviceCommand command) {
        return new DriveEvent.NativeTold(1, command);
    }

    static DeviceCommand nvme(String request, String data) {
        return nvme(request, 0, data);
    }

    static DeviceCommand nvme(String request, int status, String data) {
        return new DeviceCommand("NVMe", request, Instant.parse(AT), 1, new DeviceCommand.Told(status, 0, data));
    }

    /** A command that read these bytes. */
    static DeviceCommand read(String request, String data) {
        return new DeviceCommand("SCSI", request, Instant.parse(AT), 1, new DeviceCommand.Completed(0, 0, 0, "", data));
    }

    /** An ATA command that answered with registers: COUNT 15:8, LBA 15:0 with the low byte first. */
    static DeviceCommand registers(String request, String count, String address) {
        return registers(request, "50", "00", count, address);
    }

    static DeviceCommand registers(String request, String status, String error, String count, String address) {
        String sense = "7201001d0000000e" + "090c01" + error + count + "00" + "00" + address.substring(0, 2) + "00"
                + address.substring(2) + "0000" + "40" + status;
        return new DeviceCommand("ATA", request, Instant.parse(AT), 1, new DeviceCommand.Completed(2, 0, 8, sense, ""));
    }

    static DeviceCommand sending(String request, String sent) {
        return new DeviceCommand(
                "ATA", request, Optional.of(sent), Instant.parse(AT), 1, new DeviceCommand.Completed(0, 0, 0, "", ""));
    }

    /** Sanitize Status log: SPROG, SSTAT, SCDW10. */
    static String log(String progress, String status, String word10) {
        return bytes(512, "0:" + progress, "2:" + status, "4:" + word10, "8:ffffffffffffffffffffffff");
    }

    /** Words 0, 59 (all kinds of sanitize), 80 (ACS-4), 82, 83, 128 (Security). */
    static String identify(String security) {
        return bytes(512, "0:4000", "118:00f0", "160:0008", "164:0200", "166:0040", "256:" + security);
    }

    /** So many bytes, zeros but for {@code offset:hex}. */
    static String bytes(int size, String... parts) {
        byte[] out = new byte[size];
        for (String part : parts) {
            int colon = part.indexOf(':');
            byte[] field = HexFormat.of().parseHex(part.substring(colon + 1));
            System.arraycopy(field, 0, out, Integer.parseInt(part.substring(0, colon)), field.length);
        }
        return HexFormat.of().formatHex(out);
    }

    private void commanded(DeviceCommand command) {
        steps.add(sent(command));
    }

    private void told(DeviceCommand command) {
        steps.add(answered(command));
    }

    private static MediumFacts medium(String bus) {
        MediumFacts flash = EvidenceScript.medium(MediumClass.FLASH);
        return new MediumFacts(
                flash.name(),
                flash.model(),
                flash.serial(),
                flash.firmware(),
                flash.wwn(),
                bus,
                flash.capacityBytes(),
                flash.blockBytes(),
                flash.seenClass(),
                flash.declaredClass(),
                flash.scope(),
                flash.caps());
    }
}
