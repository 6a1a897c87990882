package org.wangchuan.cli.check;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.wangchuan.cli.service.ExitCode;
import org.wangchuan.cli.service.ProducerService;
import org.wangchuan.cli.service.TrustService;
import org.wangchuan.cli.service.UserError;
import org.wangchuan.proof.issue.TrustListIssuer;
import org.wangchuan.proof.key.SigningKey;
import org.wangchuan.proof.note.NoteSigner;
import org.wangchuan.proof.note.VerifierKey;
import org.wangchuan.proof.trust.SignedTrustList;
import org.wangchuan.proof.trust.TrustList;
import org.wangchuan.proof.trust.TrustedProducer;
import org.wangchuan.station.producer.ProducerStore;
import org.wangchuan.witness.config.LogKeyFile;

/** From a maker's draft to a statement that a list accepts. */
class ProducerRunTest {
    @TempDir
    Path folder;

    private final ProducerRun run = new ProducerRun();
    private CheckFixture station = new CheckFixture(Path.of("."));

    @BeforeEach
    void begin() {
        station = new CheckFixture(folder);
    }

    private Path key() throws Exception {
        Path key = folder.resolve("maker.key");
        if (!Files.exists(key)) {
            assertThat(run.newKey(key, "phones.example/clear", station.context)).isEqualTo(ExitCode.OK);
        }
        return key;
    }

    private Path signed() throws Exception {
        Path draft = folder.resolve("draft.json");
        assertThat(run.template(draft, station.context)).isEqualTo(ExitCode.OK);
        Path out = folder.resolve("EX-1.producer");
        assertThat(run.sign(new ProducerService.SignRequest(draft, key(), out), station.context))
                .isEqualTo(ExitCode.OK);
        return out;
    }

    @Test
    void theTemplateCanBeSignedAsItIs() throws Exception {
        Path out = signed();
        assertThat(station.out()).contains("EX-1.producer: signed as statement EX-CLEAR-1, number 1 of it");
        assertThat(Producers.read(out).claims().scope().orElseThrow().models()).contains("EX-A100 Pro");
        assertThat(run.check(List.of(out), Optional.empty(), false, station.context))
                .isEqualTo(ExitCode.UNTRUSTED);
        assertThat(station.out())
                .contains(
                        "signed with the key " + Producers.read(out).claims().signer()
                                + ", which calls itself Example Phones Ltd (CN)",
                        "models as the phone tells: EX-A100, EX-A100 Pro",
                        "then met under gb-46864-2025, version 2: overwrite",
                        "no trust list here has its key");
    }

    /** The way of the drafts of trust lists: the place, what was expected there, what was found. */
    @Test
    void aDraftThatIsNoneIsToldWhereItIsWrong() throws Exception {
        Path draft = folder.resolve("draft.json");
        run.template(draft, station.context);
        String text = Files.readString(draft);
        Files.writeString(draft, text.replace("\"versionLeast\": \"13\"", "\"versionLeast\": \"T\""));
        assertWrong(draft, "states.versionLeast", "numbers with dots between, such as 13.0.1", "\"T\"");
        Files.writeString(draft, text.replace("EX-A100 Pro", "EX-A100"));
        assertWrong(draft, "states.models[1]", "each once", "\"EX-A100\" once more, as [0]");
        Files.writeString(draft, text.replace("\"sequence\": 1", "\"sequence\": 0"));
        assertWrong(draft, "sequence", "an integer from 1 to 2147483647", "0");
        Files.writeString(draft, text.replace("\"sequence\"", "\"A\\u202e\\nB\": 1, \"sequence\""));
        assertWrong(draft, "A\\u{202e}\\u{a}B", "no such member", "one");
        Files.writeString(draft, text.replace("\"sequence\"", "\"signer\": \"me\", \"sequence\""));
        assertWrong(draft, "signer", "none in a draft", "one");
        for (String none : List.of("{", "", "[]", "[".repeat(100_000), text + "x", "x".repeat(2 << 20))) {
            Files.writeString(draft, none);
            assertThatThrownBy(() -> run.sign(
                            new ProducerService.SignRequest(draft, key(), folder.resolve("out.producer")),
                            station.context))
                    .isInstanceOf(UserError.class);
        }
        Files.writeString(draft, text.replace("\"sequence\": 1", "\"sequence\": 1, \"sequence\": 2"));
        assertError(ExitCode.USAGE, "PRODUCER_DRAFT", draft, folder.resolve("out.producer"));
        assertThat(folder.resolve("out.producer")).doesNotExist();
    }

    private void assertWrong(Path draft, String where, String expected, String found) {
        assertThatThrownBy(() -> run.sign(
                        new ProducerService.SignRequest(draft, key(), folder.resolve("out.producer")), station.context))
                .isInstanceOfSatisfying(UserError.class, e -> {
                    assertThat(e.code()).isEqualTo("PRODUCER_DRAFT");
                    assertThat(e.text()).contains("draft.json: " + where + ";");
                    assertThat(e.expected()).contains(expected);
                    assertThat(e.found()).contains(found);
                });
    }

    private void assertError(ExitCode exit, String code, Path draft, Path out) {
        assertThatThrownBy(() -> run.sign(new ProducerService.SignRequest(draft, key(), out), station.context))
                .isInstanceOfSatisfying(UserError.class, e -> {
                    assertThat(e.exit()).isEqualTo(exit);
                    assertThat(e.code()).isEqualTo(code);
                });
    }

    @Test
    void onlyALaterOneTakesThePlaceOfAnEarlier() throws Exception {
        Path out = signed();
        Path draft = folder.resolve("draft.json");
        String text = Files.readString(draft);
        assertError(ExitCode.REFUSED, "PRODUCER_NEXT", draft, out);
        Files.writeString(
                draft, text.replace("EX-CLEAR-1", "EX-CLEAR-2").replace("\"sequence\": 1", "\"sequence\": 2"));
        assertError(ExitCode.REFUSED, "PRODUCER_NEXT", draft, out);
        Files.writeString(draft, text.replace("\"sequence\": 1", "\"sequence\": 2"));
        assertThat(run.sign(new ProducerService.SignRequest(draft, key(), out), station.context))
                .isEqualTo(ExitCode.OK);
        assertThat(Producers.read(out).claims().sequence()).isEqualTo(2);
    }

    @Test
    void whatIsNamedAndNotKnownHereIsTold() throws Exception {
        Path draft = folder.resolve("draft.json");
        run.template(draft, station.context);
        Files.writeString(
                draft,
                Files.readString(draft)
                        .replace("[\"overwrite\"]", "[\"overwrite\", \"level\"]")
                        .replace(
                                "\"android-reset-read-again\", \"version\": 1",
                                "\"android-reset-read-again\", \"version\": 9"));
        run.sign(new ProducerService.SignRequest(draft, key(), folder.resolve("x.producer")), station.context);
        assertThat(station.err())
                .contains("no way android-reset-read-again 9", "no clause level that a statement could meet");
    }

    @Test
    void aKeyForSomethingElseSignsNothing() throws Exception {
        Path draft = folder.resolve("draft.json");
        run.template(draft, station.context);
        Path other = folder.resolve("trust.key");
        LogKeyFile.create(other, "trust.example", LogKeyFile.Use.TRUST);
        assertThatThrownBy(() -> run.sign(
                        new ProducerService.SignRequest(draft, other, folder.resolve("x.producer")), station.context))
                .isInstanceOfSatisfying(
                        UserError.class, e -> assertThat(e.code()).isEqualTo("TRUST_KEY"));
    }

    @Test
    void whatIsKeptIsListedAndIsNoTrust() throws Exception {
        Path out = signed();
        assertThat(run.check(List.of(), Optional.empty(), false, station.context))
                .isEqualTo(ExitCode.OK);
        assertThat(run.keep(List.of(out), station.context)).isEqualTo(ExitCode.OK);
        assertThat(station.err())
                .contains("kept: in a maker's name, signed with the key ", "which calls itself Example");
        assertThat(new ProducerStore(station.home).all()).hasSize(1);
        assertThat(run.check(List.of(), Optional.empty(), true, station.context))
                .isEqualTo(ExitCode.UNTRUSTED);
        assertThat(station.out()).contains("\"state\":\"in-force\"");
        Path kept = new ProducerStore(station.home).files().getFirst();
        Files.writeString(kept, "damaged");
        assertThat(run.check(List.of(), Optional.empty(), false, station.context))
                .isEqualTo(ExitCode.DOES_NOT_VERIFY);
    }

    /** The draft of a list says whose word counts, and for what; whoever takes the list in is told. */
    @Test
    void aListIsSignedThatAcceptsItsMaker() throws Exception {
        Path statement = signed();
        station.books();
        TrustList own = SignedTrustList.parse(Files.readAllBytes(station.home.trustList()))
                .list();
        TrustList.Operator operator = own.operators().getFirst();
        Path draft = Files.writeString(
                folder.resolve("list.txt"),
                String.join(
                        "\n",
                        "operator Example",
                        "log " + operator.logKeys().getFirst(),
                        "station " + operator.stations().getFirst().key().base64Url() + " from 0",
                        "producer Example Phones",
                        "producer-key " + Producers.read(statement).claims().signer(),
                        "producer-makers Example",
                        "producer-accepts gb-46864-2025 2 overwrite verification",
                        "producer-least EX-CLEAR-1 1",
                        ""));
        Path key = folder.resolve("list.key");
        LogKeyFile.create(key, "trust.example/2", LogKeyFile.Use.TRUST);
        Path list = folder.resolve("list.trust");
        assertThat(new TrustLists().sign(new TrustService.SignRequest(draft, key, list, false), station.context))
                .isEqualTo(ExitCode.OK);
        assertThat(station.err())
                .contains("+ maker Example Phones, whose word about phones that tell Example as their maker counts for"
                        + " gb-46864-2025 2: overwrite, verification");
        assertThat(run.check(List.of(statement), Optional.of(list), false, station.context))
                .isEqualTo(ExitCode.OK);
        assertThat(station.out())
                .contains("calls it Example Phones and accepts its word for gb-46864-2025 2: overwrite");
        assertThat(new TrustLists().addFrom(list, station.context)).isEqualTo(ExitCode.OK);
        assertThat(station.err())
                .contains("the list accepts the word of Example Phones about phones that tell Example as their maker");
        assertThat(new TrustLists().show(false, station.context)).isEqualTo(ExitCode.OK);
        assertThat(station.out())
                .contains(
                        "of phones that tell Example as their maker its word counts for gb-46864-2025 2",
                        "Example Phones  of its statement EX-CLEAR-1 those before number 1 of it count no more");
        assertThat(new TrustLists().show(true, station.context)).isEqualTo(ExitCode.OK);
        assertThat(station.out()).contains("\"least\":[{\"number\":\"EX-CLEAR-1\",\"sequence\":1}]");

        // A maker that is a station of the list is none.
        Files.writeString(
                draft,
                Files.readString(draft)
                        .replaceFirst(
                                "producer-key .*",
                                "producer-key " + operator.logKeys().getFirst()));
        assertThatThrownBy(() -> new TrustLists()
                        .sign(
                                new TrustService.SignRequest(draft, key, folder.resolve("bad.trust"), false),
                                station.context))
                .isInstanceOfSatisfying(
                        UserError.class, e -> assertThat(e.code()).isEqualTo("TRUST_DRAFT"));
    }

    @Test
    void aRecordIsHeldAgainstAStatement() throws Exception {
        PhoneWithMaker phone = new PhoneWithMaker();
        Path record = Files.write(folder.resolve("phone.evidence.jsonl"), phone.record());
        Path fits =
                Files.write(folder.resolve("fits.producer"), phone.statement().toBytes());
        phone.models = List.of("Pixel");
        Path other =
                Files.write(folder.resolve("other.producer"), phone.statement().toBytes());
        EvidenceReplay replay = new EvidenceReplay();
        // The answer stays that of the evidence.
        assertThat(replay.replay(record, List.of(fits, other), false, station.context))
                .isEqualTo(ExitCode.NOT_SATISFIED);
        assertThat(station.out())
                .contains(
                        "the record fits it for overwrite, verification, hidden-areas",
                        "the record does not fit it",
                        "did not tell one of these models");
        assertThat(replay.replay(record, List.of(other), true, station.context)).isEqualTo(ExitCode.NOT_SATISFIED);
        assertThat(station.out()).contains("\"misses\":[\"model\"]");
        byte[] nothing = "{}".getBytes(StandardCharsets.UTF_8);
        Path drive = Files.write(folder.resolve("drive.jsonl"), nothing);
        assertThatThrownBy(() -> replay.replay(drive, List.of(fits), false, station.context))
                .isInstanceOfSatisfying(
                        UserError.class, e -> assertThat(e.code()).isEqualTo("PRODUCER_NO_PHONE"));
    }

    private ExitCode check(Path list, PhoneWithMaker phone, boolean isWithdrawn) throws Exception {
        Path file = Files.write(
                folder.resolve("asked.producer"), (isWithdrawn ? phone.withdrawn() : phone.statement()).toBytes());
        return run.check(List.of(file), Optional.of(list), false, station.context);
    }

    /** A statement that no list would go by now is not passed as one that is accepted. */
    @Test
    void whatCountsForNothingDoesNotEndWithZero() throws Exception {
        station.books();
        PhoneWithMaker phone = new PhoneWithMaker();
        Path list = folder.resolve("a.trust");
        phone.list(station, list, PhoneWithMaker.OPEN);
        assertThat(check(list, phone, false)).isEqualTo(ExitCode.OK);
        assertThat(check(list, phone, true)).isEqualTo(ExitCode.NOT_SATISFIED);
        phone.list(station, list, List.of());
        assertThat(check(list, phone, false)).isEqualTo(ExitCode.NOT_SATISFIED);
        phone.least = List.of(new TrustedProducer.Least("EX-CLEAR-1", 2));
        phone.list(station, list, PhoneWithMaker.OPEN);
        assertThat(check(list, phone, false)).isEqualTo(ExitCode.NOT_SATISFIED);
        phone.least = List.of();
        phone.list(station, list, PhoneWithMaker.OPEN);
        phone.sequence = 2;
        new ProducerStore(station.home).keep(phone.withdrawn());
        phone.sequence = 1;
        assertThat(check(list, phone, false)).isEqualTo(ExitCode.NOT_SATISFIED);
        assertThat(station.out())
                .contains(
                        "it counts for nothing now: it was withdrawn",
                        "accept its word for no clause that it states",
                        "a later one took its place that states less, or a trust list says that it is too early");
    }

    @Test
    void whatARetiredKeySignedCountsForNothing() throws Exception {
        station.books();
        PhoneWithMaker phone = new PhoneWithMaker();
        phone.isKeyRetired = true;
        Path list = phone.list(station, folder.resolve("a.trust"), PhoneWithMaker.OPEN);
        assertThat(check(list, phone, false)).isEqualTo(ExitCode.NOT_SATISFIED);
        assertThat(station.out())
                .contains("it counts for nothing now: a trust list says that its key counts no more")
                .doesNotContain("no trust list here has its key");
    }

    /** What a later one states as well still counts: to add a model takes nothing away. */
    @Test
    void whatIsStatedAgainWithMoreStillCounts() throws Exception {
        station.books();
        PhoneWithMaker phone = new PhoneWithMaker();
        Path list = phone.list(station, folder.resolve("a.trust"), PhoneWithMaker.OPEN);
        Path first =
                Files.write(folder.resolve("first.producer"), phone.statement().toBytes());
        phone.sequence = 2;
        phone.models = List.of("Pixel 7", "Pixel 8", "Pixel 9");
        assertThat(new ProducerStore(station.home).keep(phone.statement())).exists();
        assertThat(run.check(List.of(first), Optional.of(list), false, station.context))
                .isEqualTo(ExitCode.OK);
        assertThat(station.out()).doesNotContain("stays behind");
    }

    /** Accepted for something is not accepted for this: it is asked whether some phone could have some clause met by it. */
    @Test
    void whatNoListWouldCountForAnyPhoneIsSaidWithItsReason() throws Exception {
        station.books();
        PhoneWithMaker phone = new PhoneWithMaker();
        Path list = folder.resolve("a.trust");
        phone.clauses = List.of("overwrite");
        phone.list(station, list, List.of("verification"));
        assertThat(check(list, phone, false)).isEqualTo(ExitCode.NOT_SATISFIED);
        assertThat(station.out()).contains("accept its word for no clause that it states");
        phone.list(station, list, List.of("verification", "overwrite"));
        assertThat(check(list, phone, false)).isEqualTo(ExitCode.OK);
        phone.phonesOf = List.of("Samsung");
        phone.list(station, list, PhoneWithMaker.OPEN);
        assertThat(check(list, phone, false)).isEqualTo(ExitCode.NOT_SATISFIED);
        assertThat(station.out()).contains("says that it may speak of phones of a maker that it names");
        Path file = folder.resolve("asked.producer");
        assertThat(run.check(List.of(file), Optional.of(list), true, station.context))
                .isEqualTo(ExitCode.NOT_SATISFIED);
        assertThat(station.out()).contains("\"standing\":\"not-its-phone\"");
    }

    /** Whoever lays one there, or asks, is told what stays behind and for which file. */
    @Test
    void whatStaysBehindIsToldByKeepAndByCheck() throws Exception {
        PhoneWithMaker phone = new PhoneWithMaker();
        Path first =
                Files.write(folder.resolve("first.producer"), phone.statement().toBytes());
        phone.models = List.of("Pixel 8");
        phone.sequence = 2;
        Path second =
                Files.write(folder.resolve("second.producer"), phone.statement().toBytes());
        assertThat(run.keep(List.of(first), station.context)).isEqualTo(ExitCode.OK);
        assertThat(station.err()).doesNotContain("stays behind");
        Path kept = new ProducerStore(station.home).files().getFirst();
        assertThat(run.keep(List.of(second), station.context)).isEqualTo(ExitCode.OK);
        Path later = new ProducerStore(station.home)
                .files().stream().filter(file -> !file.equals(kept)).findFirst().orElseThrow();
        assertThat(station.err())
                .contains(kept + ", statement EX-CLEAR-1, number 1 of it")
                .contains("it stays behind, since a later one of its number withdraws it or states less: " + later);
        assertThat(run.check(List.of(), Optional.empty(), false, station.context))
                .isEqualTo(ExitCode.UNTRUSTED);
        assertThat(station.out()).contains("a later one of its number withdraws it or states less: " + later);
        assertThat(run.check(List.of(first), Optional.empty(), true, station.context))
                .isEqualTo(ExitCode.UNTRUSTED);
        assertThat(station.out()).contains("\"why\":\"later\"", "\"because\":[\"" + later + "\"]");
    }

    /** Anybody can take a maker's name and the highest number: it is told by whoever lays it there, and holds nothing back. */
    @Test
    void whoOnlyTakesANameIsToldOf() throws Exception {
        station.books();
        PhoneWithMaker phone = new PhoneWithMaker();
        PhoneWithMaker false1 = new PhoneWithMaker();
        false1.sequence = Integer.MAX_VALUE;
        Path list = phone.list(station, folder.resolve("a.trust"), PhoneWithMaker.OPEN);
        assertThat(new TrustLists().addFrom(list, station.context)).isEqualTo(ExitCode.OK);
        Path makers =
                Files.write(folder.resolve("makers.producer"), phone.statement().toBytes());
        Path strangers = Files.write(
                folder.resolve("strangers.producer"), false1.statement().toBytes());
        assertThat(run.keep(List.of(makers, strangers), station.context)).isEqualTo(ExitCode.OK);
        assertThat(station.err()).contains("it takes nothing out of force").doesNotContain("stays behind");
        assertThat(run.check(List.of(makers), Optional.empty(), false, station.context))
                .isEqualTo(ExitCode.OK);
    }

    /** What one list can't say of its own stations another one of theirs can't either: it is not taken in. */
    @Test
    void aListWithAMakersKeyThatIsALogsIsNotTakenIn() throws Exception {
        station.books();
        TrustList own = SignedTrustList.parse(Files.readAllBytes(station.home.trustList()))
                .list();
        NoteSigner lister = new NoteSigner("elsewhere.example/1", SigningKey.generate());
        for (VerifierKey key : List.of(
                own.operators().getFirst().logKeys().getFirst(),
                new VerifierKey(
                        "phones.example/clear",
                        own.operators().getFirst().stations().getFirst().key()))) {
            TrustedProducer producer =
                    new TrustedProducer("Example", List.of(key), List.of("Google"), List.of(), List.of());
            TrustList list = new TrustList(
                    1, 0, lister.verifierKey(), List.of(), "", TrustList.OFFLINE_SECONDS_DEFAULT, List.of(producer));
            Path file = Files.write(
                    folder.resolve("elsewhere.trust"),
                    TrustListIssuer.sign(list, lister).toBytes());
            assertThatThrownBy(() -> new TrustLists().addFrom(file, station.context))
                    .isInstanceOfSatisfying(
                            UserError.class, e -> assertThat(e.code()).isEqualTo("TRUST_PRODUCERS"));
        }
    }
}
