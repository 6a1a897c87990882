package org.wangchuan.witness.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.io.IOException;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.wangchuan.proof.FailureCode;
import org.wangchuan.proof.cosign.Cosigner;
import org.wangchuan.proof.key.SigningKey;
import org.wangchuan.proof.note.NoteSignature;
import org.wangchuan.proof.witness.AddCheckpoint;
import org.wangchuan.witness.testing.GrowingLog;
import org.wangchuan.witness.testing.ScriptedWitness;
import org.wangchuan.witness.testing.ScriptedWitness.Scripted;

/** What a client believes, and what it does not. */
class WitnessClientTest {
    private static final Instant NOW = Instant.ofEpochSecond(1_800_000_000);
    private static final String TEXT = "text/plain; charset=utf-8";
    private static final String SIZE = "text/x.tlog.size";

    @TempDir
    Path folder;

    private final HttpClient http = HttpClient.newHttpClient();
    private final Cosigner cosigner = new Cosigner("witness.example/w1", SigningKey.generate());
    private final Cosigner stranger = new Cosigner("witness.example/w1", SigningKey.generate());
    private GrowingLog log;

    @BeforeEach
    void writeLog() throws IOException {
        log = new GrowingLog(folder, GrowingLog.signer("log.example"), 1);
        log.grow(9);
    }

    @AfterEach
    void close() throws IOException {
        log.close();
        http.close();
    }

    private static Scripted answer(int status, String type, String body) {
        return new Scripted(status, type, body);
    }

    private Scripted cosigned(NoteSignature... lines) {
        StringBuilder body = new StringBuilder();
        for (NoteSignature line : lines) {
            body.append(line.line()).append('\n');
        }
        return answer(200, TEXT, body.toString());
    }

    private NoteSignature by(Cosigner who, long time) {
        return who.cosign(log.checkpoint().note().text(), time);
    }

    private Reply ask(ScriptedWitness witness, long believed) throws Exception {
        return client(witness.uri()).cosign(log.checkpoint(), believed, log::proof);
    }

    private WitnessClient client(URI uri) {
        return client(uri, Duration.ofMinutes(1));
    }

    private WitnessClient client(URI uri, Duration timeout) {
        return new WitnessClient(http, uri, cosigner.key(), timeout, () -> NOW);
    }

    private FailureCode disbelieved(Scripted answer) throws Exception {
        try (ScriptedWitness witness = new ScriptedWitness(answer)) {
            Reply reply = ask(witness, 0);
            assertThat(reply).isInstanceOf(Reply.Unbelievable.class);
            return ((Reply.Unbelievable) reply).reason().code();
        }
    }

    @Test
    void aCosignatureIsBelievedAmongThoseOfStrangers() throws Exception {
        long time = NOW.getEpochSecond();
        try (ScriptedWitness witness = new ScriptedWitness(cosigned(by(stranger, time), by(cosigner, time)))) {
            Reply reply = ask(witness, 4);
            assertThat(reply).isInstanceOfSatisfying(Reply.Cosigned.class, cosigned -> {
                assertThat(cosigned.cosignature().time()).isEqualTo(time);
                assertThat(cosigned.cosignature().line()).isEqualTo(by(cosigner, time));
            });
            assertThat(witness.asked()).hasSize(1);
            assertThat(witness.asked().getFirst().oldSize()).isEqualTo(4);
            assertThat(witness.asked().getFirst().hashes())
                    .isEqualTo(log.proof(4).hashes());
        }
    }

    @Test
    void theSizeThatTheWitnessTellsIsTriedOnce() throws Exception {
        try (ScriptedWitness witness =
                new ScriptedWitness(answer(409, SIZE, "6\n"), cosigned(by(cosigner, NOW.getEpochSecond())))) {
            assertThat(ask(witness, 0)).isInstanceOf(Reply.Cosigned.class);
            assertThat(witness.asked()).extracting(AddCheckpoint::oldSize).containsExactly(0L, 6L);
            assertThat(witness.asked().getLast().hashes())
                    .isEqualTo(log.proof(6).hashes());
        }
        try (ScriptedWitness restless = new ScriptedWitness(answer(409, SIZE, "6\n"), answer(409, SIZE, "7\n"))) {
            assertThat(ask(restless, 0)).isEqualTo(new Reply.Refused(409, "7"));
            assertThat(restless.asked()).hasSize(2);
        }
        try (ScriptedWitness confused = new ScriptedWitness(answer(409, SIZE, "6\n"))) {
            assertThat(ask(confused, 6)).isEqualTo(new Reply.Refused(409, "6"));
        }
    }

    @Test
    void aWitnessThatIsAheadIsAnAnswerOfItsOwn() throws Exception {
        try (ScriptedWitness witness = new ScriptedWitness(answer(409, SIZE, "10\n"))) {
            assertThat(ask(witness, 9)).isEqualTo(new Reply.Ahead(10));
            assertThat(witness.asked()).hasSize(1);
        }
    }

    @Test
    void whatDoesNotVerifyIsNotBelieved() throws Exception {
        long time = NOW.getEpochSecond();
        assertThat(disbelieved(cosigned(by(stranger, time)))).isEqualTo(FailureCode.WITNESS_FORMAT);
        assertThat(disbelieved(cosigned(cosigner.cosign("another text\n", time))))
                .isEqualTo(FailureCode.COSIGNATURE);
        assertThat(disbelieved(cosigned(by(cosigner, time + 100_000)))).isEqualTo(FailureCode.TIME);
        assertThat(disbelieved(answer(200, TEXT, ""))).isEqualTo(FailureCode.WITNESS_FORMAT);
        assertThat(disbelieved(answer(200, TEXT, "\n"))).isEqualTo(FailureCode.NOTE_FORMAT);
        assertThat(disbelieved(answer(200, TEXT, "thank you\n"))).isEqualTo(FailureCode.NOTE_FORMAT);
        assertThat(disbelieved(answer(200, TEXT, by(cosigner, time).line()))).isEqualTo(FailureCode.WITNESS_FORMAT);
        String many = (by(stranger, time).line() + "\n").repeat(101);
        assertThat(disbelieved(answer(200, TEXT, many))).isEqualTo(FailureCode.WITNESS_FORMAT);
    }

    @Test
    void aConflictMustTellASize() throws Exception {
        assertThat(disbelieved(answer(409, TEXT, "6\n"))).isEqualTo(FailureCode.WITNESS_FORMAT);
        assertThat(disbelieved(answer(409, SIZE, "6"))).isEqualTo(FailureCode.WITNESS_FORMAT);
        assertThat(disbelieved(answer(409, SIZE, "06\n"))).isEqualTo(FailureCode.CHECKPOINT_FORMAT);
        assertThat(disbelieved(answer(409, SIZE, "-1\n"))).isEqualTo(FailureCode.CHECKPOINT_FORMAT);
    }

    @Test
    void aRefusalIsHandedOnInPrintableCharacters() throws Exception {
        try (ScriptedWitness witness = new ScriptedWitness(answer(403, TEXT, "no\u001B[31m" + "x".repeat(500)))) {
            assertThat(ask(witness, 0)).isInstanceOfSatisfying(Reply.Refused.class, refused -> {
                assertThat(refused.status()).isEqualTo(403);
                assertThat(refused.text()).startsWith("no [31mx").hasSize(200);
            });
        }
        try (ScriptedWitness elsewhere = new ScriptedWitness(answer(302, TEXT, "look there"))) {
            assertThat(ask(elsewhere, 0)).isEqualTo(new Reply.Refused(302, "look there"));
        }
    }

    @Test
    void whoIsNotThereSilentOrTalksTooMuchIsUnreachable() throws Exception {
        URI gone;
        try (ScriptedWitness witness = new ScriptedWitness()) {
            gone = witness.uri();
        }
        assertThat(client(gone).cosign(log.checkpoint(), 0, log::proof)).isInstanceOf(Reply.Unreachable.class);
        try (ServerSocket silent = new ServerSocket(0)) {
            URI uri = URI.create("http://127.0.0.1:" + silent.getLocalPort());
            assertThat(client(uri, Duration.ofSeconds(1)).cosign(log.checkpoint(), 0, log::proof))
                    .isInstanceOfSatisfying(
                            Reply.Unreachable.class,
                            reply -> assertThat(reply.reason()).contains("Timeout"));
        }
        try (ScriptedWitness endless = new ScriptedWitness(answer(200, TEXT, "x".repeat(200_000)))) {
            assertThat(ask(endless, 0)).isInstanceOf(Reply.Unreachable.class);
        }
    }

    @Test
    void aClientThatFollowsRedirectsOrABeliefBeyondTheTreeIsAMistake() throws Exception {
        try (HttpClient following = HttpClient.newBuilder()
                .followRedirects(HttpClient.Redirect.NORMAL)
                .build()) {
            URI uri = URI.create("http://127.0.0.1:1");
            assertThatIllegalArgumentException()
                    .isThrownBy(
                            () -> new WitnessClient(following, uri, cosigner.key(), Duration.ofSeconds(1), () -> NOW));
            assertThatIllegalArgumentException().isThrownBy(() -> client(uri).cosign(log.checkpoint(), 10, log::proof));
        }
    }
}
