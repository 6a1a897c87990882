package org.wangchuan.witness.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.wangchuan.proof.VerificationException;
import org.wangchuan.proof.cosign.Cosigner;
import org.wangchuan.proof.issue.TrustListIssuer;
import org.wangchuan.proof.key.SigningKey;
import org.wangchuan.proof.note.NoteSigner;
import org.wangchuan.proof.trust.SignedTrustList;
import org.wangchuan.proof.trust.TrustList;

class TrustDraftTest {
    private static final int MUTATIONS = 500;

    @TempDir
    Path folder;

    private final SigningKey logSecret = SigningKey.generate();
    private final NoteSigner log = new NoteSigner("log.example/1", logSecret);
    private final String rolledOver =
            new NoteSigner("log.example/1", SigningKey.generate()).verifierKey().toString();
    private final String otherLog = new NoteSigner("other.example/1", SigningKey.generate())
            .verifierKey()
            .toString();
    private final String a = SigningKey.generate().publicKey().base64Url();
    private final String b = SigningKey.generate().publicKey().base64Url();
    private final Cosigner witness = new Cosigner("w.example", SigningKey.generate());
    private final Cosigner before = new Cosigner("before.example", SigningKey.generate());

    @BeforeEach
    void writePolicies() throws IOException {
        policy("policy.txt", "witness w " + witness.key() + " https://w.example\nquorum w\n");
        policy("old policy.txt", "witness old " + before.key() + "\nquorum old\n");
        policy("none.txt", "quorum none\n");
        policy("crlf.txt", "witness w " + witness.key() + "\r\nquorum w\r\n");
        policy("log.txt", "log " + log.verifierKey() + "\nwitness w " + witness.key() + "\nquorum w\n");
        policy("own.txt", "witness own " + new Cosigner("own.example", logSecret).key() + "\nquorum own\n");
    }

    private void policy(String name, String text) throws IOException {
        Files.writeString(folder.resolve(name), text);
    }

    /** Words in braces are names of keys. */
    private String filled(String text) {
        return text.replace("{log}", log.verifierKey().toString())
                .replace("{rolled}", rolledOver)
                .replace("{other}", otherLog)
                .replace("{a}", a)
                .replace("{b}", b);
    }

    private TrustDraft read(String text) throws IOException, ConfigException {
        Path file = folder.resolve("draft.txt");
        Files.writeString(file, filled(text));
        return TrustDraft.read(file);
    }

    @Test
    void aShortDraftIsAListOfOneStation() throws Exception {
        TrustDraft draft = read("operator Example Recycling\nlog {log}\nstation {a} from 0\n");
        assertThat(draft.operators()).hasSize(1);
        TrustList.Operator operator = draft.operators().getFirst();
        assertThat(operator.name()).isEqualTo("Example Recycling");
        assertThat(operator.logKeys()).containsExactly(log.verifierKey());
        assertThat(operator.stations().getFirst().key().base64Url()).isEqualTo(a);
        assertThat(operator.stations().getFirst().range()).isEqualTo("[0, ∞)");
        assertThat(draft.witnessPolicy()).isEmpty();
        assertThat(draft.offlineSecondsMax()).isEqualTo(TrustList.OFFLINE_SECONDS_DEFAULT);
    }

    @Test
    void aLongDraftSaysAllThatAListCan() throws Exception {
        TrustDraft draft =
                read("""
                # for everybody
                offline-hours 24
                witnesses policy.txt

                operator 示例再生资源有限公司
                log {log}
                  log\t{rolled}
                station {a} from 0 until 120
                station {a} \t from 4711
                station {b} from 7
                earlier-witnesses old policy.txt until 1200
                earlier-witnesses none until 1300
                # and another
                operator Other
                log {other}
                station MINE from 0
                """.replace("MINE", SigningKey.generate().publicKey().base64Url()));
        assertThat(draft.offlineSecondsMax()).isEqualTo(Duration.ofHours(24).toSeconds());
        assertThat(draft.witnessPolicy()).contains("w.example");
        assertThat(draft.policies()).hasSize(2);
        TrustList.Operator first = draft.operators().getFirst();
        assertThat(first.name()).isEqualTo("示例再生资源有限公司");
        assertThat(first.logKeys()).hasSize(2);
        assertThat(first.stations().stream().map(TrustList.Station::range))
                .containsExactly("[0, 120)", "[4711, ∞)", "[7, ∞)");
        TrustList list = list(draft);
        assertThat(list.policyAt(first, 1199).orElseThrow().witnesses()).containsExactly(before.key());
        assertThat(list.policyAt(first, 1200)).isEmpty();
        assertThat(list.policyAt(first, 1300).orElseThrow().witnesses()).containsExactly(witness.key());
        assertThat(list.policyAt(draft.operators().getLast(), 0).orElseThrow().witnesses())
                .containsExactly(witness.key());
    }

    private static TrustList list(TrustDraft draft) {
        return draft.toList(1, 1, new NoteSigner("t.example", SigningKey.generate()).verifierKey());
    }

    /** Lines are joined by a slash with blanks around it. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "colour blue | 1 | operator, log, station",
                "operator | 1 | a word and its value",
                "log {log} | 1 | a line operator above the first log",
                "station {a} from 0 | 1 | a line operator above the first station",
                "earlier-witnesses none until 5 | 1 | a line operator above",
                "operator A / log nobody | 2 | a log's key",
                "operator A / log {log} / log {log} | 3 | each key of a log once",
                "operator A / log {log} / log {other} | 3 | keys of the operator's one log",
                "operator A / log {log} / station {log} from 0 | 3 | trust station-key",
                "operator A / log {log} / station {a} | 3 | KEY from INDEX",
                "operator A / log {log} / station {a} to 7 | 3 | KEY from INDEX",
                "operator A / log {log} / station {a} from 7 to 9 | 3 | KEY from INDEX",
                "operator A / log {log} / station {a} from 7 until 9 10 | 3 | KEY from INDEX",
                "operator A / log {log} / station {a} from -1 | 3 | a number from 0 to 9007199254740991",
                "operator A / log {log} / station {a} from 007 | 3 | a number from 0",
                "operator A / log {log} / station {a} from 9007199254740992 | 3 | a number from 0",
                "operator A / log {log} / station {a} from 99999999999999999999 | 3 | a number from 0",
                "operator A / log {log} / station {a} from ７ | 3 | a number from 0",
                "operator A / log {log} / station {a} from 7 until 7 | 3 | an index above 7",
                "operator A / log {log} / station {a} from 7 until 6 | 3 | an index above 7",
                "operator A / log {log} / station {a} from 0 / station {a} from 0 | 4 | don't overlap",
                "operator A / log {log} / station {a} from 0 until 9 / station {b} from 3 / station {a} from 8 | 5 | don't overlap",
                "operator A / log {log} / station {a} from 9 / station {a} from 0 until 10 | 4 | don't overlap",
                "operator A / log {log} / station {a} from 0 / operator B / log {other} / station {a} from 9 | 6 | each station with one operator",
                "operator A / log {log} / station {a} from 0 / operator B / log {rolled} / station {b} from 9 | 5 | each log with one operator",
                "operator A / log {log} / station {a} from 0 / operator A | 4 | each operator once",
                "operator A\u200bB / log {log} | 1 | name that prints on one line",
                "operator A / station {a} from 0 | 1 | a line log",
                "operator A / log {log} / operator B / log {other} / station {b} from 0 | 1 | a line station",
                "operator A / log {log} / station {a} from 0 / witnesses policy.txt | 4 | above the first operator",
                "operator A / log {log} / station {a} from 0 / offline-hours 7 | 4 | above the first operator",
                "witnesses policy.txt / witnesses policy.txt | 2 | one line witnesses",
                "offline-hours 7 / offline-hours 7 | 2 | one line offline-hours",
                "offline-hours 0 | 1 | a number from 1 to 8784",
                "offline-hours 8785 | 1 | a number from 1 to 8784",
                "offline-hours 1.5 | 1 | a number from 1 to 8784",
                "witnesses missing.txt | 1 | a file that can be read",
                "witnesses . | 1 | a regular file",
                "witnesses none.txt | 1 | asks for at least one witness",
                "witnesses log.txt | 1 | no log lines",
                "witnesses crlf.txt | 1 | no control characters",
                "witnesses draft.txt | 1 | log, witness, group or quorum",
                "witnesses own.txt / operator A / log {log} / station {a} from 0 | 1 | nobody's log or station",
                "operator A / log {log} / station {a} from 0 / earlier-witnesses own.txt until 5 | 4 | nobody's log or station",
                "operator A / earlier-witnesses policy.txt | 2 | FILE until SIZE",
                "operator A / earlier-witnesses policy.txt until 0 | 2 | a number from 1",
                "operator A / earlier-witnesses none until 5 / earlier-witnesses none until 5 | 3 | a number from 6",
                "operator A / earlier-witnesses missing.txt until 5 | 2 | a file that can be read",
            })
    void mistakesAreNamedWithTheirLine(String text, int line, String expected) {
        assertThatThrownBy(() -> read(text.replace(" / ", "\n") + "\n"))
                .isInstanceOfSatisfying(ConfigException.class, e -> {
                    assertThat(e.where()).containsPattern("draft\\.txt line " + line + "\\b");
                    assertThat(e.expected()).contains(expected);
                    assertThat(e.found()).isNotEmpty();
                });
    }

    @Test
    void aPolicyIsNamedWithItsOwnLineToo() {
        assertThatThrownBy(() -> read("witnesses crlf.txt\n")).hasMessageContaining("crlf.txt");
        assertThatThrownBy(() -> read("\nwitnesses draft.txt\n"))
                .hasMessageContaining("draft.txt line 2, ")
                .hasMessageContaining("policy line 2");
    }

    @Test
    void anEmptyDraftIsNoList() {
        assertThatThrownBy(() -> read("# nothing\n")).hasMessageContaining("a line operator");
        assertThatThrownBy(() -> read("")).hasMessageContaining("a newline at the end");
    }

    @Test
    void whatIsNoTextIsNamedWithItsLine() throws Exception {
        String sound = filled("operator 甲\nlog {log}\nstation {a} from 0\n");
        refused(sound.replace("\n", "\r\n").getBytes(StandardCharsets.UTF_8), "line 1", "carriage return");
        refused(sound.getBytes(Charset.forName("GBK")), "line 1", "UTF-8");
        refused(sound.getBytes(StandardCharsets.UTF_16), "line 1", "UTF-8");
        refused((sound + "# \0\n").getBytes(StandardCharsets.UTF_8), "line 4", "U+0000");
        refused((sound + "# \u007f\n").getBytes(StandardCharsets.UTF_8), "line 4", "U+007F");
        byte[] binary = new byte[10_000];
        new Random(7).nextBytes(binary);
        refused(binary, "line 1", "UTF-8");
        refused(new byte[10_000], "draft.txt", "found");
        byte[] torn = (sound + "#\n#\u00e9").getBytes(StandardCharsets.UTF_8);
        refused(Arrays.copyOf(torn, torn.length - 1), "draft.txt", "found");
    }

    @Test
    void whatIsTooLargeIsRefusedUnread() throws Exception {
        refused("#\n".repeat(5 << 20).getBytes(StandardCharsets.UTF_8), "draft.txt", "at most 1048576 bytes");
        policy("large.txt", "#\n".repeat(5 << 20));
        assertThatThrownBy(() -> read("witnesses large.txt\n"))
                .hasMessageContaining("line 1, ")
                .hasMessageContaining("at most 262144 bytes");
    }

    /** Each line is short, and what it names need not be. */
    @Test
    void policiesAreBoundedInAll() throws Exception {
        policy("long.txt", "#" + "x".repeat(200_000) + "\nwitness w " + witness.key() + "\nquorum w\n");
        StringBuilder text = new StringBuilder("operator A\nlog {log}\nstation {a} from 0\n");
        for (int i = 1; i <= 6; i++) {
            text.append("earlier-witnesses long.txt until ").append(i).append('\n');
        }
        assertThatThrownBy(() -> read(text.toString()))
                .hasMessageContaining("line 8: ")
                .hasMessageContaining("in all");
    }

    @Test
    void earlierWitnessesAreBounded() {
        StringBuilder text = new StringBuilder("operator A\nlog {log}\nstation {a} from 0\n");
        for (int i = 1; i <= 257; i++) {
            text.append("earlier-witnesses none until ").append(i).append('\n');
        }
        assertThatThrownBy(() -> read(text.toString())).hasMessageContaining("line 260");
    }

    @Test
    void whatIsFoundIsCutOff() {
        assertThatThrownBy(() -> read("x".repeat(100_000) + " y\n"))
                .isInstanceOfSatisfying(
                        ConfigException.class, e -> assertThat(e.found()).hasSizeLessThan(300));
    }

    /** Whatever the draft, it is refused with a place, or makes a list that others can read. */
    @Test
    void aDraftIsRefusedOrMakesAList() throws Exception {
        long seed = new Random().nextLong();
        Random random = new Random(seed);
        String sound = filled("""
                offline-hours 24
                witnesses policy.txt
                operator A
                log {log}
                station {a} from 0 until 120
                station {a} from 120
                earlier-witnesses old policy.txt until 12
                operator B
                log {other}
                station {b} from 7
                """);
        int read = 0;
        for (int i = 0; i < MUTATIONS; i++) {
            byte[] bytes = mutated(sound, random);
            Path file = Files.write(folder.resolve("draft.txt"), bytes);
            try {
                requireReadable(TrustDraft.read(file));
                read++;
            } catch (ConfigException e) {
                assertThat(e.where()).as("seed %d, round %d", seed, i).contains("draft.txt");
            } catch (RuntimeException | VerificationException e) {
                throw new AssertionError("seed " + seed + ", round " + i, e);
            }
        }
        assertThat(read).as("seed %d", seed).isBetween(1, MUTATIONS - 1);
    }

    private static byte[] mutated(String sound, Random random) {
        String[] lines = sound.split("\n");
        int one = random.nextInt(lines.length);
        int other = random.nextInt(lines.length);
        switch (random.nextInt(4)) {
            case 0 -> lines[one] = lines[other];
            case 1 -> {
                String line = lines[one];
                lines[one] = lines[other];
                lines[other] = line;
            }
            case 2 -> lines[one] = "";
            default -> lines[one] = lines[one].replace('2', (char) ('0' + random.nextInt(10)));
        }
        byte[] bytes = (String.join("\n", lines) + "\n").getBytes(StandardCharsets.UTF_8);
        if (random.nextBoolean()) {
            bytes[random.nextInt(bytes.length)] = (byte) random.nextInt(256);
        }
        return bytes;
    }

    private static void requireReadable(TrustDraft draft) throws VerificationException {
        NoteSigner signer = new NoteSigner("t.example", SigningKey.generate());
        TrustList list = draft.toList(1, 1, signer.verifierKey());
        assertThat(SignedTrustList.parse(TrustListIssuer.sign(list, signer).toBytes())
                        .list())
                .isEqualTo(list);
    }

    private void refused(byte[] bytes, String where, String words) throws IOException {
        Path file = Files.write(folder.resolve("draft.txt"), bytes);
        assertThatThrownBy(() -> TrustDraft.read(file))
                .isInstanceOfSatisfying(
                        ConfigException.class,
                        e -> assertThat(e).hasMessageContaining(where).hasMessageContaining(words));
    }
}
