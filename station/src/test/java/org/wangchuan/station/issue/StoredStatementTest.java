package org.wangchuan.station.issue;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.time.InstantSource;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Random;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.wangchuan.proof.VerificationException;
import org.wangchuan.proof.issue.IssuedStatement;
import org.wangchuan.proof.statement.Asset;
import org.wangchuan.proof.statement.Disclosed;
import org.wangchuan.proof.statement.Phone;
import org.wangchuan.station.home.StationHome;
import org.wangchuan.station.issue.StationBooks.Purpose;
import org.wangchuan.station.receipt.ClaimsOfEvidence;
import org.wangchuan.station.testing.Records;

/** A statement that is kept sealed opens as it was signed, or not at all. */
class StoredStatementTest {
    private static final UUID EVENT = new UUID(7, 1);
    private static final Random RANDOM = new Random(11);

    @TempDir
    Path folder;

    private StationHome home = new StationHome(Path.of(""));
    private SubjectKeys keys = new SubjectKeys(Path.of(""));
    private byte[] bytes = new byte[0];

    @SuppressWarnings("NullAway.Init") // made before each
    private IssuedStatement issued;

    @BeforeEach
    void aStoredStart() throws IOException {
        home = new StationHome(folder);
        keys = new SubjectKeys(home.keys());
        issued = StationBooks.open(home, InstantSource.system())
                .start(
                        EVENT,
                        Disclosed.ofStart(ClaimsOfEvidence.target(Records.disk()), Optional.of(new Asset("TAG"))),
                        Purpose.REAL);
        bytes = Files.readAllBytes(home.statements().resolve("000000000000.json"));
    }

    @Test
    void opensAsItWasSigned() throws Exception {
        StoredStatement stored = StoredStatement.parse(bytes);
        assertThat(stored.opened(keys)).contains(issued);
        assertThat(stored.toBytes()).isEqualTo(bytes);
        assertThat(stored.entry()).isEqualTo(issued.entry());
        assertThat(stored.toString()).isEqualTo("stored statement 0");
    }

    /** What is shown of a phone has names of its own, and none of it gets lost under the seal. */
    @Test
    void aPhonesFactsAreSealedAndOpenedWhole() throws Exception {
        Phone phone = new Phone(
                Optional.of("Maker"),
                Optional.of("Model 1"),
                Optional.of("android"),
                Optional.empty(),
                Optional.of("SERIAL-OF-A-PHONE"),
                OptionalLong.of(64_000_000_000L),
                Optional.empty());
        UUID event = new UUID(7, 2);
        IssuedStatement start = StationBooks.open(home, InstantSource.system())
                .start(event, Disclosed.ofPhoneStart(phone, Optional.of(new Asset("TAG"))), Purpose.REAL);
        byte[] kept = Files.readAllBytes(home.statements().resolve("000000000001.json"));
        assertThat(new String(kept, StandardCharsets.UTF_8)).doesNotContain("SERIAL-OF-A-PHONE");
        StoredStatement stored = StoredStatement.parse(kept);
        assertThat(stored.opened(keys)).contains(start);
        assertThat(stored.opened(keys).orElseThrow().statement().disclosed().phone())
                .contains(phone);
        keys.destroyPerson(event);
        assertThat(stored.device(keys).phone()).contains(phone);
        assertThat(stored.opened(keys)).isEmpty();
    }

    @Test
    void showsNothingWithoutItsKeys() throws Exception {
        String text = new String(bytes, StandardCharsets.UTF_8);
        assertThat(text).doesNotContain(issued.sdJwt().jwt(), issued.nonce().base64Url());
        keys.destroyPerson(EVENT);
        assertThat(StoredStatement.parse(bytes).opened(keys)).isEmpty();
        keys.destroy(EVENT);
        assertThat(StoredStatement.parse(bytes).opened(keys)).isEmpty();
    }

    @Test
    void itsKeysAreForTheOwnersEyesOnly() throws IOException {
        assertThat(Files.getPosixFilePermissions(home.keys().resolve(EVENT + ".key")))
                .containsExactlyInAnyOrder(PosixFilePermission.OWNER_READ, PosixFilePermission.OWNER_WRITE);
    }

    /** Also of what stands in the open beside it. */
    @Test
    void aChangeAnywhereIsFound() throws Exception {
        for (int i = 0; i < 2_000; i++) {
            byte[] changed = bytes.clone();
            int at = RANDOM.nextInt(bytes.length);
            changed[at] = (byte) "ABCabc019-_\"{:,".charAt(RANDOM.nextInt(15));
            if (changed[at] == bytes[at]) {
                continue;
            }
            assertThatThrownBy(() -> {
                        StoredStatement stored = StoredStatement.parse(changed);
                        if (stored.opened(keys).isEmpty()) { // another subject's: no key
                            throw new VerificationException(
                                    org.wangchuan.proof.FailureCode.STATEMENT_FORMAT, "subject", "a key", "none");
                        }
                    })
                    .as("byte " + at + " of " + new String(changed, StandardCharsets.UTF_8))
                    .isInstanceOf(VerificationException.class);
        }
    }

    /** Whatever the bytes are, they are read or refused. */
    @Test
    void readsOrRefusesAnything() {
        for (int i = 0; i < 5_000; i++) {
            byte[] any = bytes.clone();
            for (int n = 1 + RANDOM.nextInt(4); n > 0; n--) {
                any[RANDOM.nextInt(any.length)] = (byte) RANDOM.nextInt(128);
            }
            try {
                assertThat(StoredStatement.parse(any).toBytes()).isEqualTo(any);
            } catch (VerificationException _) {
                // what it may say
            }
        }
    }

    @Test
    void keysOfAnotherLengthAreRefused() throws IOException {
        Files.write(home.keys().resolve(EVENT + ".key"), new byte[63]);
        assertThatThrownBy(() -> keys.of(EVENT)).isInstanceOf(BooksRefusedException.class);
    }
}
