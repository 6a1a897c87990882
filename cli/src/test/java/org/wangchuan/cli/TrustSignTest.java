package org.wangchuan.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.wangchuan.canonical.CanonicalJson;
import org.wangchuan.canonical.Json;
import org.wangchuan.cli.service.ExitCode;
import org.wangchuan.proof.cosign.Cosigner;
import org.wangchuan.proof.key.PublicKey;
import org.wangchuan.proof.key.SigningKey;
import org.wangchuan.proof.note.VerifierKey;
import org.wangchuan.proof.trust.SignedTrustList;

/** An operator of two stations signs a list, a checker imports it, and a stolen key is ended: the commands with their real implementation. */
class TrustSignTest {
    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();

    @TempDir
    Path folder;

    private String signer = "";
    private String log = "";
    private String first = "";
    private String second = "";

    @BeforeEach
    void makeKeys() throws Exception {
        signer = made("trust", "new-key", path("trust.key"), "--name", "trust.example/1");
        log = made("log", "new-key", path("log.key"), "--name", "log.example/1");
        first = at("first", "trust", "station-key").strip();
        second = at("second", "trust", "station-key").strip();
    }

    private String path(String name) {
        return folder.resolve(name).toString();
    }

    private ExitCode run(String home, String... arguments) {
        out.reset();
        err.reset();
        Map<String, String> environment = Map.of("WANGCHUAN_HOME", path(home), "LANG", "en_GB.UTF-8");
        return new Main(
                        new PrintStream(out, true, StandardCharsets.UTF_8),
                        new PrintStream(err, true, StandardCharsets.UTF_8),
                        environment)
                .application()
                .run(arguments);
    }

    private String at(String home, String... arguments) {
        assertThat(run(home, arguments)).as("%s", List.of(arguments)).isEqualTo(ExitCode.OK);
        return out.toString(StandardCharsets.UTF_8);
    }

    private String made(String... arguments) {
        return at("operator", arguments).strip();
    }

    private String err() {
        return err.toString(StandardCharsets.UTF_8);
    }

    private String out() {
        return out.toString(StandardCharsets.UTF_8);
    }

    private void draft(String text) throws IOException {
        Files.writeString(
                folder.resolve("draft.txt"),
                text.replace("{log}", log).replace("{first}", first).replace("{second}", second));
    }

    private ExitCode sign(String... more) {
        return run(
                "operator",
                Stream.concat(
                                Stream.of(
                                        "trust",
                                        "sign",
                                        path("draft.txt"),
                                        "--key",
                                        path("trust.key"),
                                        "--out",
                                        path("our.trust")),
                                Stream.of(more))
                        .toArray(String[]::new));
    }

    private ExitCode imported() {
        return run("checker", "trust", "import", path("our.trust"));
    }

    private SignedTrustList list() throws Exception {
        return SignedTrustList.parse(Files.readAllBytes(folder.resolve("our.trust")));
    }

    private void twoStations() throws IOException {
        draft("operator 示例再生 Recycling\nlog {log}\nstation {first} from 0\nstation {second} from 0\n");
    }

    /** Nothing of the list has changed, and nothing else is left in the folder. */
    private void refused(ExitCode exit, String... words) throws IOException {
        byte[] before = Files.readAllBytes(folder.resolve("our.trust"));
        List<Path> files = files();
        assertThat(sign()).isEqualTo(exit);
        assertThat(err()).contains(words).contains("nothing was written");
        assertThat(out()).isEmpty();
        assertThat(Files.readAllBytes(folder.resolve("our.trust"))).isEqualTo(before);
        assertThat(files()).isEqualTo(files);
    }

    private List<Path> files() throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.sorted().toList();
        }
    }

    @Test
    void keysAreMadeOnceForTheirOwnerOnly() throws Exception {
        assertThat(VerifierKey.parse(signer).name()).isEqualTo("trust.example/1");
        assertThat(Files.getPosixFilePermissions(folder.resolve("trust.key")))
                .isEqualTo(PosixFilePermissions.fromString("rw-------"));
        assertThat(Files.readString(folder.resolve("trust.key"))).startsWith("wangchuan-trust-key/v1\n");
        assertThat(run("operator", "trust", "new-key", path("trust.key"), "--name", "x"))
                .isEqualTo(ExitCode.USAGE);
        assertThat(err()).contains("FILE_EXISTS");
        assertThat(run("operator", "trust", "new-key", path("y"), "--name", "a b"))
                .isEqualTo(ExitCode.USAGE);
        assertThat(err()).contains("KEY_NAME");
        assertThat(folder.resolve("y")).doesNotExist();
    }

    @Test
    void aStationPrintsItsKeyAndWhatListsCallIt() throws Exception {
        assertThat(at("first", "trust", "station-key").strip()).isEqualTo(first).isNotEqualTo(second);
        assertThat(err()).contains(PublicKey.parse(first).thumbprint());
        assertThat(at("first", "trust", "show")).contains(PublicKey.parse(first).thumbprint());
        assertThat(at("first", "trust", "show", "--json")).contains("\"key\":\"" + first + "\"");
    }

    @Test
    void aCheckerHoldsTheSignerToWhatTheListSaid() throws Exception {
        twoStations();
        assertThat(sign()).isEqualTo(ExitCode.OK);
        assertThat(out()).contains("our.trust: version 1, signed by " + signer);
        assertThat(err()).contains("+ operator 示例再生 Recycling", "it names no witnesses");
        assertThat(imported()).isEqualTo(ExitCode.OK);
        assertThat(at("checker", "trust", "show"))
                .contains(
                        "示例再生 Recycling  " + PublicKey.parse(first).thumbprint() + "  [0, ∞)",
                        "示例再生 Recycling  " + PublicKey.parse(second).thumbprint() + "  [0, ∞)",
                        "witnesses at log size [0, ∞): nobody");

        draft("operator 示例再生 Recycling\nlog {log}\nstation {first} from 0 until 120\nstation {second} from 0\n");
        String ended = "station " + PublicKey.parse(first).thumbprint() + " counts at log index [0, 120) only";
        assertThat(sign("--validate")).isEqualTo(ExitCode.OK);
        assertThat(out()).contains("would become version 2");
        assertThat(err()).contains(ended);
        assertThat(list().list().version()).isEqualTo(1);
        assertThat(sign()).isEqualTo(ExitCode.OK);
        assertThat(out()).contains("version 2");
        assertThat(err()).contains(ended);
        assertThat(imported()).isEqualTo(ExitCode.OK);
        assertThat(err()).contains(ended);
        assertThat(at("checker", "trust", "show")).contains("[0, 120)");

        twoStations();
        refused(
                ExitCode.REFUSED,
                "TRUST_REWRITTEN",
                "our.trust",
                first,
                "expected: an end of at most 120",
                "found: [0, ∞)",
                "until INDEX");
        draft("operator 示例再生 Recycling\nlog {log}\nstation {second} from 0\n");
        refused(ExitCode.REFUSED, "TRUST_REWRITTEN", first, "expected: a range from 0", "found: none");
        draft(
                "operator B\nlog {log}\nstation {first} from 0 until 120\nstation {first} from 60\nstation {second} from 0\n");
        refused(ExitCode.USAGE, "TRUST_DRAFT", "draft.txt line 4", "don't overlap");
        assertThat(list().list().version()).isEqualTo(2);
    }

    @Test
    void theSameDraftAgainChangesNothing() throws Exception {
        twoStations();
        sign();
        byte[] before = Files.readAllBytes(folder.resolve("our.trust"));
        assertThat(sign()).isEqualTo(ExitCode.OK);
        assertThat(out()).contains("unchanged; it is version 1");
        Files.writeString(
                folder.resolve("draft.txt"), "# a remark\n\n" + Files.readString(folder.resolve("draft.txt")));
        assertThat(sign("--validate")).isEqualTo(ExitCode.OK);
        assertThat(sign()).isEqualTo(ExitCode.OK);
        assertThat(Files.readAllBytes(folder.resolve("our.trust"))).isEqualTo(before);
    }

    @Test
    void aTrialOfAFirstListWritesNothing() throws Exception {
        twoStations();
        List<Path> before = files();
        assertThat(sign("--validate")).isEqualTo(ExitCode.OK);
        assertThat(out()).contains("would become version 1");
        assertThat(files()).isEqualTo(before);
    }

    private String policy(String name, String key) throws IOException {
        Files.writeString(folder.resolve(name), "witness " + key + "\nquorum w\n");
        return name;
    }

    @Test
    void otherWitnessesCountFromASizeOn() throws Exception {
        String old = new Cosigner("old.example", SigningKey.generate()).key().toString();
        String young =
                new Cosigner("young.example", SigningKey.generate()).key().toString();
        policy("old.txt", "w " + old + " https://old.example");
        policy("new.txt", "w " + young + " https://young.example");
        String rest = "operator A\nlog {log}\nstation {first} from 0\n";
        draft("witnesses old.txt\n" + rest);
        assertThat(sign()).isEqualTo(ExitCode.OK);
        assertThat(err()).doesNotContain("it names no witnesses");
        imported();

        draft("witnesses new.txt\n" + rest);
        refused(ExitCode.REFUSED, "TRUST_REWRITTEN", "of A", "earlier-witnesses FILE until SIZE");
        draft("witnesses new.txt\n" + rest + "earlier-witnesses old.txt until 1200\n");
        assertThat(sign()).isEqualTo(ExitCode.OK);
        assertThat(err()).contains("A: from log size 1200 on other witnesses count: w");
        assertThat(imported()).isEqualTo(ExitCode.OK);
        assertThat(at("checker", "trust", "show"))
                .contains("A  witnesses at log size [0, 1200): w", "A  witnesses at log size [1200, ∞): w");
        Json.Fields shown = Json.in(CanonicalJson.readObject(
                at("checker", "trust", "show", "--json").strip().getBytes(StandardCharsets.UTF_8)));
        Json.Fields whole = shown.objects("lists").getLast();
        assertThat(whole.text("signer")).isEqualTo(signer);
        List<Json.Fields> witnesses = whole.objects("operators").getFirst().objects("witnesses");
        assertThat(witnesses).hasSize(2);
        assertThat(witnesses.getFirst().natural("endSize")).isEqualTo(1200);
        assertThat(witnesses.getLast().natural("fromSize")).isEqualTo(1200);

        draft("witnesses new.txt\n" + rest + "earlier-witnesses old.txt until 1300\n");
        refused(ExitCode.REFUSED, "TRUST_REWRITTEN", "log size 1200");
        // A remark is signed with the policy, and decides nothing.
        Files.writeString(folder.resolve("new.txt"), "# here\n" + Files.readString(folder.resolve("new.txt")));
        draft("witnesses new.txt\n" + rest + "earlier-witnesses old.txt until 1200\n");
        assertThat(sign()).isEqualTo(ExitCode.OK);
        assertThat(err()).contains("nothing that counts");
    }

    @Test
    void aSecretInAnAddressIsNotHandedOut() throws Exception {
        twoStations();
        sign();
        String key = new Cosigner("w.example", SigningKey.generate()).key().toString();
        policy("secret.txt", "w " + key + " https://me:hunter2@w.example");
        draft("witnesses secret.txt\noperator A\nlog {log}\nstation {first} from 0\n");
        refused(ExitCode.USAGE, "TRUST_DRAFT", "draft.txt line 1, ", "without password");
        assertThat(err()).doesNotContain("hunter2");
    }

    /** A key that was handed in for the wrong thing, and a list that is somebody else's. */
    @Test
    void onlyTheSignerOfAListSignsItsNextVersion() throws Exception {
        twoStations();
        sign();
        Files.move(folder.resolve("trust.key"), folder.resolve("mine"));
        refused(ExitCode.USAGE, "TRUST_KEY", "a file that can be read");
        Files.copy(folder.resolve("log.key"), folder.resolve("trust.key"));
        Files.setPosixFilePermissions(folder.resolve("trust.key"), PosixFilePermissions.fromString("rw-------"));
        refused(ExitCode.USAGE, "TRUST_KEY", "wangchuan-trust-key/v1");
        Files.delete(folder.resolve("trust.key"));
        made("trust", "new-key", path("trust.key"), "--name", "trust.example/1");
        refused(ExitCode.REFUSED, "TRUST_SIGNER", signer);
    }

    @Test
    void whatIsNoListIsLeftAlone() throws Exception {
        twoStations();
        Path list = folder.resolve("our.trust");
        Files.copy(folder.resolve("trust.key"), list);
        assertThat(sign()).isEqualTo(ExitCode.DOES_NOT_VERIFY);
        assertThat(err()).contains("OTHER_FILE", "a secret key");
        Files.delete(list);
        sign();
        byte[] sound = Files.readAllBytes(list);
        byte[] damaged = sound.clone();
        damaged[damaged.length / 2] ^= 1;
        Files.write(list, damaged);
        assertThat(sign()).isEqualTo(ExitCode.DOES_NOT_VERIFY);
        assertThat(Files.readAllBytes(list)).isEqualTo(damaged);
        Files.delete(list);
        Files.createDirectory(list);
        assertThat(sign()).isEqualTo(ExitCode.USAGE);
        assertThat(err()).contains("CANNOT_READ");
        Files.delete(list);
        Files.createSymbolicLink(list, folder.resolve("nowhere"));
        assertThat(sign()).isEqualTo(ExitCode.REFUSED);
        assertThat(err()).contains("FILE_EXISTS");
        assertThat(folder.resolve("nowhere")).doesNotExist();
    }

    @Test
    void aListIsReplacedWhereALinkLeads() throws Exception {
        twoStations();
        sign();
        Path real = Files.move(
                folder.resolve("our.trust"),
                Files.createDirectory(folder.resolve("published")).resolve("a"));
        Files.createSymbolicLink(folder.resolve("our.trust"), real);
        draft("operator Z\nlog {log}\nstation {first} from 0\nstation {second} from 0\n");
        assertThat(sign()).isEqualTo(ExitCode.OK);
        assertThat(folder.resolve("our.trust")).isSymbolicLink();
        assertThat(SignedTrustList.parse(Files.readAllBytes(real)).list().version())
                .isEqualTo(2);
    }

    /** What TrustDraftTest lists, seen from the command line: a code, a line, and nothing written. */
    @Test
    void hostileDraftsAreRefusedWithACode() throws Exception {
        twoStations();
        sign();
        Path draft = folder.resolve("draft.txt");
        String sound = Files.readString(draft);
        Files.writeString(draft, "#\n".repeat(5 << 20));
        refused(ExitCode.USAGE, "TRUST_DRAFT", "at most 1048576 bytes");
        Files.write(draft, new byte[] {'#', '\n', (byte) 0xff, 0, '\n'});
        refused(ExitCode.USAGE, "TRUST_DRAFT", "draft.txt line 2", "UTF-8");
        Files.writeString(draft, sound.replace("\n", "\r\n"));
        refused(ExitCode.USAGE, "TRUST_DRAFT", "draft.txt line 1", "carriage return");
        Files.writeString(draft, "operator A\u202eB\nlog x\n");
        refused(ExitCode.USAGE, "TRUST_DRAFT", "draft.txt line 1");
        assertThat(err()).doesNotContain("\u202e");
        Files.delete(draft);
        refused(ExitCode.USAGE, "TRUST_DRAFT", "a file that can be read");
    }

    /** More than a list may hold, although the draft is not too large: the keys of a policy that many operators name. */
    @Test
    void aListThatNobodyCouldReadIsNotWritten() throws Exception {
        twoStations();
        sign();
        String key = new Cosigner("w.example", SigningKey.generate()).key().toString();
        Files.writeString(
                folder.resolve("long.txt"), "#" + "\"".repeat(250_000) + "\nwitness w " + key + "\nquorum w\n");
        StringBuilder text =
                new StringBuilder("operator A\nlog {log}\nstation {first} from 0\nstation {second} from 0\n");
        for (int i = 1; i <= 3; i++) {
            text.append("earlier-witnesses long.txt until ").append(i).append('\n');
        }
        draft(text.toString());
        byte[] before = Files.readAllBytes(folder.resolve("our.trust"));
        assertThat(sign()).isEqualTo(ExitCode.USAGE);
        assertThat(err()).contains("NOTE_FORMAT", "at most 1000000 bytes");
        assertThat(Files.readAllBytes(folder.resolve("our.trust"))).isEqualTo(before);
    }
}
