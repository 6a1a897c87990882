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
import org.wangchuan.engine.policy.Policy;
import org.wangchuan.engine.policy.PolicyCatalogue;
import org.wangchuan.proof.certificate.CounterSignature;
import org.wangchuan.proof.encoding.Bytes32;
import org.wangchuan.proof.issue.IssuedStatement;
import org.wangchuan.proof.issue.StatementIssuer;
import org.wangchuan.proof.issue.StationChain;
import org.wangchuan.proof.issue.TrustListIssuer;
import org.wangchuan.proof.key.SigningKey;
import org.wangchuan.proof.note.NoteSigner;
import org.wangchuan.proof.record.RecordedFile;
import org.wangchuan.proof.statement.ClearingClaims;
import org.wangchuan.proof.statement.ConsentClaims;
import org.wangchuan.proof.statement.ConsentClaims.Said;
import org.wangchuan.proof.statement.ConsentClaims.Through;
import org.wangchuan.proof.statement.PresenceClaims;
import org.wangchuan.proof.statement.WithdrawalClaims;
import org.wangchuan.proof.trust.TrustList;

/** A stranger has in hand what somebody agreed to, that it is over, and what speaks for their being there. */
class ConsentVerifyTest {
    private static final Policy POLICY = PolicyCatalogue.find("gb-46864-2025").orElseThrow();
    private static final byte[] RULES = HexFormat.of().parseHex(POLICY.digest());

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

    private IssuedStatement agreed(ConsentClaims.Said said, byte[] rules) {
        ConsentClaims claims = new ConsentClaims(
                "K7M2QX",
                new ConsentClaims.Device("D4R8TZ", "phone"),
                new ConsentClaims.Words("erasure", 1, "zh", Bytes32.sha256(new byte[] {1})),
                Optional.empty(),
                new ClearingClaims.Policy(POLICY.id(), POLICY.version() + "", Bytes32.of(rules)),
                Optional.of(new ConsentClaims.Offer(12_000, "CNY")),
                ConsentClaims.Presenter.HEIR,
                ConsentClaims.Scope.LIST,
                said);
        return StatementIssuer.real(log.signingKey())
                .consent(StationChain.NEW, UUID.randomUUID(), Instant.now(), claims);
    }

    private Path file(IssuedStatement issued) throws IOException {
        return Files.write(
                folder.resolve("K7M2QX.json"),
                new RecordedFile(RecordedFile.Format.RECORD, issued.sdJwt(), issued.nonce(), log.verifierKey())
                        .toBytes());
    }

    private ExitCode verify(Path file, Optional<Path> list, boolean isJson) throws UserError {
        return verify(file, list, Optional.empty(), isJson);
    }

    private ExitCode verify(Path file, Optional<Path> list, Optional<VerifyService.Image> image, boolean isJson)
            throws UserError {
        return new FileVerify()
                .verify(
                        new VerifyService.Request(
                                List.of(file), list, Optional.empty(), List.of(), Optional.empty(), image, isJson),
                        station.context);
    }

    @Test
    void itHoldsAndProvesNoErasure() throws Exception {
        IssuedStatement agreed = agreed(new Said(Through.COUNTER_SCREEN, Optional.of("Li")), RULES);
        assertThat(verify(file(agreed), Optional.of(trust), false)).isEqualTo(ExitCode.NOT_SATISFIED);
        assertThat(station.out())
                .contains(
                        "the signature holds: recorded by Old Phones Ltd",
                        "PROVES NO ERASURE, nor who it was that agreed",
                        "order K7M2QX, device D4R8TZ (phone)",
                        "agreed to the words erasure, version 1, in zh",
                        Bytes32.sha256(new byte[] {1}).base64Url(),
                        "an heir of the owner",
                        "offered for it: 120.00 CNY",
                        "for a list of devices at once",
                        "at the counter's screen, in the session of Li")
                .doesNotContain("verifies;");
        assertThat(verify(file(agreed), Optional.empty(), true)).isEqualTo(ExitCode.NOT_SATISFIED);
        assertThat(station.out())
                .contains("\"provesErasure\":false", "\"state\":\"consent-signer-unknown\"", "\"scope\":\"list\"");
    }

    @Test
    void whatIsOverNamesWhatItEnds() throws Exception {
        Said own = new Said(Through.OWN_BROWSER, Optional.empty());
        IssuedStatement agreed = agreed(own, RULES);
        IssuedStatement over = StatementIssuer.real(log.signingKey())
                .withdrawal(
                        StationChain.NEW.after(agreed),
                        UUID.randomUUID(),
                        Instant.now(),
                        new WithdrawalClaims("K7M2QX", agreed.sdJwt().digest(), own));
        assertThat(verify(file(over), Optional.of(trust), false)).isEqualTo(ExitCode.NOT_SATISFIED);
        assertThat(station.out())
                .contains(
                        "that a consent is over",
                        agreed.sdJwt().digest().base64Url(),
                        "PROVES NOTHING OF THE DEVICE",
                        "nobody checked whose hand was on it");
    }

    @Test
    void presenceSaysWhatItRestsOnAndComparesTheSignature() throws Exception {
        byte[] strokes = {1, 2, 3};
        Bytes32 imageKey = Bytes32.sha256(new byte[] {7});
        Said own = new Said(Through.OWN_BROWSER, Optional.empty());
        IssuedStatement agreed = agreed(own, RULES);
        IssuedStatement present = StatementIssuer.real(log.signingKey())
                .presence(
                        StationChain.NEW.after(agreed),
                        UUID.randomUUID(),
                        Instant.now(),
                        new PresenceClaims(
                                "K7M2QX",
                                new ConsentClaims.Device("D4R8TZ", "phone"),
                                PresenceClaims.Grade.HANDWRITTEN,
                                Optional.of(1_700_000_000L),
                                Optional.of(1_700_000_060L),
                                Optional.of(agreed.sdJwt().digest()),
                                Optional.of(CounterSignature.imageDigest(strokes, imageKey)),
                                ConsentClaims.Scope.DEVICE,
                                own));
        Path file = file(present);
        assertThat(verify(file, Optional.of(trust), false)).isEqualTo(ExitCode.NOT_SATISFIED);
        assertThat(station.out())
                .contains(
                        "the signature holds: recorded by Old Phones Ltd",
                        "PROVES NO ERASURE, nor who it was",
                        "handwritten: somebody signed by hand",
                        "of the erasure that began at 2023-11-14T22:13:20Z",
                        "SHOWN AFTER THAT ERASURE HAD ENDED, at 2023-11-14T22:14:20Z",
                        agreed.sdJwt().digest().base64Url(),
                        "nobody checked whose hand was on it",
                        "--image-key")
                .doesNotContain("verifies;");
        Path picture = Files.write(folder.resolve("signature.png"), strokes);
        Path key = folder.resolve("signature.key");
        ImageKey.create(key, imageKey);
        Optional<VerifyService.Image> image = Optional.of(new VerifyService.Image(picture, key));
        assertThat(verify(file, Optional.of(trust), image, false)).isEqualTo(ExitCode.NOT_SATISFIED);
        assertThat(station.out()).contains("the image that was given is this signature");
        assertThat(verify(file, Optional.of(trust), image, true)).isEqualTo(ExitCode.NOT_SATISFIED);
        assertThat(station.out())
                .contains("\"state\":\"presence-signed\"", "\"grade\":\"handwritten\"", "\"isPictureShown\":true");
        Files.write(picture, new byte[] {1, 2, 4});
        assertThat(verify(file, Optional.of(trust), image, false)).isEqualTo(ExitCode.DOES_NOT_VERIFY);
        assertThat(station.err()).contains("is not the signature that");
    }

    /** A rule set that only bears the name of one of ours. */
    @Test
    void anotherRuleSetUnderOurNameIsRefused() throws Exception {
        IssuedStatement other = agreed(new Said(Through.OWN_BROWSER, Optional.empty()), new byte[32]);
        assertThat(verify(file(other), Optional.of(trust), false)).isEqualTo(ExitCode.DOES_NOT_VERIFY);
        assertThat(station.err()).contains("POLICY");
        assertThatThrownBy(() -> RecordFile.clearing(file(other)))
                .isInstanceOfSatisfying(
                        UserError.class, e -> assertThat(e.code()).isEqualTo("OTHER_FILE"));
    }
}
