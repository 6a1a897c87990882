package org.wangchuan.station.testing;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import org.wangchuan.engine.evidence.Event;
import org.wangchuan.engine.evidence.EventWriter;
import org.wangchuan.engine.evidence.Evidence;
import org.wangchuan.engine.evidence.MediumFacts;
import org.wangchuan.engine.evidence.RecordForm;
import org.wangchuan.engine.medium.DeviceCommand;
import org.wangchuan.engine.medium.PassThrough;
import org.wangchuan.engine.policy.NativeTechnique;
import org.wangchuan.engine.policy.PolicyCatalogue;
import org.wangchuan.engine.policy.VerifyMode;

/** A SAS drive of one unit that shows some of its blocks of 512 bytes, and all of them once it is told to, unless it refuses. */
public final class MadeSas implements PassThrough {
    private static final HexFormat HEX = HexFormat.of();

    private static final Map<String, String> QUESTIONS = questions();

    private final long all;
    private final boolean refuses;
    private long shown;
    private int told;

    public MadeSas(long all, long shown, boolean refuses) {
        this.all = all;
        this.shown = shown;
        this.refuses = refuses;
    }

    /** How often it was told to show all. */
    public int told() {
        return told;
    }

    /** What a look finds of it that changes nothing. */
    public Event.HiddenAreas looked() {
        List<DeviceCommand> commands = new ArrayList<>();
        QUESTIONS.forEach((request, name) -> commands.add(new DeviceCommand(
                name, request, Instant.parse("2026-12-01T12:00:00Z"), 1, ask(HEX.parseHex(request), 4096))));
        return new Event.HiddenAreas(Event.HiddenState.UNREADABLE, 0, "not told to show all", commands);
    }

    /** What a program of before found of it, which asked one question less. */
    public Event.HiddenAreas ofBefore() {
        List<DeviceCommand> five = looked().commands().subList(0, QUESTIONS.size() - 1);
        return new Event.HiddenAreas(
                Event.HiddenState.NOT_APPLICABLE, 0, "a SAS drive that knows no ATA commands", five);
    }

    /** A drive of this kind, as records have it. */
    public static MediumFacts facts() {
        MediumFacts disk = Records.disk();
        return new MediumFacts(
                disk.name(),
                disk.model(),
                disk.serial(),
                disk.firmware(),
                disk.wwn(),
                "scsi",
                disk.capacityBytes(),
                disk.blockBytes(),
                disk.seenClass(),
                disk.declaredClass(),
                disk.scope(),
                List.of());
    }

    /** A record of one that was overwritten, with this found of it. */
    public static Evidence overwritten(Event.HiddenAreas found) {
        return Records.with(facts(), event -> event instanceof Event.HiddenAreas ? found : event);
    }

    /** A record in the form of before of one that was overwritten, with this found of it. */
    public static Evidence overwrittenBefore(Event.HiddenAreas found) {
        return Records.with(facts(), event -> switch (event) {
            case Event.HiddenAreas _ -> found;
            case Event.Opened now -> new Event.Opened(RecordForm.BEFORE, now.job(), now.tool(), now.at());
            default -> event;
        });
    }

    /** What a record of one that is to be erased by a way of its own begins with: as far as its plan. */
    public static byte[] begun(RecordForm form, Event.HiddenAreas found, NativeTechnique way) {
        String policy = way.sanitize() ? "nist-purge" : "nist-clear-native";
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        for (Event event : List.of(
                new Event.Opened(form, "job-1", "wangchuan test", "2026-12-01T12:00:00Z"),
                new Event.PolicyChosen(
                        PolicyCatalogue.find(policy).orElseThrow().document()),
                new Event.MediumSeen(facts()),
                found,
                new Event.PlanChosen(
                        facts().effectiveClass(),
                        List.of(),
                        VerifyMode.SAMPLE,
                        List.of(way.id()),
                        List.of(),
                        List.of()))) {
            out.writeBytes(EventWriter.line(event));
            out.write('\n');
        }
        return out.toByteArray();
    }

    private static Map<String, String> questions() {
        Map<String, String> out = new LinkedHashMap<>();
        out.put("85080e0000000100000000000040ec00", "IDENTIFY_DEVICE (ECh)");
        out.put("120000006000", "INQUIRY");
        out.put("12010000fc00", "INQUIRY");
        out.put("12018300fc00", "INQUIRY");
        out.put("1201b100fc00", "INQUIRY");
        out.put("a00000000000000008000000", "REPORT LUNS");
        return out;
    }

    @Override
    public OptionalLong namespace() {
        return OptionalLong.empty();
    }

    @Override
    public DeviceCommand.Answer ask(byte[] block, int readBytes) {
        Optional<byte[]> answer = switch (Byte.toUnsignedInt(block[0])) {
            case 0x12 -> Optional.of(block[1] == 0 ? inquiry() : HEX.parseHex(page(Byte.toUnsignedInt(block[2]))));
            case 0xa0 -> Optional.of(HEX.parseHex("0000000800000000" + "0".repeat(16)));
            case 0x9e ->
                Optional.of(
                        ByteBuffer.allocate(32).putLong(shown - 1).putInt(512).array());
            case 0x5a ->
                Optional.of(ByteBuffer.allocate(28)
                        .putLong(0x001a_0010_0000_0008L)
                        .putInt((int) shown)
                        .putInt(512)
                        .putShort((short) 0x810a)
                        .array());
            default -> Optional.empty();
        };
        return answer.map(
                        bytes -> (DeviceCommand.Answer) new DeviceCommand.Completed(0, 0, 0, "", HEX.formatHex(bytes)))
                .orElseGet(() -> check("20"));
    }

    @Override
    public DeviceCommand.Answer erase(String technique, byte[] command, byte[] sent, int readBytes, int timeoutMillis) {
        told++;
        if (refuses) {
            return check("26");
        }
        shown = all;
        return new DeviceCommand.Completed(0, 0, 0, "", "");
    }

    private static byte[] inquiry() {
        ByteBuffer out = ByteBuffer.allocate(96);
        out.put(4, (byte) 91);
        out.put(8, "MAKER   DISK            1   ".getBytes(StandardCharsets.US_ASCII));
        return out.array();
    }

    private static String page(int code) {
        return switch (code) {
            case 0x00 -> "00000004" + "008083b1";
            case 0x83 -> "0083000c" + "61930008" + "5000c50011223345";
            default -> "00b1003c1c20" + "00".repeat(58);
        };
    }

    private static DeviceCommand.Answer check(String code) {
        return new DeviceCommand.Completed(2, 0, 0, "70000500000000" + "0a00000000" + code + "0000000000", "");
    }
}
