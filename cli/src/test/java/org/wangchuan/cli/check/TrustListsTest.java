package org.wangchuan.cli.check;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.wangchuan.cli.service.ExitCode;
import org.wangchuan.cli.service.UserError;
import org.wangchuan.cli.service.VerifyService;
import org.wangchuan.proof.issue.TrustListIssuer;
import org.wangchuan.proof.key.SigningKey;
import org.wangchuan.proof.note.NoteSigner;
import org.wangchuan.proof.trust.TrustList;

/** What happens when a list is imported where one of (almost) the same signer is held. */
class TrustListsTest {
    private final SigningKey key = SigningKey.generate();
    private final NoteSigner signer = new NoteSigner("trust.example", key);
    private final NoteSigner log = new NoteSigner("log.example", SigningKey.generate());

    @TempDir
    Path folder;

    private CheckFixture station = new CheckFixture(Path.of(""));

    @BeforeEach
    void aListIsHeld() throws Exception {
        station = new CheckFixture(folder);
        assertThat(imported(5, signer)).isEqualTo(ExitCode.OK);
    }

    @Test
    void aNewerOneOfTheSameSignerTakesItsPlace() throws Exception {
        assertThat(imported(6, signer)).isEqualTo(ExitCode.OK);
        assertThat(held()).hasSize(1);
    }

    @Test
    void anOlderOneOfTheSameSignerDoesNot() throws Exception {
        refused("TRUST_VERSION", 4, signer);
    }

    /** Whoever hands over a receipt may hand over a list from before a key was withdrawn. */
    @Test
    void anOlderOneIsNotVerifiedWithEither() throws Exception {
        Path receipt = station.erased().files().receipt();
        Path older = Files.write(folder.resolve("older.trust"), list(4, signer));
        assertThatThrownBy(() -> verify(receipt, older))
                .isInstanceOfSatisfying(
                        UserError.class, e -> assertThat(e.code()).isEqualTo("TRUST_VERSION"));
        Path newer = Files.write(folder.resolve("newer.trust"), list(6, signer));
        assertThat(verify(receipt, newer)).isNotEqualTo(ExitCode.OK);
        assertThat(station.out()).contains("consistent");
    }

    private ExitCode verify(Path receipt, Path trust) throws UserError {
        return new FileVerify()
                .verify(
                        new VerifyService.Request(List.of(receipt), Optional.of(trust), Optional.empty(), false),
                        station.context);
    }

    /** A key that is gone could come back otherwise with the next version. */
    @Test
    void aNewerOneWithAnotherPastDoesNot() throws Exception {
        List<Path> before = held();
        Path file = Files.write(
                folder.resolve("offered"),
                TrustListIssuer.sign(new TrustList(6, 1, signer.verifierKey(), List.of(), ""), signer)
                        .toBytes());
        assertThatThrownBy(() -> new TrustLists().addFrom(file, station.context))
                .isInstanceOfSatisfying(UserError.class, e -> {
                    assertThat(e.code()).isEqualTo("TRUST_REWRITTEN");
                    assertThat(e.exit()).isEqualTo(ExitCode.DOES_NOT_VERIFY);
                    assertThat(e.hint())
                            .hasValueSatisfying(hint -> assertThat(hint).contains("import again"));
                });
        assertThat(held()).isEqualTo(before);
    }

    @Test
    void whatANewerOneChangesIsTold() throws Exception {
        TrustList.Operator operator = new TrustList.Operator(
                "other name",
                List.of(log.verifierKey()),
                List.of(new TrustList.Station(key.publicKey(), 0, Optional.of(7L))));
        TrustList next = new TrustList(6, 1, signer.verifierKey(), List.of(operator), "");
        Path file = Files.write(
                folder.resolve("offered"), TrustListIssuer.sign(next, signer).toBytes());
        assertThat(new TrustLists().addFrom(file, station.context)).isEqualTo(ExitCode.OK);
        assertThat(station.err() + station.out()).contains("is called other name now");
        assertThat(station.err() + station.out()).contains("counts at log index [0, 7) only");
    }

    @Test
    void oneOfAnotherKeyUnderTheSameNameDoesNot() throws Exception {
        refused("TRUST_SIGNER", 6, new NoteSigner("trust.example", SigningKey.generate()));
    }

    @Test
    void oneOfTheSameKeyUnderAnotherNameDoesNot() throws Exception {
        refused("TRUST_SIGNER", 6, new NoteSigner("trust.example/new", key));
    }

    @Test
    void oneOfAnotherKeyTakesItsPlaceOnceThatIsMovedAway() throws Exception {
        NoteSigner other = new NoteSigner("trust.example", SigningKey.generate());
        refused("TRUST_SIGNER", 1, other);
        Files.move(held().getFirst(), folder.resolve("away"));
        assertThat(imported(1, other)).isEqualTo(ExitCode.OK);
        assertThat(held()).hasSize(1);
    }

    @Test
    void oneOfSomebodyElseIsHeldBesideIt() throws Exception {
        assertThat(imported(1, new NoteSigner("other.example", SigningKey.generate())))
                .isEqualTo(ExitCode.OK);
        assertThat(held()).hasSize(2);
    }

    @Test
    void theListsOfTwoStationsAreHeldBesideEachOther() throws Exception {
        for (String name : List.of("one", "two")) {
            CheckFixture other = new CheckFixture(folder.resolve(name));
            assertThat(new TrustLists().export(other.context)).isEqualTo(ExitCode.OK);
            Path exported = Files.writeString(folder.resolve(name + ".json"), other.out());
            assertThat(new TrustLists().addFrom(exported, station.context)).isEqualTo(ExitCode.OK);
        }
        assertThat(held()).hasSize(3);
    }

    /** Nobody may say whom the station itself believes but the station. */
    @Test
    void aListUnderTheNameOfThisStationDoesNotPass() throws Exception {
        String own = station.books().stationKey().thumbprint().substring(0, 16);
        refused("TRUST_SIGNER", 9, new NoteSigner("wangchuan.local/" + own + "/trust", SigningKey.generate()));
    }

    @Test
    void aSignerThatSteersTheTerminalIsShownAsItIsSpelled() throws Exception {
        assertThat(imported(1, new NoteSigner("\u202eevil", SigningKey.generate())))
                .isEqualTo(ExitCode.OK);
        assertThat(new TrustLists().show(false, station.context)).isEqualTo(ExitCode.OK);
        assertThat(station.out() + station.err()).doesNotContain("\u202e").contains("\\u{202e}evil");
    }

    private void refused(String code, long version, NoteSigner by) throws IOException {
        List<Path> before = held();
        assertThatThrownBy(() -> imported(version, by)).isInstanceOfSatisfying(UserError.class, e -> {
            assertThat(e.code()).isEqualTo(code);
            assertThat(e.exit()).isEqualTo(ExitCode.DOES_NOT_VERIFY);
            assertThat(e.expected()).isPresent();
            assertThat(e.found()).isPresent();
            assertThat(e.hint().isPresent()).isEqualTo(code.equals("TRUST_SIGNER"));
        });
        assertThat(held()).isEqualTo(before);
    }

    private ExitCode imported(long version, NoteSigner by) throws IOException, UserError {
        Path file = Files.write(folder.resolve("offered"), list(version, by));
        return new TrustLists().addFrom(file, station.context);
    }

    private byte[] list(long version, NoteSigner by) {
        TrustList.Operator operator = new TrustList.Operator(
                "an operator",
                List.of(log.verifierKey()),
                List.of(new TrustList.Station(key.publicKey(), 0, Optional.empty())));
        TrustList list = new TrustList(version, 1, by.verifierKey(), List.of(operator), "");
        return TrustListIssuer.sign(list, by).toBytes();
    }

    private List<Path> held() throws IOException {
        try (var files = Files.list(station.home.trusted())) {
            return files.sorted().toList();
        }
    }
}
