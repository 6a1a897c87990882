package org.wangchuan.engine.command;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Objects;
import org.wangchuan.engine.medium.testing.AtaDrive;
import org.wangchuan.engine.medium.testing.Program;

/**
 * Runs other programs on devices that aren't there: each ioctl is written down and answered, and none reaches the kernel. What is answered is
 * that of a drive that can do everything; {@code sdzzz-old} is one from before ACS-3, which has a host protected area, {@code sdzzz-28} one
 * without 48-bit addresses, {@code sdzzz-ext} one that says of FLUSH CACHE EXT, {@code sdzzz-sas} one that speaks no ATA. No device of a machine has such a name: programs look some up in
 * sysfs.
 */
final class Witness {
    private static final HexFormat HEX = HexFormat.of();

    /** Of a disk of 2,097,152 blocks that may be written to, with the Read-Write Error Recovery page. */
    static final String SHORT_DESCRIPTOR = "001a001000000008" + "0020000000000200" + "810a05060700000000000000";

    static final String LONG_DESCRIPTOR =
            "0022001001000010" + "0000000000200000" + "0000000000000200" + "810a05060700000000000000";

    private static final int CANT_TRACE = 5;
    private static final int TIMED_OUT = 124;
    private static final int KILLED = 137;

    private final Path folder;
    private final Path program;

    /** Compiles it. */
    Witness(Path folder) throws IOException {
        this.folder = folder;
        this.program = folder.resolve("witness");
        Path source = folder.resolve("witness.c");
        try (InputStream in = Objects.requireNonNull(Witness.class.getResourceAsStream("ioctl-witness.c"))) {
            Files.copy(in, source);
        }
        Program.run("gcc", "-Wall", "-Wextra", "-O1", "-o", program.toString(), source.toString());
        for (String device :
                new String[] {"sdzzz", "sdzzz-old", "sdzzz-28", "sdzzz-ext", "nvme97", "nvme97n1", "mmcblk97"}) {
            Files.createSymbolicLink(folder.resolve(device), Path.of("/dev/null"));
        }
        Files.write(folder.resolve("pattern"), new byte[] {1, 2, 3, 4});
        Files.write(folder.resolve("answers"), answers(drive()));
        Files.write(folder.resolve("answers-old"), answers(drive().word(119, 0x4000)));
        Files.write(
                folder.resolve("answers-28"),
                answers(drive().word(119, 0x4000).word(83, 0x4000).word(86, 0)));
        Files.write(
                folder.resolve("answers-ext"), answers(drive().word(83, 0x6c00).word(86, 0x2400)));
        Files.write(folder.resolve("answers-sas"), TcgDevices.sas());
        int status = start(List.of("true"), "answers", Files.createTempFile(folder, "requests", ""));
        if (status != 0) {
            throw new AssertionError("no program can be traced here: status " + status + ", "
                    + Files.readString(folder.resolve("said")));
        }
    }

    /** The status of a program that starts another. */
    int nested() throws IOException {
        Path requests = Files.createTempFile(folder, "requests", "");
        return start(
                List.of(program.toString(), folder.resolve("answers").toString(), requests.toString(), "true"),
                "answers",
                Files.createTempFile(folder, "requests", ""));
    }

    /** What the program sends; a word that begins with {@code @} names a device or file in the folder. Its exit status says no more than that it ran. */
    List<Sent> run(List<String> words) throws IOException {
        Path requests = Files.createTempFile(folder, "requests", "");
        String kind = words.stream()
                .filter(word -> word.contains("sdzzz-"))
                .map(word -> word.substring(word.indexOf("sdzzz-") + "sdzzz".length()))
                .findFirst()
                .orElse("");
        int status = start(words, "answers" + kind, requests);
        if (status == CANT_TRACE || status == TIMED_OUT || status == KILLED) {
            throw new AssertionError(words + ": status " + status);
        }
        List<Sent> sent = new ArrayList<>();
        for (String line : Files.readAllLines(requests)) {
            Sent parsed = Sent.parse(line);
            if (parsed != null) {
                sent.add(parsed);
            }
        }
        return sent;
    }

    private int start(List<String> words, String answers, Path requests) throws IOException {
        List<String> command = new ArrayList<>(List.of(
                "timeout",
                "-k",
                "5",
                "30",
                program.toString(),
                folder.resolve(answers).toString(),
                requests.toString()));
        for (String word : words) {
            command.add(word.replace("@", folder + "/"));
        }
        try {
            return new ProcessBuilder(command)
                    .redirectErrorStream(true)
                    .redirectOutput(folder.resolve("said").toFile())
                    .start()
                    .waitFor();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError(e);
        }
    }

    private static List<String> answers(AtaDrive drive) {
        byte[] identify = drive.identify();
        byte[] inquiry = new byte[96];
        inquiry[2] = 6;
        inquiry[3] = 0x12;
        inquiry[4] = 91;
        System.arraycopy(
                "ACME    DISK            0001".getBytes(java.nio.charset.StandardCharsets.US_ASCII), 0, inquiry, 8, 28);
        byte[] registers = AtaDrive.registers(0x50, 0, 0x1fffff);
        List<String> out = new ArrayList<>(TcgDevices.ata(identify));
        out.addAll(List.of(
                scsi("85080e00d0", new byte[512], new byte[0]),
                scsi("85080e00d1", new byte[512], new byte[0]),
                scsi("8508", identify, new byte[0]),
                scsi("85", new byte[0], registers),
                scsi("120000", inquiry, new byte[0]),
                scsi("120189", drive.informationPage(), new byte[0]),
                scsi("120180", HEX.parseHex("008000085345523132333435"), new byte[0]),
                scsi("120183", HEX.parseHex("0083000c010300085000c50012345678"), new byte[0]),
                scsi("1201b1", block(0xb1), new byte[0]),
                scsi("1201b0", block(0xb0), new byte[0]),
                scsi("1201b2", block(0xb2), new byte[0]),
                scsi("9e10", HEX.parseHex("00000000001fffff00000200" + "00".repeat(20)), new byte[0]),
                // All commands that it knows: INQUIRY, READ CAPACITY(10), READ DEFECT DATA(12).
                scsi(
                        "a30c0000",
                        HEX.parseHex("00000018" + "1200000000000006" + "250000000000000a" + "b70000000000000c"),
                        new byte[0]),
                scsi("25", HEX.parseHex("001fffff00000200"), new byte[0]),
                scsi("5a0001", HEX.parseHex(SHORT_DESCRIPTOR), new byte[0]),
                scsi("5a1001", HEX.parseHex(LONG_DESCRIPTOR), new byte[0]),
                scsi("a0", HEX.parseHex("0000000800000000" + "00".repeat(8)), new byte[0]),
                scsi("5a00", HEX.parseHex("003200000000000800200000000002000112" + "00".repeat(34)), new byte[0]),
                scsi("5a08", HEX.parseHex("001a0000000000000812" + "00".repeat(18)), new byte[0]),
                "nvme 060000000001000000 " + HEX.formatHex(controller()) + " - 00000000",
                "nvme 060100000000000000 " + HEX.formatHex(namespace()) + " - 00000000",
                "mmc 08 " + HEX.formatHex(extendedCsd()) + " - -",
                "mmc 0d - 00090000 -"));
        out.addAll(TcgDevices.nvme());
        return out;
    }

    /** A drive with every way to erase and to hide, of both generations. */
    static AtaDrive drive() {
        return new AtaDrive()
                .word(59, 0xfc00)
                .word(80, 0x07f0)
                .word(82, 0x4403)
                .word(85, 0x0403)
                .word(84, 0x4021)
                .word(87, 0x4121)
                .word(119, 0x4100)
                .word(128, 0x21);
    }

    static byte[] controller() {
        byte[] out = new byte[4096];
        put(out, 4, "SERIAL1             MODEL                                   1.0     ");
        out[78] = 1;
        out[81] = 4;
        out[82] = 1;
        out[256] = 0x0a;
        out[328] = 7;
        out[516] = 1;
        return out;
    }

    static byte[] namespace() {
        byte[] out = new byte[4096];
        out[2] = out[10] = out[18] = 0x10;
        out[130] = 9;
        return out;
    }

    static byte[] extendedCsd() {
        byte[] out = new byte[512];
        out[192] = 8;
        out[231] = 0x55;
        out[224] = 1;
        out[221] = 1;
        out[226] = 8;
        out[168] = 1;
        out[215] = 1;
        out[223] = out[229] = out[230] = out[232] = 1;
        return out;
    }

    private static byte[] block(int code) {
        byte[] out = new byte[64];
        out[1] = (byte) code;
        out[3] = 60;
        return out;
    }

    private static void put(byte[] to, int at, String text) {
        byte[] bytes = text.getBytes(java.nio.charset.StandardCharsets.US_ASCII);
        System.arraycopy(bytes, 0, to, at, bytes.length);
    }

    static String scsi(String prefix, byte[] data, byte[] sense) {
        return "scsi " + prefix + " " + hex(data) + " " + hex(sense) + " -";
    }

    private static String hex(byte[] bytes) {
        return bytes.length == 0 ? "-" : HEX.formatHex(bytes);
    }
}
