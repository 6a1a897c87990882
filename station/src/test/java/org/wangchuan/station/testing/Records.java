package org.wangchuan.station.testing;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.wangchuan.engine.evidence.Event;
import org.wangchuan.engine.evidence.EventWriter;
import org.wangchuan.engine.evidence.Evidence;
import org.wangchuan.engine.evidence.EvidenceException;
import org.wangchuan.engine.evidence.MediumFacts;
import org.wangchuan.engine.medium.DeviceCommand;
import org.wangchuan.engine.medium.MediumClass;
import org.wangchuan.engine.medium.ReadPath;
import org.wangchuan.engine.policy.PassSpec;
import org.wangchuan.engine.policy.Policy;
import org.wangchuan.engine.policy.PolicyCatalogue;
import org.wangchuan.engine.policy.VerifyMode;

/** Records of erasures by GB 46864-2025 in which everything went well, but for what a test changes. */
public final class Records {
    public static final long CAPACITY_BYTES = 1 << 20;
    private static final String AT = "2026-11-24T12:00:00Z";

    private Records() {}

    /** A hard disk. */
    public static MediumFacts disk() {
        return new MediumFacts(
                "sda",
                Optional.of("Model"),
                Optional.of("SERIAL-1"),
                Optional.of("01.01"),
                Optional.empty(),
                "ata",
                CAPACITY_BYTES,
                512,
                MediumClass.MAGNETIC,
                Optional.empty(),
                MediumFacts.Scope.WHOLE_MEDIUM,
                List.of());
    }

    /** The namespace of an NVMe device, by a program that did not ask what else the device has. */
    public static Evidence nvmeOfBefore() {
        MediumFacts disk = disk();
        MediumFacts namespace = new MediumFacts(
                disk.name(),
                disk.model(),
                disk.serial(),
                disk.firmware(),
                disk.wwn(),
                "nvme",
                disk.capacityBytes(),
                disk.blockBytes(),
                disk.seenClass(),
                disk.declaredClass(),
                disk.scope(),
                List.of("parts-unknown"));
        return with(
                namespace,
                event -> event instanceof Event.HiddenAreas
                        ? new Event.HiddenAreas(
                                Event.HiddenState.NOT_APPLICABLE,
                                0,
                                "an NVMe device has no ATA hidden areas",
                                List.of())
                        : event);
    }

    /** All went well. */
    public static Evidence good() {
        return with(disk(), event -> event);
    }

    /** The record with single events changed; commitments fit what stands before them. */
    public static Evidence with(MediumFacts medium, UnaryOperator<Event> change) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        for (Event event : events(medium)) {
            Event next = change.apply(event);
            if (next instanceof Event.Committed committed) {
                next = new Event.Committed(sha256(out.toByteArray()), committed.beacon());
            }
            out.writeBytes(EventWriter.line(next));
            out.write('\n');
        }
        try {
            return Evidence.read(out.toByteArray());
        } catch (EvidenceException e) {
            throw new AssertionError(e);
        }
    }

    private static String sha256(byte[] bytes) {
        try {
            return HexFormat.of()
                    .formatHex(
                            java.security.MessageDigest.getInstance("SHA-256").digest(bytes));
        } catch (java.security.NoSuchAlgorithmException e) {
            throw new AssertionError(e);
        }
    }

    /** A drive that has no feature set that could hide a block, as its answer to IDENTIFY DEVICE says; other media are not asked. */
    private static Event.HiddenAreas hidden(MediumFacts medium) {
        if (!medium.bus().equals("ata") || medium.scope() == MediumFacts.Scope.PARTITION) {
            return new Event.HiddenAreas(Event.HiddenState.NOT_APPLICABLE, 0, "no ATA hidden areas", List.of());
        }
        ByteBuffer words = ByteBuffer.allocate(512).order(ByteOrder.LITTLE_ENDIAN);
        words.putInt(2 * 60, (int) (medium.capacityBytes() / 512));
        words.putShort(2 * 83, (short) 0x4000);
        DeviceCommand identify = new DeviceCommand(
                "IDENTIFY_DEVICE (ECh)",
                "85080e0000000100000000000040ec00",
                Instant.parse(AT),
                3,
                new DeviceCommand.Completed(0, 0, 0, "", HexFormat.of().formatHex(words.array())));
        return new Event.HiddenAreas(Event.HiddenState.NONE, 0, "no feature set that hides blocks", List.of(identify));
    }

    private static List<Event> events(MediumFacts medium) {
        Policy policy = PolicyCatalogue.find("gb-46864-2025").orElseThrow();
        List<PassSpec> passes = policy.passesFor(medium.effectiveClass());
        List<Event> out = new ArrayList<>();
        out.add(new Event.Opened("job-1", "wangchuan test", AT));
        out.add(new Event.PolicyChosen(policy.document()));
        out.add(new Event.MediumSeen(medium));
        out.add(hidden(medium));
        out.add(new Event.PlanChosen(medium.effectiveClass(), passes, VerifyMode.FULL));
        for (int pass = 1; pass <= passes.size(); pass++) {
            PassSpec spec = passes.get(pass - 1);
            Optional<String> secretDigest = switch (spec.pattern()) {
                case ZERO, ONE, FIXED -> Optional.empty();
                case STAMPED, RANDOM -> Optional.of(sha256(new byte[] {(byte) pass}));
            };
            out.add(new Event.PassStarted(pass, spec.pattern(), secretDigest, AT));
            out.add(new Event.PassFinished(pass, Event.PassEnd.COMPLETED, CAPACITY_BYTES, List.of(), 10, 0, 1, AT));
            if (spec.verify()) {
                out.add(new Event.Committed("", Optional.of("00ff")));
                out.add(new Event.VerificationStarted(pass, VerifyMode.FULL, Optional.empty(), 0, AT));
                out.add(new Event.VerificationFinished(
                        pass,
                        Event.VerificationEnd.COMPLETED,
                        ReadPath.DIRECT,
                        CAPACITY_BYTES,
                        CAPACITY_BYTES,
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
        return out;
    }
}
