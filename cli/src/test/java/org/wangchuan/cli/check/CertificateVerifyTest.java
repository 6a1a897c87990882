package org.wangchuan.cli.check;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.wangchuan.cli.progress.TerminalConsole;
import org.wangchuan.cli.service.Cancellation;
import org.wangchuan.cli.service.Context;
import org.wangchuan.cli.service.ExitCode;
import org.wangchuan.cli.service.Messages;
import org.wangchuan.cli.service.UserError;
import org.wangchuan.cli.service.VerifyService;
import org.wangchuan.engine.policy.PolicyCatalogue;
import org.wangchuan.proof.FailureCode;
import org.wangchuan.proof.VerificationException;
import org.wangchuan.proof.certificate.Certificate;
import org.wangchuan.proof.certificate.CounterSignature.Role;
import org.wangchuan.proof.cosign.Cosigner;
import org.wangchuan.proof.encoding.Bytes32;
import org.wangchuan.proof.issue.CertificateIssuer;
import org.wangchuan.proof.issue.CounterSigner;
import org.wangchuan.proof.issue.IssuedStatement;
import org.wangchuan.proof.issue.ReceiptIssuer;
import org.wangchuan.proof.issue.StatementIssuer;
import org.wangchuan.proof.issue.StationChain;
import org.wangchuan.proof.issue.TrustListIssuer;
import org.wangchuan.proof.key.SigningKey;
import org.wangchuan.proof.log.SignedCheckpoint;
import org.wangchuan.proof.log.TileLog;
import org.wangchuan.proof.note.NoteSigner;
import org.wangchuan.proof.receipt.NotBefore;
import org.wangchuan.proof.receipt.Receipt;
import org.wangchuan.proof.statement.ClearingClaims;
import org.wangchuan.proof.statement.Disclosed;
import org.wangchuan.proof.statement.Evidence;
import org.wangchuan.proof.statement.HiddenAreas;
import org.wangchuan.proof.statement.NotProved;
import org.wangchuan.proof.statement.Pass;
import org.wangchuan.proof.statement.Target;
import org.wangchuan.proof.statement.Verdict;
import org.wangchuan.proof.statement.Verification;
import org.wangchuan.proof.statement.Work;
import org.wangchuan.proof.trust.SignedTrustList;
import org.wangchuan.proof.trust.TrustList;

class CertificateVerifyTest {
    private static final Instant STARTED = Instant.parse("2026-03-01T08:00:00Z");

    @TempDir
    Path folder;

    private final SigningKey station = SigningKey.generate();
    private final NoteSigner logSigner = new NoteSigner("log.example", SigningKey.generate());
    private final Cosigner witness = new Cosigner("witness.example", SigningKey.generate());
    private final ByteArrayOutputStream out = new ByteArrayOutputStream();

    private Certificate certificate(List<Cosigner> witnesses) throws IOException {
        return certificate(witnesses, Verdict.CLEARED, ClearingClaims.Clause.State.SATISFIED);
    }

    private Certificate certificate(List<Cosigner> witnesses, Verdict verdict, ClearingClaims.Clause.State clauses)
            throws IOException {
        try (TileLog log = TileLog.open(folder.resolve("log"), logSigner, Optional.empty())) {
            SignedCheckpoint early = cosigned(log, STARTED.minusSeconds(3_600), List.of(witness));
            StationChain chain = StationChain.NEW.witnessing(early);
            StatementIssuer issuer = StatementIssuer.real(station);
            Target target = new Target(
                    Target.Kind.BLOCK,
                    "sdb",
                    Optional.of("Model 1"),
                    Optional.of("WD-1"),
                    Optional.empty(),
                    Optional.empty(),
                    1_000_000,
                    512,
                    "sata",
                    Target.MediumClass.MAGNETIC,
                    Target.MediumClassSource.DEVICE);
            Disclosed shown = Disclosed.ofStart(target, Optional.empty());
            IssuedStatement start = issuer.start(chain, UUID.randomUUID(), STARTED, shown);
            log.append(List.of(start.entry()));
            IssuedStatement clearing = issuer.clearing(
                    chain.after(start),
                    UUID.randomUUID(),
                    STARTED.plusSeconds(60),
                    claims(start.eventId(), verdict, clauses),
                    Disclosed.ofClearing(target, work(target.capacityBytes()), Optional.empty()));
            log.append(List.of(clearing.entry()));
            Certificate bare = CertificateIssuer.certificate(
                    ReceiptIssuer.receipt(log, station.publicKey(), start, clearing),
                    cosigned(log, STARTED.plusSeconds(600), witnesses));
            return new Certificate(
                    bare.receipt(),
                    Optional.of(new NotBefore(early, log.proveConsistency(0).hashes())),
                    Optional.empty(),
                    List.of(new CounterSigner(station).asserted(Role.OWNER, clearing.sdJwt(), STARTED)));
        }
    }

    private static Work work(long capacity) {
        return new Work(
                "wangchuan test",
                STARTED,
                STARTED.plusSeconds(60),
                List.of(Pass.Pattern.ZERO, Pass.Pattern.ONE, Pass.Pattern.RANDOM).stream()
                        .map(pattern -> new Pass(pattern, capacity, 60_000, List.of()))
                        .toList(),
                new Verification(
                        Verification.Mode.FULL, Verification.Path.DIRECT, capacity, List.of(), 0, Optional.empty()),
                List.of(),
                new HiddenAreas(HiddenAreas.State.NONE, Optional.empty()),
                0,
                Work.Residue.NOT_RUN);
    }

    private static ClearingClaims claims(UUID start, Verdict verdict, ClearingClaims.Clause.State clauses) {
        var policy = PolicyCatalogue.find(PolicyCatalogue.DEFAULT_ID).orElseThrow();
        return new ClearingClaims(
                start,
                verdict,
                new ClearingClaims.Policy(
                        policy.id(),
                        String.valueOf(policy.version()),
                        Bytes32.of(HexFormat.of().parseHex(policy.digest()))),
                policy.clauses().stream()
                        .map(clause -> new ClearingClaims.Clause(clause.id(), clauses, clause.source()))
                        .toList(),
                Evidence.of(new byte[] {1}),
                List.of(NotProved.FIRMWARE_COPY, NotProved.TIME_NOT_WITNESSED));
    }

    private static SignedCheckpoint cosigned(TileLog log, Instant at, List<Cosigner> witnesses) {
        return CertificateIssuer.cosigned(
                log.checkpoint(),
                witnesses.stream()
                        .map(w -> w.cosign(log.checkpoint().note().text(), at.getEpochSecond()))
                        .toList());
    }

    private Path trust(String policy) throws IOException {
        NoteSigner signer = new NoteSigner("trust.example", SigningKey.generate());
        TrustList list = new TrustList(
                1,
                1,
                signer.verifierKey(),
                List.of(new TrustList.Operator(
                        "Testbetrieb",
                        List.of(logSigner.verifierKey()),
                        List.of(new TrustList.Station(station.publicKey(), 0, Optional.empty())))),
                policy);
        Path file = folder.resolve("list.trust");
        Files.write(file, TrustListIssuer.sign(list, signer).toBytes());
        return file;
    }

    /** A list that names the station in a log, by anybody's key. */
    private TrustList list(NoteSigner signer, NoteSigner log, Optional<Long> end) {
        return new TrustList(
                1,
                1,
                signer.verifierKey(),
                List.of(new TrustList.Operator(
                        "Testbetrieb",
                        List.of(log.verifierKey()),
                        List.of(new TrustList.Station(station.publicKey(), 0, end)))),
                policy());
    }

    private static void requireRefused(Certificate certificate, TrustList... lists) {
        assertThatThrownBy(() -> Proven.of(certificate, List.of(lists), Optional.of("WD-1")))
                .isInstanceOfSatisfying(
                        VerificationException.class, e -> assertThat(e.code()).isEqualTo(FailureCode.LOG_UNKNOWN));
    }

    private static void requireUnknown(Certificate certificate, TrustList... lists) throws VerificationException {
        Proven proven = Proven.of(certificate, List.of(lists), Optional.of("WD-1"));
        assertThat(proven.isTrusted()).isFalse();
        assertThat(proven.vouchers()).isEmpty();
    }

    /** Certificates are for the log in which others know the station; it can't choose another, with witnesses to its taste. */
    @Test
    void aStationsOwnListLeavesAnOperatorsLogToTheOperatorsListAndNotTheOtherWayRound() throws Exception {
        Certificate certificate = certificate(List.of(witness));
        NoteSigner elsewhere = new NoteSigner("elsewhere.example", SigningKey.generate());
        NoteSigner regulator = new NoteSigner("regulator.example", SigningKey.generate());
        NoteSigner own = new NoteSigner("wangchuan.local/own/trust", station);
        TrustList regulators = list(regulator, logSigner, Optional.empty());
        TrustList ownElsewhere = list(own, elsewhere, Optional.empty());
        assertThat(Proven.of(certificate, List.of(ownElsewhere, regulators), Optional.of("WD-1"))
                        .vouchers())
                .hasSize(1);
        requireUnknown(certificate, ownElsewhere);
        requireRefused(certificate, list(own, elsewhere, Optional.of(9L)), regulators);
        TrustList regulatorsElsewhere = list(regulator, elsewhere, Optional.empty());
        TrustList ownHere = list(own, logSigner, Optional.empty());
        assertThat(Proven.of(certificate, List.of(ownHere), Optional.of("WD-1")).isTrusted())
                .isTrue();
        requireUnknown(certificate, ownHere, regulatorsElsewhere);
        requireUnknown(certificate, regulatorsElsewhere, ownHere);
        // Nor where the list has this log for receipts alone.
        TrustList forReceipts = new TrustList(
                1,
                1,
                regulator.verifierKey(),
                List.of(
                        regulatorsElsewhere.operators().getFirst(),
                        new TrustList.Operator(
                                "own",
                                List.of(logSigner.verifierKey()),
                                List.of(new TrustList.Station(station.publicKey(), 0, Optional.empty())),
                                List.of(TrustList.RECEIPTS_ALONE))),
                policy());
        requireUnknown(certificate, ownHere, forReceipts);
        requireUnknown(certificate, forReceipts);
        assertThat(Proven.of(certificate.receipt(), List.of(forReceipts), Optional.of("WD-1"))
                        .isTrusted())
                .isTrue();

        // A list that says that nobody counted while the log was so small, says no; one without any witnesses says
        // nothing.
        TrustList.Operator known = regulators.operators().getFirst();
        TrustList gap = new TrustList(
                1,
                1,
                own.verifierKey(),
                List.of(new TrustList.Operator(
                        "Gap", known.logKeys(), known.stations(), List.of(new TrustList.EarlierPolicy(1_000, "")))),
                policy());
        assertThatThrownBy(() -> Proven.of(certificate, List.of(gap, regulators), Optional.of("WD-1")))
                .isInstanceOf(VerificationException.class);
        TrustList silent = new TrustList(1, 1, own.verifierKey(), List.of(known), "");
        assertThat(Proven.of(certificate, List.of(silent, regulators), Optional.of("WD-1"))
                        .isTrusted())
                .isTrue();

        // A receipt rests on the station's word, in its own log, whoever else knows it; but not with an ended key.
        Receipt receipt = certificate.receipt();
        assertThat(Proven.of(receipt, List.of(regulatorsElsewhere, ownHere), Optional.of("WD-1"))
                        .isTrusted())
                .isTrue();
        TrustList ended = list(regulator, elsewhere, Optional.of(9L));
        assertThatThrownBy(() -> Proven.of(receipt, List.of(ended, ownHere), Optional.of("WD-1")))
                .isInstanceOf(VerificationException.class);
        assertThat(Proven.of(receipt, List.of(regulatorsElsewhere), Optional.of("WD-1"))
                        .isTrusted())
                .as("a list that says nothing of that log")
                .isFalse();
    }

    private String policy() {
        return "witness w " + witness.key() + "\nquorum w\n";
    }

    private ExitCode verify(Certificate certificate, Optional<Path> trust, String language, boolean json)
            throws IOException, UserError {
        Path file = folder.resolve("a.certificate.json");
        Files.write(file, certificate.toBytes());
        PrintStream stream = new PrintStream(out, true, StandardCharsets.UTF_8);
        Cancellation cancellation = new Cancellation();
        return new FileVerify()
                .verify(
                        new VerifyService.Request(List.of(file), trust, Optional.of("WD-1"), json),
                        new Context(
                                folder.resolve("home"),
                                TerminalConsole.onStandardStreams(
                                        stream, stream, Messages.in(language), cancellation, Map.of(), false),
                                cancellation));
    }

    private String printed() {
        return out.toString(StandardCharsets.UTF_8);
    }

    @Test
    void aWitnessedCertificateVerifiesAndShowsItsInterval() throws Exception {
        assertThat(verify(certificate(List.of(witness)), Optional.of(trust(policy())), "en", false))
                .isEqualTo(ExitCode.OK);
        assertThat(printed())
                .contains("made between 2026-03-01T07:00:00Z and 2026-03-01T08:10:00Z")
                .contains("owner: the clerk says so")
                .contains("no revocation list was read")
                .contains("certificate, witnessed by witness.example")
                .doesNotContain("not yet witnessed");
    }

    @Test
    void oneThatSaysThatThePolicyIsNotSatisfiedIsNoSuccess() throws Exception {
        Certificate certificate =
                certificate(List.of(witness), Verdict.PARTIAL, ClearingClaims.Clause.State.NOT_SATISFIED);
        assertThat(verify(certificate, Optional.of(trust(policy())), "en", false))
                .isEqualTo(ExitCode.NOT_SATISFIED);
        assertThat(printed()).contains("policy NOT satisfied").contains("    not satisfied: ");
        out.reset();
        assertThat(verify(certificate, Optional.of(trust(policy())), "en", true))
                .isEqualTo(ExitCode.NOT_SATISFIED);
        assertThat(printed())
                .contains("\"exitCode\":2")
                .contains("\"policySatisfied\":false")
                .contains("\"state\":\"verified\"");
        // Worse than a signer who is not known: the caller must not take it for a matter of trust alone.
        assertThat(verify(certificate, Optional.empty(), "en", false)).isEqualTo(ExitCode.NOT_SATISFIED);
    }

    @Test
    void whatIsNotProvedIsSaidInTheWordsOfThePaper() throws Exception {
        Certificate certificate = certificate(List.of(witness));
        ExitCode _ = verify(certificate, Optional.empty(), "en", false);
        assertThat(printed())
                .contains("  What this certificate does not prove:\n")
                .contains("    – That the firmware is honest: one that reads from a hidden copy looks the same.\n")
                .contains("    – The time: it is the station's own clock, confirmed by nobody.\n");
        out.reset();
        ExitCode _ = verify(certificate, Optional.empty(), "zh", false);
        assertThat(printed()).contains("  本证明不能证明：\n").contains("    – 时间：取自工作站自身的时钟，无人确认。\n");
    }

    @Test
    void aTimeThatWitnessesProveIsNotAmongIt() throws Exception {
        ExitCode _ = verify(certificate(List.of(witness)), Optional.of(trust(policy())), "en", false);
        assertThat(printed()).contains("    – That the firmware is honest").doesNotContain("confirmed by nobody");
    }

    @Test
    void chineseSaysTheSame() throws Exception {
        assertThat(verify(certificate(List.of(witness)), Optional.of(trust(policy())), "zh", false))
                .isEqualTo(ExitCode.OK);
        assertThat(printed())
                .contains("2026-03-01T08:10:00Z 之间")
                .contains("机主：仅为柜台人员所述")
                .contains("未读取晚于该记录的撤销列表");
    }

    @Test
    void aStrangersCertificateIsUntrustedHoweverManyHaveCosigned() throws Exception {
        assertThat(verify(certificate(List.of(witness)), Optional.empty(), "en", false))
                .isEqualTo(ExitCode.UNTRUSTED);
        assertThat(printed()).contains("none does").doesNotContain("made between");
    }

    @Test
    void withoutTheWitnessesThatTheListAsksForItDoesNotVerify() throws Exception {
        assertThat(verify(certificate(List.of()), Optional.of(trust(policy())), "en", false))
                .isEqualTo(ExitCode.DOES_NOT_VERIFY);
        assertThat(printed()).contains("UNWITNESSED");
    }

    @Test
    void underAListWithoutWitnessesItDoesNotVerify() throws Exception {
        assertThat(verify(certificate(List.of(witness)), Optional.of(trust("")), "en", true))
                .isEqualTo(ExitCode.DOES_NOT_VERIFY);
        assertThat(printed()).contains("\"code\":\"WITNESS_POLICY\"");
    }

    /** A station's own list knows its key and no witness; the regulator's knows both. */
    @Test
    void aListThatSaysNothingAboutWitnessesLeavesTheAnswerToTheNext() throws Exception {
        Certificate certificate = certificate(List.of(witness));
        TrustList silent = SignedTrustList.parse(Files.readAllBytes(trust(""))).list();
        TrustList regulators =
                SignedTrustList.parse(Files.readAllBytes(trust(policy()))).list();
        assertThat(Proven.of(certificate, List.of(silent, regulators), Optional.empty())
                        .isTrusted())
                .isTrue();
        Certificate unwitnessed = CertificateIssuer.certificate(
                certificate.receipt(),
                CertificateIssuer.cosigned(
                        certificate.receipt().clearing().proof().checkpoint(), List.of()));
        assertThatThrownBy(() -> Proven.of(unwitnessed, List.of(silent, regulators), Optional.empty()))
                .isInstanceOf(VerificationException.class);
    }

    /** The station's own list names a witness of its own making; the regulator's names another. */
    @Test
    void everyListThatKnowsTheSignerHasToAgree() throws Exception {
        Certificate certificate = certificate(List.of(witness));
        TrustList own =
                SignedTrustList.parse(Files.readAllBytes(trust(policy()))).list();
        Cosigner honest = new Cosigner("honest.example", SigningKey.generate());
        TrustList regulators = SignedTrustList.parse(
                        Files.readAllBytes(trust("witness h " + honest.key() + "\nquorum h\n")))
                .list();
        for (List<TrustList> lists : List.of(List.of(own, regulators), List.of(regulators, own))) {
            assertThatThrownBy(() -> Proven.of(certificate, lists, Optional.empty()))
                    .isInstanceOfSatisfying(
                            VerificationException.class,
                            e -> assertThat(e.code()).isEqualTo(FailureCode.WITNESS_UNKNOWN));
        }
    }

    /** An operator's name is the word of whoever signed the list. */
    @Test
    void whoseListVouchesIsTold() throws Exception {
        Certificate certificate = certificate(List.of(witness));
        assertThat(verify(certificate, Optional.of(trust(policy())), "en", false))
                .isEqualTo(ExitCode.OK);
        assertThat(printed()).contains("known by the trust list of trust.example+");
        out.reset();
        assertThat(verify(certificate, Optional.of(trust(policy())), "en", true))
                .isEqualTo(ExitCode.OK);
        assertThat(printed()).contains("\"trustLists\":[{\"operator\":\"Testbetrieb\",\"signer\":\"trust.example+");
        out.reset();
        assertThat(verify(certificate, Optional.empty(), "en", false)).isEqualTo(ExitCode.UNTRUSTED);
        assertThat(printed())
                .as("nothing looks like a success that anybody could have made")
                .contains("and that the policy is satisfied; nobody known stands for that")
                .doesNotContain("known by", "✓", ", policy satisfied");
        TrustList one =
                SignedTrustList.parse(Files.readAllBytes(trust(policy()))).list();
        TrustList other =
                SignedTrustList.parse(Files.readAllBytes(trust(policy()))).list();
        TrustList silent = SignedTrustList.parse(Files.readAllBytes(trust(""))).list();
        assertThat(Proven.of(certificate, List.of(one, silent, other), Optional.empty())
                        .vouchers())
                .containsExactly(Voucher.of("Testbetrieb", one), Voucher.of("Testbetrieb", other));
        assertThat(Proven.of(certificate.receipt(), List.of(silent, other), Optional.empty())
                        .vouchers())
                .containsExactly(Voucher.of("Testbetrieb", silent), Voucher.of("Testbetrieb", other));
        assertThat(Proven.of(certificate.receipt(), List.of(), Optional.empty()).vouchers())
                .isEmpty();
    }

    @Test
    void programsAreToldTheSameAsPeople() throws Exception {
        assertThat(verify(certificate(List.of(witness)), Optional.of(trust(policy())), "en", true))
                .isEqualTo(ExitCode.OK);
        assertThat(printed())
                .contains("\"notEarlier\":\"2026-03-01T07:00:00Z\"")
                .contains("\"witnesses\":[\"witness.example\"]")
                .contains("\"grade\":\"asserted\"");
    }
}
