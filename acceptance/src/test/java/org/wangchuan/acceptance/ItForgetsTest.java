package org.wangchuan.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.wangchuan.acceptance.program.Program;
import org.wangchuan.acceptance.program.Run;

/** Whoever has the whole state folder after a forgetting finds neither whose device it was nor what opens its entries in the log. */
@Tag("slow")
@Timeout(900)
class ItForgetsTest {
    private static final String ASSET = "TAG-OF-ALICE-4711";
    private static final String IMAGE = "alices-drive.img";

    @TempDir
    Path folder;

    private Program program;
    private Path receipt;
    private List<byte[]> needles;

    /** Hers, and after it one of somebody else. */
    @BeforeEach
    void eraseTwo() throws IOException {
        program = new Program(folder.resolve("station"));
        erase(IMAGE, ASSET);
        erase("b.img", "TAG-OF-BOB");
        try (Stream<Path> files = Files.list(folder.resolve("out"))) {
            receipt = files.filter(file -> file.getFileName().toString().startsWith(IMAGE)
                            && file.toString().endsWith(".receipt.json"))
                    .findFirst()
                    .orElseThrow();
        }
        needles = needles(Files.readString(receipt));
        needles.add(secret());
        // Looked at again by the same station: what it has signed then names the device as well.
        Run recheck = program.run("recheck", folder.resolve(IMAGE).toString(), "--of", receipt.toString());
        assertThat(recheck.exitCode()).as("%s", recheck).isZero();
    }

    /** What the last pass wrote by; the station keeps a copy. */
    private byte[] secret() throws IOException {
        String name = receipt.getFileName().toString().replace(".receipt.json", ".recheck-key.json");
        Matcher secret =
                Pattern.compile("\"secret\":\"([0-9a-f]+)\"").matcher(Files.readString(receipt.resolveSibling(name)));
        assertThat(secret.find()).isTrue();
        return HexFormat.of().parseHex(secret.group(1));
    }

    private void erase(String name, String asset) throws IOException {
        Path image = Files.write(folder.resolve(name), new byte[1 << 20]);
        Run run = program.run(
                "erase",
                image.toString(),
                "--confirm",
                name,
                "--policy",
                "nist-clear",
                "--asset",
                asset,
                "--out",
                folder.resolve("out").toString());
        assertThat(run.exitCode()).as("%s", run).isZero();
    }

    private Run forget(Program by) throws IOException {
        return by.run(
                "forget", receipt.toString(), "--confirm", receipt.getFileName().toString(), "--json");
    }

    @Test
    void nothingIsFoundAnyMoreAndWhatWasGivenOutHolds() throws IOException {
        assertThat(needles).hasSizeGreaterThan(8);
        assertThat(found())
                .as("the journal's names, and nothing of what is sealed")
                .isNotEmpty();
        Run before = program.run("verify", receipt.toString());

        Run forgotten = forget(program);

        assertThat(forgotten.exitCode()).as("%s", forgotten).isZero();
        assertThat(forgotten.out())
                .contains(
                        "\"state\":\"forgotten\"",
                        receipt.toString(),
                        ".evidence.jsonl",
                        ".recheck-key.json",
                        ".recheck.json");
        assertThat(found()).isEmpty();
        assertThat(program.run("verify", receipt.toString())).satisfies(after -> {
            assertThat(after.exitCode()).isZero();
            assertThat(after.out()).isEqualTo(before.out());
        });
        assertWhole();
        assertThat(program.run("certify", receipt.toString()).err()).contains("FORGOTTEN");
        assertThat(program.run("certify", "--all").exitCode())
                .as("the other one waits for witnesses")
                .isEqualTo(2);
        assertThat(forget(program).out()).contains("\"state\":\"already\"");
        assertThat(found()).isEmpty();
    }

    /** What is done at the n-th call of a thread. */
    record Blow(String call, int nth) {}

    static Stream<Blow> all() {
        return Stream.of("fsync", "rename", "unlink", "pwrite64,write")
                .flatMap(call -> IntStream.rangeClosed(1, 40).mapToObj(nth -> new Blow(call, nth)));
    }

    /** A few of all; the whole is for long runs. */
    static Stream<Blow> some() {
        return Stream.of(new Blow("unlink", 11), new Blow("rename", 17), new Blow("pwrite64,write", 40));
    }

    @ParameterizedTest
    @MethodSource("some")
    void aFewKillsAreFinishedByTheSameCommand(Blow blow) throws IOException {
        survive(blow);
    }

    @Tag("long")
    @ParameterizedTest
    @MethodSource("all")
    void everyKillIsFinishedByTheSameCommand(Blow blow) throws IOException {
        survive(blow);
    }

    private void survive(Blow blow) throws IOException {
        String trace = folder.resolve("trace").toString();
        Run killed = forget(program.under(
                "strace",
                "-f",
                "-qq",
                "-o",
                trace,
                "-e",
                "trace=" + blow.call,
                "-e",
                "inject=" + blow.call + ":signal=KILL:when=" + blow.nth));
        if (killed.out().contains("\"state\"")) {
            assertThat(found()).as("what it says is so").isEmpty();
        }
        Run again = forget(program);
        assertThat(again.exitCode()).as("%s, then %s", killed, again).isZero();
        assertThat(found()).isEmpty();
        assertWhole();
    }

    private void assertWhole() throws IOException {
        Run fsck = program.run("log", "fsck", program.home().resolve("log").toString());
        assertThat(fsck.exitCode()).as("%s", fsck).isZero();
        assertThat(program.run("verify", receipt.toString()).exitCode()).isZero();
    }

    /** Names, nonces, signed texts and salts, all from the receipt that was given out. */
    private static List<byte[]> needles(String receiptJson) {
        List<byte[]> out = new ArrayList<>();
        out.add(ASSET.getBytes(StandardCharsets.UTF_8));
        out.add(IMAGE.getBytes(StandardCharsets.UTF_8));
        Matcher nonces = Pattern.compile("\"nonce\":\"([^\"]+)\"").matcher(receiptJson);
        while (nonces.find()) {
            out.add(Base64.getUrlDecoder().decode(nonces.group(1)));
        }
        Matcher statements = Pattern.compile("\"statement\":\"([^\"]+)\"").matcher(receiptJson);
        while (statements.find()) {
            String[] parts = statements.group(1).split("~", 9);
            out.add(parts[0].getBytes(StandardCharsets.US_ASCII));
            for (int i = 1; i < parts.length && !parts[i].isEmpty(); i++) {
                String disclosure = new String(Base64.getUrlDecoder().decode(parts[i]), StandardCharsets.UTF_8);
                out.add(disclosure.split("\"", 3)[1].getBytes(StandardCharsets.US_ASCII));
            }
        }
        return out;
    }

    /** Files of the state folder that hold a needle: as it is, in hex, or in base64 wherever that may begin. */
    private List<String> found() throws IOException {
        TreeSet<String> out = new TreeSet<>();
        try (Stream<Path> all = Files.walk(program.home())) {
            for (Path file : all.toList()) {
                String content = file.toString()
                        + (Files.isRegularFile(file)
                                ? new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1)
                                : "");
                if (needles.stream().flatMap(needle -> forms(needle).stream()).anyMatch(content::contains)) {
                    out.add(program.home().relativize(file).toString());
                }
            }
        }
        return List.copyOf(out);
    }

    private static List<String> forms(byte[] needle) {
        List<String> out = new ArrayList<>();
        out.add(new String(needle, StandardCharsets.ISO_8859_1));
        out.add(HexFormat.of().formatHex(needle));
        out.add(HexFormat.of().withUpperCase().formatHex(needle));
        for (int before = 0; before < 3; before++) {
            byte[] shifted = new byte[before + needle.length];
            System.arraycopy(needle, 0, shifted, before, needle.length);
            // Characters that depend on what stands before or after are left out.
            int from = (before * 8 + 5) / 6;
            int to = shifted.length * 8 / 6;
            out.add(Base64.getEncoder().encodeToString(shifted).substring(from, to));
            out.add(Base64.getUrlEncoder().encodeToString(shifted).substring(from, to));
        }
        return out;
    }
}
