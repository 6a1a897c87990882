package org.wangchuan.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
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
import org.wangchuan.acceptance.program.ServerPlace;
import org.wangchuan.acceptance.program.WitnessPlace;

/**
 * Two stations of one operator, its log with two witnesses, and somebody who believes none of them but a list: all real
 * processes, HTTP on loopback.
 */
@Tag("slow")
@Timeout(900)
class ItJoinsAnOperatorsLogTest {
    private static final int IMAGE_BYTES = 1 << 20;

    @TempDir
    Path folder;

    private final List<WitnessPlace> witnesses = new ArrayList<>();
    private final StringBuilder draft = new StringBuilder();
    private String logKey = "";
    private ServerPlace log;

    @BeforeEach
    void makeTheOperator() throws Exception {
        for (String station : List.of("one", "two")) {
            try (RandomAccessFile image = new RandomAccessFile(image(station).toFile(), "rw")) {
                image.setLength(IMAGE_BYTES);
            }
        }
        Program operator = program("operator");
        logKey = run(operator, 0, "log", "new-key", file("log.key"), "--name", "log.example/1")
                .out()
                .strip();
        witnesses.add(new WitnessPlace(folder, "ngo", logKey));
        witnesses.add(new WitnessPlace(folder, "regulator", logKey));
        Path policy =
                WitnessPlace.policy(folder.resolve("policy.txt"), "all", witnesses.getFirst(), witnesses.getLast());
        Run _ = run(operator, 0, "trust", "new-key", file("trust.key"), "--name", "trust.example");
        draft.append("witnesses ")
                .append(policy)
                .append("\noperator 忘川回收\nlog ")
                .append(logKey)
                .append('\n');
        String stations = "";
        for (String station : List.of("one", "two")) {
            // The log is not there yet: joining needs nobody but the station.
            String said = run(program(station), 0, "log", "join", "http://127.0.0.1:9")
                    .out();
            List<String> lines = said.lines()
                    .map(String::strip)
                    .filter(line -> line.startsWith("station "))
                    .toList();
            assertThat(lines).hasSize(2);
            stations += lines.getFirst() + "\n";
            draft.append(lines.getLast()).append('\n');
        }
        Files.writeString(
                folder.resolve("log.conf"),
                "key log.key\nfolder log\nlisten 127.0.0.1:0\ninterval 50\nwitnesses policy.txt\ncosign-every 200\n"
                        + stations);
        Run _ = run(operator, 0, "log", "serve", "--append", file("log.conf"), "--validate");
        log = new ServerPlace(folder, "log", folder.resolve("log.conf"), "log", "serve", "--append", file("log.conf"));
        sign();
        for (String station : List.of("one", "two")) {
            Run _ = run(program(station), 0, "log", "join", log.address());
        }
    }

    @AfterEach
    void stop() throws IOException {
        log.stop();
        for (WitnessPlace witness : witnesses) {
            witness.stop();
        }
    }

    private Program program(String name) throws IOException {
        return new Program(folder.resolve(name));
    }

    private String file(String name) {
        return folder.resolve(name).toString();
    }

    private Path image(String station) {
        return folder.resolve(station + ".img");
    }

    private void sign() throws IOException {
        Files.writeString(folder.resolve("draft.txt"), draft);
        Run _ = run(
                program("operator"),
                0,
                "trust",
                "sign",
                file("draft.txt"),
                "--key",
                file("trust.key"),
                "--out",
                file("operator.trust"));
    }

    private static Run run(Program program, int exit, String... arguments) throws IOException {
        Run run = program.run(arguments);
        assertThat(run.exitCode()).as("%s", run).isEqualTo(exit);
        return run;
    }

    private void trust(String who) throws IOException {
        Run _ = run(program(who), 0, "trust", "import", file("operator.trust"));
    }

    private Run erase(String station) throws IOException {
        return run(
                program(station),
                0,
                Erasure.of(folder.resolve("out-" + station), image(station)).arguments());
    }

    private List<Path> out(String station, String ending) throws IOException {
        try (Stream<Path> files = Files.list(folder.resolve("out-" + station))) {
            return files.filter(file -> file.toString().endsWith(ending))
                    .sorted()
                    .toList();
        }
    }

    private void requireSoundLog() throws IOException {
        Run _ = run(program("sceptic"), 0, "log", "fsck", file("log"), "--key", logKey);
        Run _ = run(program("sceptic"), 0, "log", "fsck", log.address(), "--key", logKey);
    }

    @Test
    void twoStationsGetTheirCertificatesFromOneWitnessedLog() throws Exception {
        // Before anybody has a list, the receipt waits.
        assertThat(erase("one").out()).contains("\"state\":\"pending\"", "\"reason\":\"no-list\"");
        trust("one");
        trust("two");
        assertThat(run(program("one"), 0, "log", "join").out()).contains("忘川回收", "log.example/1", "trust.example");
        Run _ = run(program("one"), 0, "certify", "--all");
        assertThat(erase("two").out()).contains("\"state\":\"certified\"", "ngo.example", "regulator.example");
        assertThat(erase("one").out()).contains("\"state\":\"certified\"");

        trust("sceptic");
        for (Path certificate : Stream.concat(
                        out("one", ".certificate.json").stream(), out("two", ".certificate.pdf").stream())
                .toList()) {
            assertThat(run(program("sceptic"), 0, "verify", certificate.toString())
                            .out())
                    .contains("忘川回收", "witnessed by ngo.example, regulator.example", "not revoked as of");
            assertThat(run(program("nobody"), 5, "verify", certificate.toString())
                            .out())
                    .contains("not in the trust list");
            // The station's own list knows it in its own log only, and leaves this to the operator's.
            assertThat(run(program("two"), 0, "verify", certificate.toString()).out())
                    .contains("忘川回收");
        }
        // Its second certificate names what it had seen of the operator's log.
        assertThat(run(
                                program("sceptic"),
                                0,
                                "verify",
                                out("one", ".certificate.json").getLast().toString())
                        .out())
                .contains("witnesses prove that it was made between");
        // The receipt is from the station's own log: the station can check it, others wait for the certificate.
        String receipt = out("one", ".receipt.json").getFirst().toString();
        Run _ = run(program("one"), 0, "verify", receipt);
        assertThat(run(program("sceptic"), 5, "verify", receipt).out()).contains("not in the trust list");
        requireSoundLog();

        // Taken back: the list is under the operator's log too.
        Run _ = run(
                program("one"),
                0,
                "revoke",
                out("one", ".certificate.json").getFirst().toString(),
                "--reason",
                "data-found",
                "--out",
                file("lists"));
        String list;
        try (Stream<Path> lists = Files.list(folder.resolve("lists"))) {
            list = lists.findFirst().orElseThrow().toString();
        }
        assertThat(run(
                                program("sceptic"),
                                4,
                                "verify",
                                out("one", ".certificate.json").getFirst().toString(),
                                "--status",
                                list)
                        .err())
                .contains("REVOKED");

        // A stolen station: its key ends where the log is now, and its own log convinces nobody who knows that.
        String size = sizeOfLog();
        String key = run(program("two"), 0, "trust", "station-key").out().strip();
        String changed = draft.toString().replace(key + " from 0", key + " from 0 until " + size);
        draft.setLength(0);
        draft.append(changed);
        sign();
        trust("sceptic");
        Run _ = run(
                program("sceptic"),
                0,
                "verify",
                out("two", ".certificate.json").getFirst().toString());
        assertThat(erase("two").out()).contains("\"state\":\"certified\""); // by the older list, which it still has
        assertThat(run(
                                program("sceptic"),
                                4,
                                "verify",
                                out("two", ".certificate.json").getLast().toString())
                        .err())
                .contains("KEY_ENDED");
        Files.writeString(
                folder.resolve("two.trust"),
                run(program("two"), 0, "trust", "export").out());
        Run _ = run(program("sceptic"), 0, "trust", "import", file("two.trust"));
        assertThat(run(
                                program("sceptic"),
                                4,
                                "verify",
                                out("two", ".receipt.json").getLast().toString())
                        .err())
                .contains("LOG_UNKNOWN");
    }

    private String sizeOfLog() throws IOException {
        return Files.readAllLines(folder.resolve("log/checkpoint")).get(1);
    }

    @Test
    void whateverIsAwayReceiptsAreGivenAndCertifiedLater() throws Exception {
        trust("one");
        trust("sceptic");
        log.stop();
        assertThat(erase("one").out()).contains("\"state\":\"pending\"", "\"reason\":\"operator\"");
        Run _ = run(
                program("one"),
                0,
                "verify",
                out("one", ".receipt.json").getFirst().toString());
        log.startAgain();
        witnesses.getFirst().stop();
        assertThat(run(program("one"), 2, "certify", "--all", "--witness-seconds", "3")
                        .out())
                .contains("shows no checkpoint with it");
        assertThat(out("one", ".certificate.json")).isEmpty();
        log.awaitSaid("not published", "ngo.example");
        witnesses.getFirst().startAgain();
        Run _ = run(program("one"), 0, "certify", "--all", "--witness-seconds", "60");
        Run _ = run(
                program("sceptic"),
                0,
                "verify",
                out("one", ".certificate.json").getFirst().toString());

        // Gone back to its own log it has no witnesses; joined again it goes on.
        Run _ = run(program("one"), 0, "log", "join", "--leave");
        assertThat(erase("one").out()).contains("\"reason\":\"no-policy\"");
        Run _ = run(program("one"), 0, "log", "join", log.address());
        Run _ = run(program("one"), 0, "certify", "--all");
        requireSoundLog();
    }

    /** An operator that takes its log back to an older state: witnesses and stations have seen more. */
    @Test
    @Tag("long")
    void aLogThatWasTakenBackGivesNoCertificate() throws Exception {
        trust("one");
        assertThat(erase("one").out()).contains("\"state\":\"certified\"");
        log.stop();
        copy("log", "older");
        log.startAgain();
        assertThat(erase("one").out()).contains("\"state\":\"certified\"");
        log.stop();
        Files.move(folder.resolve("log"), folder.resolve("newer"));
        copy("older", "log");
        log.startAgain();
        assertThat(erase("one").out()).contains("\"state\":\"pending\"").doesNotContain("certified");
        // Witnesses of its own making would not help: what the station saw was another log.
        assertThat(log.said()).contains("taken back to an older state");
    }

    private void copy(String from, String to) throws Exception {
        assertThat(new ProcessBuilder("cp", "-a", file(from), file(to)).start().waitFor())
                .isZero();
    }

    /** A station that is killed anywhere in certifying still gets its certificate, and merges nothing twice. */
    @Test
    @Tag("long")
    void aStationKilledAtAFewPointsStillGetsItsCertificate() throws Exception {
        trust("one");
        trust("sceptic");
        int fell = 0;
        String[] calls = {"fsync,fdatasync", "rename,renameat,renameat2", "sendto,write", "link,linkat"};
        for (int i = 0; i < 4; i++) {
            String call = calls[i % calls.length];
            Run _ = run(
                    program("one"),
                    0,
                    Erasure.of(folder.resolve("out-one"), image("one"))
                            .with("--witness-seconds", "0")
                            .arguments());
            Run killed = program("one")
                    .under(
                            "strace",
                            "-f",
                            "-qq",
                            "-o",
                            file("trace"),
                            "-e",
                            "trace=" + call,
                            "-e",
                            "inject=" + call + ":signal=KILL:when=" + (2 + i))
                    .run("certify", "--all");
            fell += killed.exitCode() == 0 ? 0 : 1;
            Run _ = run(program("one"), 0, "certify", "--all");
            Run _ = run(
                    program("sceptic"),
                    0,
                    "verify",
                    out("one", ".certificate.json").getLast().toString());
        }
        assertThat(fell).isPositive();
        requireSoundLog();
        long signed;
        try (Stream<Path> statements = Files.list(folder.resolve("one/statements"))) {
            signed = statements.count();
        }
        assertThat(sizeOfLog()).isEqualTo(signed + "");
    }
}
