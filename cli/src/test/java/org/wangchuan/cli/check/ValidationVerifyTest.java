package org.wangchuan.cli.check;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.wangchuan.cli.service.ExitCode;
import org.wangchuan.cli.service.UserError;
import org.wangchuan.cli.service.VerifyService;
import org.wangchuan.engine.policy.Clause;
import org.wangchuan.engine.policy.Policy;
import org.wangchuan.engine.policy.PolicyCatalogue;
import org.wangchuan.engine.policy.Requirement;
import org.wangchuan.proof.encoding.Bytes32;
import org.wangchuan.proof.issue.IssuedStatement;
import org.wangchuan.proof.issue.StatementIssuer;
import org.wangchuan.proof.issue.StationChain;
import org.wangchuan.proof.issue.TrustListIssuer;
import org.wangchuan.proof.key.SigningKey;
import org.wangchuan.proof.note.NoteSigner;
import org.wangchuan.proof.record.RecordedFile;
import org.wangchuan.proof.statement.ClearingClaims;
import org.wangchuan.proof.statement.ValidationClaims;
import org.wangchuan.proof.statement.ValidationClaims.Deed;
import org.wangchuan.proof.statement.ValidationClaims.Hand;
import org.wangchuan.proof.trust.TrustList;

/** A stranger has in hand who answers for an open clause. */
class ValidationVerifyTest {
    private static final Policy POLICY = PolicyCatalogue.find("gb-46864-2025").orElseThrow();
    private static final Clause OPEN = POLICY.clauses().stream()
            .filter(clause -> !(clause.needs() instanceof Requirement.Level))
            .findFirst()
            .orElseThrow();

    private final NoteSigner log = new NoteSigner("shop.example/log", SigningKey.generate());

    @TempDir
    Path folder;

    private CheckFixture station = new CheckFixture(Path.of(""));
    private Path trust = Path.of("");

    @BeforeEach
    void aShop() throws IOException {
        station = new CheckFixture(folder);
        NoteSigner signer = new NoteSigner("shop.example/trust", SigningKey.generate());
        TrustList list = new TrustList(
                1,
                Instant.now().getEpochSecond(),
                signer.verifierKey(),
                List.of(new TrustList.Operator("Old Phones Ltd", List.of(log.verifierKey()), List.of())),
                "");
        trust = Files.write(
                folder.resolve("shop.trust"), TrustListIssuer.sign(list, signer).toBytes());
    }

    private Path record(Clause clause, String by) throws IOException {
        ValidationClaims claims = new ValidationClaims(
                "K7M2QX",
                Bytes32.sha256(new byte[] {1}),
                new ClearingClaims.Policy(
                        POLICY.id(),
                        POLICY.version() + "",
                        Bytes32.of(HexFormat.of().parseHex(POLICY.digest()))),
                clause.id(),
                clause.source(),
                by,
                "looked myself\nand \u202e found nothing",
                List.of(
                        new Hand(Deed.TOOK_IN, Optional.of("Li")),
                        new Hand(Deed.BEGAN, by.equals("Wu") ? Optional.empty() : Optional.of("Wang"))));
        IssuedStatement issued = StatementIssuer.real(log.signingKey())
                .validation(StationChain.NEW, UUID.randomUUID(), Instant.now(), claims);
        return Files.write(
                folder.resolve("K7M2QX.validation.json"),
                new RecordedFile(RecordedFile.Format.RECORD, issued.sdJwt(), issued.nonce(), log.verifierKey())
                        .toBytes());
    }

    private ExitCode verify(Path file, Optional<Path> list, boolean isJson) throws UserError {
        return new FileVerify()
                .verify(
                        new VerifyService.Request(
                                List.of(file),
                                list,
                                Optional.empty(),
                                List.of(),
                                Optional.empty(),
                                Optional.empty(),
                                isJson),
                        station.context);
    }

    @Test
    void itHoldsAndProvesNoErasure() throws Exception {
        assertThat(verify(record(OPEN, "Zhao"), Optional.of(trust), false)).isEqualTo(ExitCode.NOT_SATISFIED);
        assertThat(station.out())
                .contains(
                        "the signature holds: recorded by Old Phones Ltd",
                        "PROVES NO ERASURE",
                        "order K7M2QX",
                        Bytes32.sha256(new byte[] {1}).base64Url(),
                        OPEN.text().en(),
                        "answered for by Zhao",
                        "looked myself",
                        "independent, by the operator's own records",
                        "took the device in: Li",
                        "began the erasure: Wang")
                .doesNotContain("\u202e", "verifies;", "NOT INDEPENDENT");
        assertThat(verify(record(OPEN, "Zhao"), Optional.of(trust), true)).isEqualTo(ExitCode.NOT_SATISFIED);
        assertThat(station.out())
                .contains("\"provesErasure\":false", "\"state\":\"validation-signed\"", "\"apart\":\"independent\"");
    }

    @Test
    void whoWasNotApartIsCalledThat() throws Exception {
        assertThat(verify(record(OPEN, "Li"), Optional.of(trust), false)).isEqualTo(ExitCode.NOT_SATISFIED);
        assertThat(station.out()).contains("NOT INDEPENDENT");
        assertThat(verify(record(OPEN, "Wu"), Optional.of(trust), false)).isEqualTo(ExitCode.NOT_SATISFIED);
        assertThat(station.out()).contains("NOT KNOWN whether independent", "began the erasure: not recorded");
    }

    @Test
    void anUnknownSignerIsNamedAndAnEditedRecordRefused() throws Exception {
        Path file = record(OPEN, "Zhao");
        assertThat(verify(file, Optional.empty(), false)).isEqualTo(ExitCode.NOT_SATISFIED);
        assertThat(station.out()).contains("its signer is not in the trust list");
        String text = Files.readString(file);
        int middle = text.indexOf("\"statement\"") + 400;
        char other = text.charAt(middle) == 'A' ? 'B' : 'A';
        Files.writeString(file, text.substring(0, middle) + other + text.substring(middle + 1));
        assertThat(verify(file, Optional.of(trust), false)).isEqualTo(ExitCode.DOES_NOT_VERIFY);
        Files.writeString(file, text.replace("wangchuan-record/v1", "wangchuan-observation/v1"));
        assertThat(verify(file, Optional.of(trust), false)).isEqualTo(ExitCode.DOES_NOT_VERIFY);
    }

    /** What follows from the verdict is nobody's to answer for. */
    @Test
    void aClauseAboutTheVerdictIsNotLeftToPeople() throws Exception {
        Clause level = POLICY.clauses().stream()
                .filter(clause -> clause.needs() instanceof Requirement.Level)
                .findFirst()
                .orElseThrow();
        assertThat(verify(record(level, "Zhao"), Optional.of(trust), false)).isEqualTo(ExitCode.DOES_NOT_VERIFY);
        assertThat(station.err()).contains("POLICY");
    }

    @Test
    void noCommandTakesItForAReceipt() throws Exception {
        Path file = record(OPEN, "Zhao");
        assertThatThrownBy(() -> RecordFile.clearing(file))
                .isInstanceOfSatisfying(
                        UserError.class, e -> assertThat(e.code()).isEqualTo("OTHER_FILE"));
        assertThatThrownBy(() -> new EvidenceReplay().replay(file, false, station.context))
                .isInstanceOfSatisfying(
                        UserError.class, e -> assertThat(e.text()).contains("signed record of what somebody decided"));
    }
}
