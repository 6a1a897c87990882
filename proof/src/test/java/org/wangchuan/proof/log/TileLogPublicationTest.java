package org.wangchuan.proof.log;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Random;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.wangchuan.proof.cosign.Cosigner;
import org.wangchuan.proof.issue.CertificateIssuer;
import org.wangchuan.proof.key.SigningKey;
import org.wangchuan.proof.log.TileLog.Publication;
import org.wangchuan.proof.note.NoteSigner;
import org.wangchuan.proof.storage.CrashableStorage;
import org.wangchuan.proof.storage.CrashableStorage.Died;
import org.wangchuan.proof.storage.CrashableStorage.Fault;
import org.wangchuan.proof.storage.Storage;

/** A log whose checkpoint is published once it was cosigned: what strangers see lies behind, and never goes back. */
class TileLogPublicationTest {
    private static final NoteSigner SIGNER = new NoteSigner("log.example", SigningKey.of(new byte[32]));
    private static final Cosigner WITNESS = new Cosigner("witness.example", SigningKey.generate());

    private CrashableStorage storage = new CrashableStorage();

    private static TileLog open(Storage storage) throws IOException {
        return TileLog.open(storage, SIGNER, Publication.WHEN_COSIGNED);
    }

    private static SignedCheckpoint cosigned(SignedCheckpoint signed) {
        return CertificateIssuer.cosigned(
                signed, List.of(WITNESS.cosign(signed.note().text(), 1_764_000_000)));
    }

    private static long publishedSize(TileLog log) throws IOException {
        return log.published().map(note -> note.checkpoint().size()).orElse(-1L);
    }

    private static byte[] entry(int first) {
        byte[] entry = new byte[NewEntry.LENGTH];
        entry[0] = 1;
        entry[1] = (byte) first;
        return entry;
    }

    private Optional<SignedCheckpoint> seen() throws Exception {
        Optional<byte[]> bytes = storage.read("checkpoint");
        return bytes.isPresent() ? Optional.of(SignedCheckpoint.parse(bytes.get())) : Optional.empty();
    }

    private LogFsck.Report fsck() throws IOException {
        return LogFsck.check(storage, Optional.of(SIGNER.verifierKey()));
    }

    @Test
    void nothingIsPublishedBeforeItIsCosigned() throws Exception {
        try (TileLog log = open(storage)) {
            assertThat(log.append(new UUID(1, 1), entry(1))).isZero();
            assertThat(seen()).isEmpty();
            assertThat(log.published()).isEmpty();
            assertThat(fsck().findings())
                    .singleElement()
                    .satisfies(finding -> assertThat(finding.file()).isEqualTo("checkpoint"));
            assertThat(fsck().unpublished()).isEqualTo(1);
            SignedCheckpoint first = log.checkpoint();
            assertThat(log.append(new UUID(1, 2), entry(2))).isEqualTo(1);
            log.publish(cosigned(first));
            assertThat(seen()).contains(cosigned(first));
            assertThat(publishedSize(log)).isEqualTo(1);
        }
        assertThat(fsck().findings()).isEmpty();
        assertThat(fsck().unpublished()).isEqualTo(1);
        try (TileLog log = open(storage)) {
            assertThat(log.checkpoint().checkpoint().size()).isEqualTo(2);
            assertThat(publishedSize(log)).isEqualTo(1);
            log.publish(cosigned(log.checkpoint()));
        }
        assertThat(seen().orElseThrow().checkpoint().size()).isEqualTo(2);
        assertThat(fsck().unpublished()).isZero();
    }

    @Test
    void anOlderOneChangesNothingAndOneOfAnotherTreeIsRefused() throws Exception {
        try (TileLog log = open(storage)) {
            SignedCheckpoint empty = log.checkpoint();
            long _ = log.append(new UUID(1, 1), entry(1));
            log.publish(cosigned(log.checkpoint()));
            log.publish(cosigned(empty));
            assertThat(publishedSize(log)).isEqualTo(1);

            Checkpoint fork = new Checkpoint("log.example", 1, TreeHash.leaf(entry(9)));
            Checkpoint larger = new Checkpoint("log.example", 2, TreeHash.leaf(entry(9)));
            for (Checkpoint lie : List.of(fork, larger)) {
                assertThatThrownBy(() -> log.publish(new SignedCheckpoint(lie, SIGNER.sign(lie.text()))))
                        .isInstanceOf(IllegalArgumentException.class)
                        .hasMessageContaining("another tree");
            }
            NoteSigner stranger = new NoteSigner("log.example", SigningKey.generate());
            Checkpoint own = log.checkpoint().checkpoint();
            assertThatThrownBy(() -> log.publish(new SignedCheckpoint(own, stranger.sign(own.text()))))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("not signed");
        }
        assertThat(fsck().findings()).isEmpty();
    }

    @Test
    void aLogThatPublishesAtOnceTakesOverWhereTheCosignedOneWas() throws Exception {
        try (TileLog log = open(storage)) {
            long _ = log.append(new UUID(1, 1), entry(1));
            log.publish(cosigned(log.checkpoint()));
            long _ = log.append(new UUID(1, 2), entry(2));
        }
        try (TileLog log = TileLog.open(storage, SIGNER, Optional.empty())) {
            assertThat(seen()).contains(log.checkpoint());
            assertThatThrownBy(() -> log.publish(cosigned(log.checkpoint()))).isInstanceOf(IllegalStateException.class);
        }
        try (TileLog log = open(storage)) {
            assertThat(publishedSize(log)).isEqualTo(2);
        }
        assertThat(fsck().findings()).isEmpty();
    }

    /** Behind is a cosigned checkpoint only: one that is not was put back by somebody. */
    @Test
    void fsckTellsBehindFromPutBack() throws Exception {
        SignedCheckpoint first;
        try (TileLog log = open(storage)) {
            long _ = log.append(new UUID(1, 1), entry(1));
            first = log.checkpoint();
            long _ = log.append(new UUID(1, 2), entry(2));
            log.publish(cosigned(log.checkpoint()));
            long _ = log.append(new UUID(1, 3), entry(3));
        }
        storage.replaceSilently("checkpoint", first.toBytes());
        assertThat(fsck().findings())
                .first()
                .satisfies(finding -> assertThat(finding.file()).isEqualTo("private/signed"));

        Checkpoint fork = new Checkpoint("log.example", 2, TreeHash.leaf(entry(9)));
        SignedCheckpoint lie = cosigned(new SignedCheckpoint(fork, SIGNER.sign(fork.text())));
        storage.replaceSilently("checkpoint", lie.toBytes());
        assertThat(fsck().findings()).hasSize(1).first().satisfies(finding -> {
            assertThat(finding.file()).isEqualTo("checkpoint");
            assertThat(finding.expected()).contains("at size 2");
        });
        assertThatThrownBy(() -> open(storage).close())
                .isInstanceOf(LogRefusedException.class)
                .hasMessageContaining("checkpoint");
    }

    /** Appends and publications by turns; any step of them fails, fails but applies, or is the last before a power cut. */
    @ParameterizedTest
    @EnumSource(Fault.class)
    void whatWasPublishedStaysPublishedWhateverFails(Fault fault) throws Exception {
        run(-1, fault, new Random(0));
        long steps = storage.steps();
        assertThat(steps).isGreaterThan(40);
        for (long step = 0; step < steps; step++) {
            storage = new CrashableStorage();
            try {
                run(step, fault, new Random(step));
            } catch (IOException | AssertionError | RuntimeException e) {
                throw new AssertionError(fault + " at step " + step + ": " + storage.lengths(), e);
            }
        }
    }

    private void run(long faultAt, Fault fault, Random random) throws Exception {
        if (faultAt >= 0) {
            storage.faultAt(faultAt, fault);
        }
        TileLog log = null;
        long published = -1;
        for (int i = 0, tries = 0; i < 6; tries++) {
            assertThat(tries).as("tries").isLessThan(30);
            try {
                if (log == null) {
                    log = open(storage);
                    assertThat(publishedSize(log)).isGreaterThanOrEqualTo(published);
                }
                assertThat(log.append(new UUID(1, i), entry(i))).isEqualTo(i);
                if (i % 2 == 1) {
                    log.publish(cosigned(log.checkpoint()));
                    published = log.checkpoint().checkpoint().size();
                }
                i++;
            } catch (Died e) {
                storage.restart(random);
                log = null;
            } catch (LogRefusedException e) {
                throw e;
            } catch (IOException e) {
                assertThat(e).hasMessageContaining("injected");
            }
        }
        Objects.requireNonNull(log).close();
        storage.restart(random);
        assertThat(fsck().findings()).isEmpty();
        assertThat(seen().orElseThrow().checkpoint().size()).isEqualTo(6);
        assertThat(new String(storage.read("checkpoint").orElseThrow(), StandardCharsets.UTF_8))
                .contains("— witness.example ");
    }
}
