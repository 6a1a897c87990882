package org.wangchuan.station.producer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.wangchuan.proof.issue.ProducerStatementIssuer;
import org.wangchuan.proof.key.SigningKey;
import org.wangchuan.proof.note.NoteSigner;
import org.wangchuan.proof.producer.ProducerClaims;
import org.wangchuan.proof.producer.ProducerClaims.Content;
import org.wangchuan.proof.producer.ProducerText;
import org.wangchuan.proof.producer.SignedProducerStatement;
import org.wangchuan.station.home.StationHome;

/** All that is kept is read, or nothing: what can't be read may be a withdrawal. */
class ProducerStoreTest {
    private static final NoteSigner MAKER = new NoteSigner("phones.example/clear", SigningKey.generate());

    @TempDir
    Path folder;

    private StationHome home = new StationHome(Path.of("."));
    private ProducerStore store = new ProducerStore(home);

    @BeforeEach
    void begin() throws Exception {
        home = new StationHome(folder.resolve("home"));
        home.prepare();
        store = new ProducerStore(home);
    }

    private static SignedProducerStatement withdrawal(long sequence) {
        return ProducerStatementIssuer.sign(
                new ProducerClaims(
                        "Example Phones",
                        Optional.empty(),
                        MAKER.verifierKey(),
                        "EX-1",
                        sequence,
                        Instant.parse("2026-01-01T00:00:00Z"),
                        new Content.Withdrawn(new ProducerText("有误。", "It was wrong."))),
                MAKER);
    }

    private void assertUntold(Path file) {
        assertThatThrownBy(store::all)
                .isInstanceOfSatisfying(
                        ProducerStoreException.class, e -> assertThat(e.file()).isEqualTo(file.toString()));
        // A receipt waits for no file that somebody has damaged; but it is told which.
        StatementsHere here = StatementsHere.read(home);
        assertThat(here.kept()).isEmpty();
        assertThat(here.faults()).extracting(StatementsHere.Fault::file).containsExactly(file.toString());
        assertThat(here.faults()).noneMatch(StatementsHere.Fault::isList);
    }

    @Test
    void noneAreNone() throws Exception {
        assertThat(store.all()).isEmpty();
        assertThat(new ProducerStore(new StationHome(folder.resolve("none"))).all())
                .isEmpty();
    }

    @Test
    void whatIsTornOrTooLargeOrNoFileIsAnError() throws Exception {
        SignedProducerStatement whole = withdrawal(1);
        Path kept = store.keep(whole);
        assertThat(store.all()).containsExactly(whole);
        byte[] bytes = whole.toBytes();
        Files.write(kept, java.util.Arrays.copyOf(bytes, bytes.length / 2));
        assertUntold(kept);
        Files.write(kept, new byte[SignedProducerStatement.BYTES_MAX + 1]);
        assertUntold(kept);
        Files.delete(kept);
        Files.createDirectory(kept);
        assertUntold(kept);
        Files.delete(kept);
        Files.createSymbolicLink(kept, folder.resolve("nowhere"));
        assertUntold(kept);
    }

    /** A list only orders what travels: where it can't be told, the statements are, and so is which list it was. */
    @Test
    void aTrustListThatCantBeToldHidesNoStatement() throws Exception {
        SignedProducerStatement whole = withdrawal(1);
        Path _ = store.keep(whole);
        Path list = Files.writeString(home.trusted().resolve("a.trust"), "torn");
        StatementsHere here = StatementsHere.read(home);
        assertThat(here.statements()).containsExactly(whole);
        assertThat(here.faults())
                .containsExactly(new StatementsHere.Fault(list.toString(), "VerificationException", true));
        assertThat(here.lists().all()).isEmpty();
    }

    /** Nothing that is laid there makes a bench wait, or read without an end. */
    @Test
    void noPipeIsWaitedForAndNoEndlessFileIsRead() throws Exception {
        Path zero = Files.createSymbolicLink(
                Files.createDirectories(home.producers()).resolve("zero.producer"), Path.of("/dev/zero"));
        assertUntold(zero);
        Files.delete(zero);
        Process made = new ProcessBuilder(
                        "mkfifo", home.producers().resolve("pipe.producer").toString())
                .inheritIO()
                .start();
        assertThat(made.waitFor()).isZero();
        assertUntold(home.producers().resolve("pipe.producer"));
    }

    @Test
    void aFolderThatIsNoneIsAnError() throws Exception {
        Files.writeString(home.producers(), "no folder");
        assertUntold(home.producers());
    }

    /** It says "kept": then it is. */
    @Test
    void whatIsDamagedInItsPlaceIsWrittenAgain() throws Exception {
        SignedProducerStatement whole = withdrawal(1);
        Path kept = store.keep(whole);
        Files.write(kept, new byte[whole.toBytes().length]);
        assertThat(store.keep(whole)).isEqualTo(kept);
        assertThat(store.all()).containsExactly(whole);
    }

    /** Nobody pushes a withdrawal out by laying more files than are read. */
    @Test
    void moreThanAreReadIsAnErrorAndNoneMoreIsKept() throws Exception {
        SignedProducerStatement last = withdrawal(2);
        Path kept = store.keep(withdrawal(1));
        for (int i = 1; i < ProducerStore.FILES_MAX; i++) {
            Files.copy(kept, kept.resolveSibling("copy" + i + ".producer"));
        }
        assertThat(store.all()).hasSize(ProducerStore.FILES_MAX);
        assertThatThrownBy(() -> store.keep(last)).isInstanceOf(ProducerStoreException.class);
        assertThat(store.keep(withdrawal(1))).isEqualTo(kept);
        Files.copy(kept, kept.resolveSibling("more.producer"));
        assertUntold(home.producers());
    }
}
