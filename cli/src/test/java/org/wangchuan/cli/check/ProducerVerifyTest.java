package org.wangchuan.cli.check;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.wangchuan.canonical.CanonicalJson;
import org.wangchuan.canonical.Json;
import org.wangchuan.cli.service.ExitCode;
import org.wangchuan.cli.service.UserError;
import org.wangchuan.cli.service.VerifyService;
import org.wangchuan.print.ReceiptPaper;
import org.wangchuan.proof.certificate.Certificate;
import org.wangchuan.proof.cosign.Cosigner;
import org.wangchuan.proof.issue.CertificateIssuer;
import org.wangchuan.proof.key.SigningKey;
import org.wangchuan.proof.log.SignedCheckpoint;
import org.wangchuan.proof.note.NoteSignature;
import org.wangchuan.proof.note.NoteSigner;
import org.wangchuan.proof.producer.SignedProducerStatement;
import org.wangchuan.proof.receipt.Receipt;
import org.wangchuan.proof.statement.ClearingClaims;
import org.wangchuan.proof.statement.ProducersShown;
import org.wangchuan.proof.statement.Statement;
import org.wangchuan.proof.statement.StatementReader;
import org.wangchuan.proof.statement.SummaryRow;
import org.wangchuan.proof.trust.TrustedProducer;
import org.wangchuan.station.issue.BooksRefusedException;
import org.wangchuan.station.producer.ProducerStore;

/** A maker's word in the hands of whoever verifies: it counts by their list, and by nobody else's. */
class ProducerVerifyTest {
    @TempDir
    Path folder;

    private final PhoneWithMaker phone = new PhoneWithMaker();
    private CheckFixture station = new CheckFixture(Path.of("."));

    @BeforeEach
    void begin() {
        station = new CheckFixture(folder);
    }

    private ExitCode verify(Path file, Optional<Path> trust, boolean json, Path... statements) throws Exception {
        return verify(List.of(file), trust, json, statements);
    }

    private ExitCode verify(List<Path> files, Optional<Path> trust, boolean json, Path... statements) throws Exception {
        return new FileVerify()
                .verify(
                        new VerifyService.Request(
                                files,
                                trust,
                                files.size() == 1 ? Optional.of(PhoneWithMaker.SERIAL) : Optional.empty(),
                                List.of(),
                                Optional.empty(),
                                Optional.empty(),
                                Optional.empty(),
                                List.of(statements),
                                json),
                        station.context);
    }

    private Path receipt() throws Exception {
        return phone.written(folder, phone.receipt(station, phone.statement()));
    }

    /** With its time proved: a station that has certified something before names a checkpoint that witnesses had seen. */
    private Path certificate() throws Exception {
        return certificate(phone.statement());
    }

    private Path certificate(SignedProducerStatement... kept) throws Exception {
        Path _ = station.certified(Optional.empty());
        Receipt receipt = phone.receipt(station, kept);
        Path _ = phone.written(folder, receipt);
        return station.certified("phone", receipt);
    }

    private Optional<Path> accepting(List<String> clauses) throws Exception {
        return Optional.of(phone.list(station, folder.resolve("accepts.trust"), clauses));
    }

    @Test
    void aPhoneMeetsTheRulesForWhoAcceptsItsMakersWord() throws Exception {
        Path receipt = certificate();
        assertThat(verify(receipt, accepting(PhoneWithMaker.OPEN), false)).isEqualTo(ExitCode.OK);
        assertThat(station.out())
                .contains(
                        "policy satisfied, with clauses that its maker's word meets",
                        "open by the evidence, and met by its maker's word",
                        "The maker states (statement EX-CLEAR-1, number 1 of it, of 2026-01-01T00:00:00Z)",
                        "the trust list of trust.example/1+",
                        "the evidence is complete and gives the same verdict and conformity")
                .doesNotContain("NOT satisfied");
        assertThat(station.err()).isEmpty();
    }

    @Test
    void withoutTheRecordTheStationsWordIsTakenAsForTheVerdict() throws Exception {
        Path receipt = certificate();
        Files.delete(folder.resolve("phone.evidence.jsonl"));
        assertThat(verify(receipt, accepting(PhoneWithMaker.OPEN), false)).isEqualTo(ExitCode.OK);
        assertThat(station.out()).contains("the evidence file was not compared");
    }

    @Test
    void whoDoesNotAcceptItSeesAnOpenClauseAndWhy() throws Exception {
        Path receipt = receipt();
        assertThat(verify(receipt, Optional.empty(), false)).isEqualTo(ExitCode.NOT_SATISFIED);
        assertThat(station.out())
                .contains(
                        "policy NOT satisfied",
                        "in a maker's name, signed with the key " + phone.maker.verifierKey()
                                + ", which calls itself Example Phones,"
                                + " statement EX-CLEAR-1, number 1 of it, of 2026-01-01T00:00:00Z: does NOT count,"
                                + " no trust list here has its key")
                .doesNotContain("met by its maker's word");
    }

    @Test
    void oneClauseThatIsNotAcceptedIsEnough() throws Exception {
        Path receipt = certificate();
        assertThat(verify(receipt, accepting(List.of("overwrite", "verification")), false))
                .isEqualTo(ExitCode.NOT_SATISFIED);
        assertThat(station.out()).contains("met by its maker's word", "undetermined: Areas hidden");
    }

    @Test
    void programsAreToldTheSame() throws Exception {
        Path receipt = certificate();
        assertThat(verify(receipt, accepting(PhoneWithMaker.OPEN), true)).isEqualTo(ExitCode.OK);
        Json.Fields result = Json.in(
                        CanonicalJson.readLenientObject(station.out().getBytes(StandardCharsets.UTF_8)))
                .objects("results")
                .getFirst();
        assertThat(result.bool("policySatisfied")).isTrue();
        Json.Fields overwrite = result.objects("conformity").getFirst();
        assertThat(overwrite.text("state")).isEqualTo("undetermined");
        assertThat(overwrite.text("metBy")).isEqualTo("EX-CLEAR-1");
        assertThat(result.objects("producers").getFirst().text("state")).isEqualTo("counts");
    }

    @Test
    void aLaterOneAtHandOrInTheStationsFolderTakesItOutOfForceIfItStatesLess() throws Exception {
        Path receipt = certificate();
        phone.sequence = 2;
        phone.models = List.of("Pixel 7", "Pixel 8", "Pixel 9");
        Path more =
                Files.write(folder.resolve("more.producer"), phone.statement().toBytes());
        phone.models = List.of("Pixel 8");
        Path less =
                Files.write(folder.resolve("less.producer"), phone.statement().toBytes());
        Path withdrawn = Files.write(
                folder.resolve("withdrawn.producer"), phone.withdrawn().toBytes());
        Optional<Path> trust = accepting(PhoneWithMaker.OPEN);
        assertThat(verify(receipt, trust, false, more)).isEqualTo(ExitCode.OK);
        assertThat(verify(receipt, trust, false, less)).isEqualTo(ExitCode.NOT_SATISFIED);
        assertThat(station.out()).contains("a later one took its place that states less");
        assertThat(verify(receipt, trust, false, withdrawn)).isEqualTo(ExitCode.NOT_SATISFIED);
        assertThat(station.out()).contains("it was withdrawn");
        assertThat(verify(receipt, trust, false)).isEqualTo(ExitCode.OK);
        new ProducerStore(station.home).keep(phone.withdrawn());
        assertThat(verify(receipt, trust, false)).isEqualTo(ExitCode.NOT_SATISFIED);
    }

    private Path imported(String name) throws Exception {
        Files.createDirectories(station.home.trusted());
        return phone.list(station, station.home.trusted().resolve(name), PhoneWithMaker.OPEN);
    }

    /** Each list that accepts the maker goes by its own witnesses: which of them is asked first decides nothing, and one alone says the same. */
    @Test
    void noListSpeaksForTheWitnessesOfAnother() throws Exception {
        Instant now = Instant.now().truncatedTo(ChronoUnit.SECONDS);
        phone.until = now.plus(Duration.ofHours(1));
        Certificate sound = Certificate.parse(Files.readAllBytes(certificate()));
        Cosigner late = new Cosigner("late.example", SigningKey.generate());
        SignedCheckpoint tree = sound.receipt().clearing().proof().checkpoint();
        List<NoteSignature> lines = new ArrayList<>(
                tree.note().signatures().subList(1, tree.note().signatures().size()));
        lines.add(late.cosign(tree.note().text(), now.plus(Duration.ofHours(2)).getEpochSecond()));
        Certificate both = CertificateIssuer.certificate(sound.receipt(), CertificateIssuer.cosigned(tree, lines));
        Path file = Files.write(folder.resolve("phone.certificate.json"), both.toBytes());
        Path first = imported("a.trust");
        assertThat(verify(file, Optional.of(first), false)).isEqualTo(ExitCode.OK);
        assertThat(verify(file, Optional.empty(), false)).isEqualTo(ExitCode.OK);
        phone.lister = new NoteSigner("regulator.example/1", SigningKey.generate());
        phone.witnesses = Optional.of("witness l " + late.key() + "\nquorum l\n");
        Path second = imported("b.trust");
        String why = "by the witnesses of a trust list the time by which the phone was erased is none";
        assertThat(station.out()).doesNotContain(why);
        assertThat(verify(file, Optional.of(second), false)).isEqualTo(ExitCode.NOT_SATISFIED);
        assertThat(station.out()).contains(why);
        assertThat(verify(file, Optional.empty(), false)).isEqualTo(ExitCode.NOT_SATISFIED);
        Files.move(first, first.resolveSibling("c.trust"));
        assertThat(verify(file, Optional.empty(), false)).isEqualTo(ExitCode.NOT_SATISFIED);
        Files.delete(second);
        assertThat(verify(file, Optional.empty(), false)).isEqualTo(ExitCode.OK);
    }

    /** A station names witnesses in its own list as it likes: nobody else's word about a maker rests on them. */
    @Test
    void theStationsOwnWitnessesAloneProveNoTime() throws Exception {
        Path file = certificate();
        phone.isStationListed = false;
        Path _ = imported("makers.trust");
        assertThat(verify(file, Optional.empty(), false)).isEqualTo(ExitCode.NOT_SATISFIED);
        assertThat(station.out())
                .contains("only lists that a station or a log signed do: name witnesses in the list that accepts it");
    }

    @Test
    void ofARetiredKeyNothingCounts() throws Exception {
        Path file = certificate();
        phone.isKeyRetired = true;
        assertThat(verify(file, accepting(PhoneWithMaker.OPEN), false)).isEqualTo(ExitCode.NOT_SATISFIED);
        assertThat(station.out()).contains("a trust list says that its key counts no more");
    }

    /** A station that has certified nothing before names no earlier note; what ends a statement needs none. */
    @Test
    void aStationsFirstCertificateCounts() throws Exception {
        Receipt receipt = phone.receipt(station, phone.statement());
        Path _ = phone.written(folder, receipt);
        Path file = station.certified("phone", receipt);
        assertThat(Certificate.parse(Files.readAllBytes(file)).notBefore()).isEmpty();
        assertThat(verify(file, accepting(PhoneWithMaker.OPEN), false)).isEqualTo(ExitCode.OK);
    }

    @Test
    void aListThatTakesItBackLaterTakesTheClauseBack() throws Exception {
        Path receipt = certificate();
        assertThat(verify(receipt, accepting(PhoneWithMaker.OPEN), false)).isEqualTo(ExitCode.OK);
        assertThat(verify(receipt, accepting(List.of()), false)).isEqualTo(ExitCode.NOT_SATISFIED);
        phone.least = List.of(new TrustedProducer.Least("EX-CLEAR-1", 2));
        assertThat(verify(receipt, accepting(PhoneWithMaker.OPEN), false)).isEqualTo(ExitCode.NOT_SATISFIED);
    }

    /** The record decides: a station that says that it fits what it does not is found. */
    @Test
    void aStationThatSaysOtherwiseThanTheRecordIsRefused() throws Exception {
        SignedProducerStatement fitting = phone.statement();
        List<Optional<ProducersShown>> lies = List.of(
                shown(fitting, List.of("overwrite")), // fewer clauses than fit
                shown(other(), PhoneWithMaker.OPEN),
                shown(phone.withdrawn(), PhoneWithMaker.OPEN));
        for (Optional<ProducersShown> lie : lies) {
            Path file = phone.written(folder, phone.receipt(station, lie));
            assertThat(verify(file, accepting(PhoneWithMaker.OPEN), false)).isEqualTo(ExitCode.DOES_NOT_VERIFY);
        }
        // What it shows itself denies the last two; for the first it takes the record.
        assertThat(station.err()).contains("wangchuan: EVIDENCE:", "wangchuan: CONTRADICTION:");
    }

    private SignedProducerStatement other() {
        phone.models = List.of("Pixel 8 Pro");
        return phone.statement();
    }

    private static Optional<ProducersShown> shown(SignedProducerStatement statement, List<String> clauses) {
        return Optional.of(new ProducersShown(List.of(new ProducersShown.One(statement.text(), clauses))));
    }

    /** What it says of the receipt itself stands in ProducerChecksTest: a station's books give out none that does not verify. */
    @Test
    void aStationSignsNoReceiptWithAForgedOne() throws Exception {
        NoteSigner stranger = new NoteSigner(phone.maker.verifierKey().name(), SigningKey.generate());
        String forged =
                new String(stranger.sign(phone.statement().note().text()).toBytes(), StandardCharsets.UTF_8);
        Path file = Files.writeString(folder.resolve("forged.producer"), forged);
        assertThatThrownBy(() -> Producers.read(file))
                .isInstanceOfSatisfying(
                        UserError.class, e -> assertThat(e.code()).isEqualTo("NOTE_SIGNATURE"));
        Optional<ProducersShown> shown =
                Optional.of(new ProducersShown(List.of(new ProducersShown.One(forged, PhoneWithMaker.OPEN))));
        assertThatThrownBy(() -> phone.receipt(station, shown)).isInstanceOf(BooksRefusedException.class);
    }

    /** What it says stands in PhonePageTest; what is shown as fitting and can't fit leaves no trace on paper, be it in one spelling or another. */
    @Test
    void nothingThatIsWithdrawnOrOfAnotherPhoneIsOnPaper() throws Exception {
        Receipt sound = phone.receipt(station, phone.statement());
        Path paper = Files.write(
                folder.resolve("phone.receipt.pdf"), ReceiptPaper.render(sound, Optional.of(phone.record())));
        assertThat(verify(paper, accepting(PhoneWithMaker.OPEN), false)).isEqualTo(ExitCode.NOT_SATISFIED);
        Receipt lie = phone.receipt(station, shown(phone.withdrawn(), PhoneWithMaker.OPEN));
        Path other = Files.write(folder.resolve("lie.receipt.pdf"), ReceiptPaper.render(lie, Optional.empty()));
        assertThat(verify(other, accepting(PhoneWithMaker.OPEN), false)).isEqualTo(ExitCode.DOES_NOT_VERIFY);
        assertThat(station.err()).contains("wangchuan: CONTRADICTION:");
    }

    /** That the record fits is the station's claim: of one that nobody knows nothing is met by it. */
    @Test
    void anUnknownStationsWordMeetsNothing() throws Exception {
        Path receipt = certificate();
        phone.isStationListed = false;
        Optional<Path> stranger = accepting(PhoneWithMaker.OPEN);
        assertThat(verify(receipt, stranger, false)).isEqualTo(ExitCode.NOT_SATISFIED);
        // It is not told that a certificate is what is missing: it is one.
        assertThat(station.out())
                .contains("nobody known here signed the record")
                .doesNotContain(
                        "met by its maker's word", "accepts its word", "policy satisfied", "takes a certificate");
        station = new CheckFixture(folder);
        assertThat(verify(receipt, stranger, true)).isEqualTo(ExitCode.NOT_SATISFIED);
        assertThat(station.out())
                .contains("\"policySatisfied\":false", "\"met\":[]", "\"state\":\"signer-unknown\"}]")
                .doesNotContain("\"state\":\"counts\"", "\"state\":\"time-not-proved\"", "\"metBy\"");
    }

    /** A receipt's dates are its station's claim: the clause stays open, and it is said what is missing. */
    @Test
    void aReceiptAloneMeetsNothingAndItIsSaidWhy() throws Exception {
        Path receipt = receipt();
        assertThat(verify(receipt, accepting(PhoneWithMaker.OPEN), false)).isEqualTo(ExitCode.NOT_SATISFIED);
        assertThat(station.out())
                .contains("policy NOT satisfied", "that takes a certificate")
                .doesNotContain("met by its maker's word");
    }

    @Test
    void aMakerThatIsAcceptedSpeaksOfNobodyElsesPhones() throws Exception {
        Path receipt = certificate();
        phone.phonesOf = List.of("Samsung");
        assertThat(verify(receipt, accepting(PhoneWithMaker.OPEN), false)).isEqualTo(ExitCode.NOT_SATISFIED);
        assertThat(station.out()).contains("that it may speak of phones of this maker");
    }

    /** Half of a later one. */
    private Path torn() throws Exception {
        phone.sequence = 2;
        Path kept = new ProducerStore(station.home).keep(phone.withdrawn());
        byte[] whole = Files.readAllBytes(kept);
        return Files.write(kept, Arrays.copyOf(whole, whole.length / 2));
    }

    /** Other statements only lower: where nothing would count, what lies here changes no answer, and it is told that it was not compared. */
    @Test
    void whatIsKeptAndCantBeToldStopsNothingThatNeedsItNot() throws Exception {
        Path receipt = receipt();
        Path kept = torn();
        for (List<String> accepted : List.of(PhoneWithMaker.OPEN, List.<String>of())) {
            station = new CheckFixture(folder);
            assertThat(verify(receipt, accepting(accepted), false)).isEqualTo(ExitCode.NOT_SATISFIED);
            assertThat(station.err())
                    .contains(kept + " among the kept statements", "was not compared, and nothing here is met")
                    .doesNotContain("PRODUCER_STORE");
            assertThat(station.out()).contains("does NOT count").doesNotContain("met by its maker's word");
        }
        station = new CheckFixture(folder);
        assertThat(verify(receipt, Optional.empty(), true)).isEqualTo(ExitCode.NOT_SATISFIED);
        assertThat(station.out()).contains("\"state\":\"not-trusted\"");
    }

    /** A fault of this machine is none of the certificate's, nor of a summary that names it: that goes by the evidence. */
    @Test
    void whatIsKeptAndCantBeToldMakesNoSummaryFalse() throws Exception {
        Path certificate = certificate();
        var clearing =
                Certificate.parse(Files.readAllBytes(certificate)).receipt().clearing();
        Statement.Clearing said = (Statement.Clearing) StatementReader.read(clearing.statement());
        ClearingClaims.Policy policy = said.claims().policy();
        SummaryRow row = SummaryWorld.row(
                1,
                SummaryRow.Where.KEPT,
                new SummaryRow.Proof(
                        said.head().eventId(),
                        clearing.statement().digest(),
                        true,
                        Optional.of("ABCD"),
                        said.claims().verdict(),
                        SummaryRow.Conformity.ANSWERED,
                        policy.id(),
                        policy.version(),
                        said.head().issuedAtSeconds()));
        SummaryWorld shop = new SummaryWorld(folder.resolve("shop"), 0, Set.of(), Set.of());
        Path summary = shop.write("summary.json", shop.summary(List.of(row)).toBytes());
        Optional<Path> trust = accepting(PhoneWithMaker.OPEN);
        Path _ = torn();
        assertThat(verify(List.of(certificate, summary), trust, true)).isEqualTo(ExitCode.NOT_SATISFIED);
        assertThat(station.err()).contains("PRODUCER_STORE");
        List<Json.Fields> results = Json.in(
                        CanonicalJson.readLenientObject(station.out().getBytes(StandardCharsets.UTF_8)))
                .objects("results");
        assertThat(results.getFirst().text("state")).isEqualTo("not-told");
        assertThat(results.getFirst().whole("exitCode", 0, 99)).isEqualTo(ExitCode.REFUSED.number());
        Json.Fields beside = results.getLast().object("beside");
        assertThat(beside.whole("same", 0, 9)).isEqualTo(1);
        assertThat(beside.whole("refused", 0, 9)).isZero();
        assertThat(results.getLast().bool("isWhole")).isFalse();
    }

    /** A withdrawal that can't be read is no reason to go by what it withdrew. */
    @Test
    void whatIsKeptAndCantBeToldStopsTheAnswer() throws Exception {
        Path receipt = certificate();
        Path kept = torn();
        assertThat(verify(receipt, accepting(PhoneWithMaker.OPEN), false)).isEqualTo(ExitCode.REFUSED);
        assertThat(station.err()).contains("PRODUCER_STORE", kept.getFileName().toString());
        new ProducerStore(station.home).keep(phone.withdrawn());
        assertThat(verify(receipt, accepting(PhoneWithMaker.OPEN), false)).isEqualTo(ExitCode.NOT_SATISFIED);
    }

    @Test
    void whatIsNoStatementIsNotTakenForOne() throws Exception {
        Path receipt = receipt();
        assertThat(Producers.read(Files.write(
                                folder.resolve("a.producer"), phone.statement().toBytes()))
                        .claims()
                        .number())
                .isEqualTo("EX-CLEAR-1");
        assertThatThrownBy(() -> Producers.read(receipt))
                .isInstanceOfSatisfying(
                        UserError.class, e -> assertThat(e.code()).isEqualTo("OTHER_FILE"));
    }
}
