package org.wangchuan.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Random;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.wangchuan.acceptance.program.Erasure;
import org.wangchuan.acceptance.program.Program;
import org.wangchuan.acceptance.program.Run;
import org.wangchuan.acceptance.program.WitnessPlace;

/** The receipt becomes a certificate: a real station, real witnesses in processes of their own, HTTP on loopback. */
@Tag("slow")
@Timeout(900)
class ItIsCertifiedTest {
    private static final int IMAGE_BYTES = 1 << 20;

    @TempDir
    Path folder;

    private final List<WitnessPlace> witnesses = new ArrayList<>();

    @BeforeEach
    void makeImage() throws IOException {
        try (RandomAccessFile image = new RandomAccessFile(image().toFile(), "rw")) {
            image.setLength(IMAGE_BYTES);
        }
    }

    @AfterEach
    void stopWitnesses() throws IOException {
        for (WitnessPlace one : witnesses) {
            one.stop();
        }
    }

    private Path image() {
        return folder.resolve("disk.img");
    }

    private Program station() throws IOException {
        return new Program(folder.resolve("station"));
    }

    private Program sceptic() throws IOException {
        return new Program(folder.resolve("sceptic"));
    }

    private WitnessPlace witness(String name, String log) throws Exception {
        WitnessPlace place = new WitnessPlace(folder, name, log);
        witnesses.add(place);
        return place;
    }

    private static Run run(Program program, int exit, String... arguments) throws IOException {
        Run run = program.run(arguments);
        assertThat(run.exitCode()).as("%s", run).isEqualTo(exit);
        return run;
    }

    private Run erase(int exit) throws IOException {
        return run(station(), exit, Erasure.of(folder.resolve("out"), image()).arguments());
    }

    private Path policy(String quorum, WitnessPlace... asked) throws IOException {
        return WitnessPlace.policy(folder.resolve("policy.txt"), quorum, asked);
    }

    private String log() throws IOException {
        return run(station(), 0, "log", "key").out().strip();
    }

    private Path exported() throws IOException {
        return Files.writeString(
                folder.resolve("station.trust"),
                run(station(), 0, "trust", "export").out());
    }

    private List<Path> out(String ending) throws IOException {
        try (Stream<Path> files = Files.list(folder.resolve("out"))) {
            return files.filter(file -> file.toString().endsWith(ending))
                    .sorted()
                    .toList();
        }
    }

    private void requireSoundLog() throws IOException {
        Run _ = run(station(), 0, "log", "fsck", folder.resolve("station/log").toString());
    }

    /** Two of three; one is down, comes back behind the others, and is brought up to date. */
    @Test
    void twoOfThreeWitnessesMakeACertificateThatAStrangerCanCheck() throws Exception {
        String log = log();
        WitnessPlace a = witness("a", log);
        WitnessPlace b = witness("b", log);
        WitnessPlace c = witness("c", log);
        Run _ = run(station(), 0, "witnesses", "--set", policy("2", a, b, c).toString());
        c.stop();

        Run first = erase(0);
        assertThat(first.out())
                .contains("\"state\":\"certified\"", "a.example", "b.example")
                .doesNotContain("c.example");
        Path certificate = out(".certificate.json").getFirst();
        Path trust = exported();
        Run verified = run(sceptic(), 0, "verify", certificate.toString(), "--trust", trust.toString());
        assertThat(verified.out()).contains("witnessed by a.example, b.example", "not revoked as of");
        assertThat(run(sceptic(), 5, "verify", certificate.toString()).out()).contains("not in the trust list");
        Path paper = out(".certificate.pdf").getFirst();
        assertThat(run(sceptic(), 0, "verify", paper.toString(), "--trust", trust.toString())
                        .out())
                .contains("witnessed by a.example, b.example", "not revoked as of", "the same to the byte");
        assertThat(run(sceptic(), 5, "verify", paper.toString()).out()).contains("not in the trust list");
        requireNoByteCanBeChanged(paper, trust);

        // c has never seen this log; b knows it; a is gone.
        c.startAgain();
        a.stop();
        assertThat(erase(0).out()).contains("\"state\":\"certified\"", "b.example", "c.example");
        Run between =
                run(sceptic(), 0, "verify", out(".certificate.json").getLast().toString(), "--trust", trust.toString());
        assertThat(between.out()).contains("witnesses prove that it was made between");

        // a is behind by now: it answers 409 with what it knows, and is given the proof from there.
        a.startAgain();
        b.stop();
        assertThat(erase(0).out()).contains("\"state\":\"certified\"", "a.example", "c.example");

        Run revoked = run(
                station(),
                0,
                "revoke",
                certificate.toString(),
                "--reason",
                "data-found",
                "--out",
                folder.resolve("lists").toString());
        assertThat(revoked.out()).contains("data was found");
        Path list;
        try (Stream<Path> lists = Files.list(folder.resolve("lists"))) {
            list = lists.findFirst().orElseThrow();
        }
        Run refused = run(
                sceptic(),
                4,
                "verify",
                certificate.toString(),
                "--trust",
                trust.toString(),
                "--status",
                list.toString());
        assertThat(refused.err()).contains("REVOKED");
        assertThat(run(
                                sceptic(),
                                4,
                                "verify",
                                paper.toString(),
                                "--trust",
                                trust.toString(),
                                "--status",
                                list.toString())
                        .err())
                .contains("REVOKED");
        Run fresh = run(
                sceptic(),
                0,
                "verify",
                out(".certificate.json").getLast().toString(),
                "--trust",
                trust.toString(),
                "--status",
                list.toString(),
                "--status-age",
                "1h");
        assertThat(fresh.out()).contains("this list was not made before");
        requireSoundLog();
    }

    @Test
    void aReceiptMadeOfflineIsCertifiedLaterAndNeverTwice() throws Exception {
        String log = log();
        WitnessPlace a = witness("a", log);
        WitnessPlace other = witness("other", log);
        Path policy = policy("all", a, other);
        Run _ = run(station(), 0, "witnesses", "--set", policy.toString());
        a.stop();
        other.stop();

        assertThat(erase(0).out()).contains("\"state\":\"pending\"", "\"answer\":\"unreachable\"");
        assertThat(out(".certificate.json")).isEmpty();
        Run _ = run(
                sceptic(),
                0,
                "verify",
                out(".receipt.json").getFirst().toString(),
                "--trust",
                exported().toString());
        a.startAgain();
        assertThat(run(station(), 2, "certify", "--all", "--witness-seconds", "60")
                        .out())
                .contains("a.example: cosigned", "other.example: unreachable");
        assertThat(out(".certificate.json")).isEmpty();
        other.startAgain();
        Run _ = run(station(), 0, "certify", "--all");
        Path certificate = out(".certificate.json").getFirst();
        byte[] before = Files.readAllBytes(certificate);
        Run _ = run(station(), 0, "certify", out(".receipt.json").getFirst().toString());
        assertThat(run(station(), 0, "certify", "--all").err()).contains("no receipt waits");
        assertThat(Files.readAllBytes(certificate)).isEqualTo(before);
        Run _ = run(
                sceptic(),
                0,
                "verify",
                certificate.toString(),
                "--trust",
                exported().toString());
    }

    /** Waits until the code stands on the terminal of script(1), and types it there. */
    private static final String TYPIST = "said=\"$0\";"
            + " typed() { for _ in $(seq 600); do"
            + " code=$(grep -o 'one-time code [0-9]\\{6\\}' \"$said\" 2>/dev/null | head -1 | tail -c 7);"
            + " if [ -n \"$code\" ]; then echo \"$code\"; sleep 1; return; fi; sleep 0.1; done; };"
            + " typed | script -qefc \"$*\" \"$said\" > /dev/null";

    /** At a real terminal; elsewhere the code is refused, and shown nowhere. */
    @Test
    void whoStandsByTypesTheCodeThatTheTerminalShows() throws Exception {
        WitnessPlace a = witness("a", log());
        Run _ = run(station(), 0, "witnesses", "--set", policy("all", a).toString());
        Run _ = erase(0);
        Path certificate = out(".certificate.json").getFirst();
        Path signed = folder.resolve("signed.certificate.json");
        String[] asked = {"countersign", certificate.toString(), "--as", "owner", "--code", "--out", signed.toString()};

        assertThat(run(station(), 3, asked).err()).contains("CODE_TERMINAL").doesNotContainPattern("code [0-9]{6}");
        assertThat(signed).doesNotExist();

        Path said = folder.resolve("said");
        Run run = station().under("bash", "-c", TYPIST, said.toString()).run(asked);

        assertThat(run.exitCode()).as("%s\n%s", run, Files.readString(said)).isZero();
        assertThat(run(station(), 0, "verify", signed.toString()).out())
                .contains("owner: the station says that somebody at the counter typed the one-time code, and no more");
    }

    /** Who holds a certificate shows a buyer the device and no more, without the station and without a network. */
    @Test
    void aBuyerIsShownLessAndCanCheckItAllTheSame() throws Exception {
        WitnessPlace a = witness("a", log());
        Run _ = run(station(), 0, "witnesses", "--set", policy("all", a).toString());
        Run _ = run(
                station(),
                0,
                Erasure.of(folder.resolve("out"), image())
                        .with("--asset", "li-wei-4711")
                        .arguments());
        Path trust = exported();
        Path paper = out(".certificate.pdf").getFirst();
        Path whole = folder.resolve("whole.certificate.json");
        Run _ = run(
                station(),
                0,
                "countersign",
                out(".certificate.json").getFirst().toString(),
                "--as",
                "owner",
                "--out",
                whole.toString());
        Path copy = folder.resolve("buyer.certificate.json");
        Path page = folder.resolve("buyer.certificate.pdf");

        Run made =
                run(sceptic(), 0, "present", whole.toString(), "--out", copy.toString(), "--trust", trust.toString());

        assertThat(made.out())
                .contains(
                        "left out: how it was erased",
                        "left out: the label that is stuck on the device",
                        "left out: who stood by")
                .contains("two who compare their copies");
        assertThat(readable(whole)).contains("li-wei-4711", "asserted", "durationMillis");
        assertThat(readable(copy)).contains("disk.img").doesNotContain("li-wei-4711", "asserted", "durationMillis");
        assertThat(run(sceptic(), 2, "verify", copy.toString(), "--trust", trust.toString())
                        .out())
                .contains("witnessed by a.example", "does not show how it was erased");
        assertThat(run(sceptic(), 3, "present", copy.toString(), "--show", "work", "--out", page.toString())
                        .err())
                .contains("NOT_SHOWN");
        Run _ = run(
                sceptic(),
                0,
                "present",
                paper.toString(),
                "--show",
                "work",
                "--out",
                folder.resolve("second.certificate.json").toString(),
                "--paper",
                page.toString(),
                "--trust",
                trust.toString());
        assertThat(run(sceptic(), 0, "verify", page.toString(), "--trust", trust.toString())
                        .out())
                .contains("the same to the byte");
        assertThat(readable(page)).contains("durationMillis").doesNotContain("li-wei-4711");
        assertThat(readable(paper)).contains("li-wei-4711");
        assertThat(run(sceptic(), 3, "present", whole.toString(), "--show", "work", "--out", copy.toString())
                        .err())
                .contains("FILE_EXISTS");
    }

    /** The text of a file, and what the longer words in it say that are base64url. */
    private static String readable(Path file) throws IOException {
        StringBuilder out = new StringBuilder(Files.readString(file, StandardCharsets.ISO_8859_1));
        Matcher word = Pattern.compile("[A-Za-z0-9_-]{24,}").matcher(out.toString());
        while (word.find()) {
            String text = word.group();
            int whole = text.length() - (text.length() % 4 == 1 ? 1 : 0);
            out.append(new String(Base64.getUrlDecoder().decode(text.substring(0, whole)), StandardCharsets.UTF_8));
        }
        return out.toString();
    }

    /** Each changed byte is refused, wherever in the paper it is. */
    private void requireNoByteCanBeChanged(Path paper, Path trust) throws IOException {
        byte[] bytes = Files.readAllBytes(paper);
        Random random = new Random(20261125);
        List<String> arguments = new ArrayList<>(List.of("verify", "--trust", trust.toString()));
        for (int i = 0; i < 60; i++) {
            byte[] changed = bytes.clone();
            changed[random.nextInt(bytes.length)] ^= (byte) (1 << random.nextInt(8));
            arguments.add(Files.write(folder.resolve("changed-" + i + ".certificate.pdf"), changed)
                    .toString());
        }
        arguments.add("--json");
        Run refused = run(sceptic(), 4, arguments.toArray(String[]::new));
        assertThat(refused.out().split("does-not-verify", -1)).hasSize(61);
    }

    /** Witnesses that the operator has made up convince nobody who has a list with others in it. */
    @Test
    void sockPuppetsAreWitnessesToNobody() throws Exception {
        String log = log();
        WitnessPlace honest = witness("honest", log);
        WitnessPlace puppet = witness("puppet", log);
        Run _ = run(station(), 0, "witnesses", "--set", policy("all", honest).toString());
        Path theRealList = Files.copy(exported(), folder.resolve("real.trust"));
        Run _ = run(station(), 0, "witnesses", "--set", policy("all", puppet).toString());
        assertThat(erase(0).out()).contains("\"state\":\"certified\"", "puppet.example");
        String certificate = out(".certificate.json").getFirst().toString();
        assertThat(run(sceptic(), 4, "verify", certificate, "--trust", theRealList.toString())
                        .err())
                .contains("WITNESS_UNKNOWN");
        // A puppet under an honest witness's name and address: what it signs is not by the key that was named.
        String line = honest.line();
        Files.writeString(
                folder.resolve("policy.txt"),
                line.substring(0, line.indexOf("http"))
                        + puppet.line().substring(puppet.line().indexOf("http")) + "quorum honest\n");
        Run _ = run(
                station(), 0, "witnesses", "--set", folder.resolve("policy.txt").toString());
        Files.delete(out(".certificate.json").getFirst());
        Files.delete(out(".certificate.pdf").getFirst());
        assertThat(run(station(), 2, "certify", out(".receipt.json").getFirst().toString())
                        .out())
                .contains("unbelievable");
        assertThat(out(".certificate.json")).isEmpty();
    }

    /** An older copy of the station, whose witnesses remember more than it does. */
    @Test
    void aStationThatWasTakenBackGetsNoCertificate() throws Exception {
        WitnessPlace a = witness("a", log());
        Run _ = run(station(), 0, "witnesses", "--set", policy("all", a).toString());
        assertThat(new ProcessBuilder(
                                "cp",
                                "-a",
                                folder.resolve("station").toString(),
                                folder.resolve("old").toString())
                        .start()
                        .waitFor())
                .isZero();
        assertThat(erase(0).out()).contains("\"state\":\"certified\"");
        // In the copy nothing can tell; the witness can.
        Run second = run(
                new Program(folder.resolve("old")),
                0,
                Erasure.of(folder.resolve("out2"), image()).arguments());
        assertThat(second.out()).contains("\"state\":\"pending\"").doesNotContain("certified");
        assertThat(second.out()).containsPattern("\"answer\":\"(ahead|refused-422)\"");
    }

    /** What is done at the n-th call of a thread. */
    record Blow(String call, int nth) {}

    static Stream<Blow> all() {
        return Stream.of("fsync,fdatasync", "rename,renameat,renameat2", "link,linkat", "sendto,write")
                .flatMap(call -> IntStream.rangeClosed(1, call.startsWith("link") ? 2 : 24)
                        .mapToObj(nth -> new Blow(call, nth)));
    }

    /** One of each of them that put something on disk; the whole is for long runs. */
    static Stream<Blow> some() {
        return Stream.of(
                new Blow("fsync,fdatasync", 9), new Blow("rename,renameat,renameat2", 4), new Blow("link,linkat", 1));
    }

    @Test
    void aStationKilledAtAFewPointsStillGetsItsCertificate() throws Exception {
        survive(some().toList());
    }

    @Tag("long")
    @Test
    void aStationKilledAtAnyPointStillGetsItsCertificate() throws Exception {
        survive(all().toList());
    }

    /** One station takes all blows one after the other; witnesses must never see its log fork or shrink. */
    private void survive(List<Blow> blows) throws Exception {
        WitnessPlace a = witness("a", log());
        Run _ = run(station(), 0, "witnesses", "--set", policy("all", a).toString());
        int fell = 0;
        for (Blow blow : blows) {
            Run erased = run(
                    station(),
                    0,
                    Erasure.of(folder.resolve("out"), image())
                            .with("--witness-seconds", "0")
                            .arguments());
            Path receipt = erased.result().receipt();
            Run killed = station()
                    .under(
                            "strace",
                            "-f",
                            "-qq",
                            "-o",
                            folder.resolve("trace").toString(),
                            "-e",
                            "trace=" + blow.call,
                            "-e",
                            "inject=" + blow.call + ":signal=KILL:when=" + blow.nth)
                    .run("certify", "--all");
            fell += killed.exitCode() == 0 ? 0 : 1;
            Path certificate = Path.of(receipt.toString().replace(".receipt.json", ".certificate.json"));
            Run _ = run(station(), 0, "certify", "--all");
            Run verified = run(
                    sceptic(),
                    0,
                    "verify",
                    certificate.toString(),
                    "--trust",
                    exported().toString());
            assertThat(verified.out()).as("%s", blow).contains("witnessed by a.example");
            requireSoundLog();
        }
        System.out.println(fell + " of " + blows.size() + " blows ended the station");
        assertThat(fell).isPositive();
    }
}
