package org.wangchuan.cli.check;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
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
import org.wangchuan.engine.policy.Requirement;
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
import org.wangchuan.proof.statement.ClearingClaims.Clause.State;
import org.wangchuan.proof.statement.ObservationClaims;
import org.wangchuan.proof.statement.Verdict;
import org.wangchuan.proof.trust.TrustList;

/** A stranger has the record of a guided workflow in hand. */
class ObservationVerifyTest {
    private static final byte[] PHOTO = "a photo".getBytes(StandardCharsets.UTF_8);
    private static final Bytes32 PHOTO_KEY = Bytes32.sha256("key".getBytes(StandardCharsets.UTF_8));

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

    private ObservationClaims claims(State ofLevels) {
        Policy policy = PolicyCatalogue.find("gb-46864-2025").orElseThrow();
        long at = Instant.now().getEpochSecond() - 60;
        return new ObservationClaims(
                "K7M2QX",
                new ObservationClaims.Workflow("android", 2, Bytes32.sha256(new byte[] {1})),
                new ObservationClaims.Device("D4R8TZ", "phone", "Xiaomi", "Mi 10", Optional.of("4321")),
                at,
                List.of(
                        new ObservationClaims.Answer("account", "in", "Li", at, Optional.empty()),
                        new ObservationClaims.Answer("account", "seen-out", "Li", at, Optional.empty()),
                        new ObservationClaims.Answer(
                                "photo",
                                "taken",
                                "Li",
                                at,
                                Optional.of(CounterSignature.imageDigest(PHOTO, PHOTO_KEY)))),
                Verdict.UNPROVEN,
                ObservationClaims.Tier.OBSERVED,
                ObservationClaims.Lock.UNLOCKED,
                List.of("reset-observed"),
                new ClearingClaims.Policy(
                        policy.id(),
                        policy.version() + "",
                        Bytes32.of(java.util.HexFormat.of().parseHex(policy.digest()))),
                policy.clauses().stream()
                        .map(clause -> new ClearingClaims.Clause(
                                clause.id(),
                                clause.needs() instanceof Requirement.Level ? ofLevels : State.UNDETERMINED,
                                clause.source()))
                        .toList());
    }

    private Path record(State ofLevels) throws IOException {
        IssuedStatement issued = StatementIssuer.real(log.signingKey())
                .observation(StationChain.NEW, UUID.randomUUID(), Instant.now(), claims(ofLevels));
        return Files.write(
                folder.resolve("K7M2QX.observation.json"),
                new RecordedFile(RecordedFile.Format.OBSERVATION, issued.sdJwt(), issued.nonce(), log.verifierKey())
                        .toBytes());
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
        assertThat(verify(record(State.NOT_SATISFIED), Optional.of(trust), Optional.empty(), false))
                .isEqualTo(ExitCode.NOT_SATISFIED);
        assertThat(station.out())
                .contains(
                        "the signature holds: recorded by Old Phones Ltd",
                        "PROVES NO ERASURE",
                        "UNPROVEN under gb-46864-2025, policy NOT satisfied",
                        "order K7M2QX",
                        "account: in (Li)",
                        "account: seen-out (Li)")
                .doesNotContain("verifies;");
        assertThat(verify(record(State.NOT_SATISFIED), Optional.of(trust), Optional.empty(), true))
                .isEqualTo(ExitCode.NOT_SATISFIED);
        assertThat(station.out())
                .contains("\"provesErasure\":false", "\"state\":\"observation-signed\"", "\"policySatisfied\":false");
    }

    @Test
    void anUnknownSignerIsNamedAndAnEditedRecordRefused() throws Exception {
        Path file = record(State.NOT_SATISFIED);
        assertThat(verify(file, Optional.empty(), Optional.empty(), false)).isEqualTo(ExitCode.NOT_SATISFIED);
        assertThat(station.out()).contains("its signer is not in the trust list");
        String text = Files.readString(file);
        int middle = text.indexOf("\"statement\"") + 400;
        char other = text.charAt(middle) == 'A' ? 'B' : 'A';
        Files.writeString(file, text.substring(0, middle) + other + text.substring(middle + 1));
        assertThat(verify(file, Optional.of(trust), Optional.empty(), false)).isEqualTo(ExitCode.DOES_NOT_VERIFY);
        // A clause about the verdict that the verdict denies.
        assertThat(verify(record(State.UNDETERMINED), Optional.of(trust), Optional.empty(), false))
                .isEqualTo(ExitCode.DOES_NOT_VERIFY);
        assertThat(station.err()).contains("POLICY");
    }

    @Test
    void aPhotoIsTheOneThatItNames() throws Exception {
        Path file = record(State.NOT_SATISFIED);
        Path photo = Files.write(folder.resolve("photo.jpg"), PHOTO);
        Path key = folder.resolve("photo.key");
        ImageKey.create(key, PHOTO_KEY);
        Optional<VerifyService.Image> image = Optional.of(new VerifyService.Image(photo, key));
        assertThat(verify(file, Optional.of(trust), image, false)).isEqualTo(ExitCode.NOT_SATISFIED);
        assertThat(station.out()).contains("the very one that was kept at the step photo");
        Files.write(photo, new byte[] {1});
        assertThat(verify(file, Optional.of(trust), image, false)).isEqualTo(ExitCode.DOES_NOT_VERIFY);
    }

    @Test
    void noCommandTakesItForAReceipt() throws Exception {
        Path file = record(State.NOT_SATISFIED);
        assertThatThrownBy(() -> RecordFile.clearing(file))
                .isInstanceOfSatisfying(
                        UserError.class, e -> assertThat(e.code()).isEqualTo("OTHER_FILE"));
        assertThatThrownBy(() -> new EvidenceReplay().replay(file, false, station.context))
                .isInstanceOfSatisfying(
                        UserError.class, e -> assertThat(e.text()).contains("signed record of a guided workflow"));
    }
}
