package org.wangchuan.station.testing;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.wangchuan.proof.VerificationException;
import org.wangchuan.proof.cosign.Cosignature;
import org.wangchuan.proof.cosign.Cosigner;
import org.wangchuan.proof.encoding.Bytes32;
import org.wangchuan.proof.key.SigningKey;
import org.wangchuan.proof.note.Note;
import org.wangchuan.proof.note.NoteSignature;
import org.wangchuan.proof.note.VerifierKey;
import org.wangchuan.proof.witness.AddCheckpoint;
import org.wangchuan.proof.witness.Answer;
import org.wangchuan.proof.witness.WatchedLog;
import org.wangchuan.proof.witness.Witness;
import org.wangchuan.station.certify.WitnessAnswer;
import org.wangchuan.station.certify.Witnesses;

/** Three real witnesses without a network between: they refuse what a witness refuses. Not thread-safe. */
public final class Quorum implements Witnesses, AutoCloseable {
    private final List<Witness> witnesses = new ArrayList<>();
    private final Set<Integer> down = new HashSet<>();
    private final InstantSource clock;
    private int requests;

    public Quorum(Path folder, VerifierKey log, InstantSource clock) throws IOException {
        this.clock = clock;
        for (int i = 0; i < 3; i++) {
            Cosigner cosigner = new Cosigner("w" + i + ".example", key(i));
            witnesses.add(Witness.open(
                    folder.resolve("witness-" + i),
                    cosigner,
                    List.of(new WatchedLog(log.name(), List.of(log))),
                    clock,
                    contradiction -> {
                        throw new AssertionError("the station's log has forked: " + contradiction);
                    }));
        }
    }

    private static SigningKey key(int i) {
        return SigningKey.of(Bytes32.sha256(("witness " + i).getBytes(StandardCharsets.US_ASCII))
                .toBytes());
    }

    /** Two of the three. */
    public static String policy() {
        StringBuilder out = new StringBuilder();
        for (int i = 0; i < 3; i++) {
            out.append("witness w" + i + " " + new Cosigner("w" + i + ".example", key(i)).key() + " http://w" + i
                    + ".example\n");
        }
        return out + "group two 2 w0 w1 w2\nquorum two\n";
    }

    public void down(Integer... which) {
        down.clear();
        down.addAll(List.of(which));
    }

    public int requests() {
        return requests;
    }

    @Override
    public List<WitnessAnswer> ask(Question question, Duration limit) throws IOException {
        List<WitnessAnswer> out = new ArrayList<>();
        for (int i = 0; i < witnesses.size(); i++) {
            out.add(
                    down.contains(i)
                            ? new WitnessAnswer.None(question.asked().get(i).key(), "unreachable", "down")
                            : ask(i, question, question.asked().get(i).believedSize()));
        }
        return out;
    }

    private WitnessAnswer ask(int i, Question question, long old) throws IOException {
        requests++;
        var checkpoint = question.checkpoint();
        boolean isTrivial = old == 0 || old == checkpoint.checkpoint().size();
        List<Bytes32> hashes =
                isTrivial ? List.of() : question.proofs().from(old).hashes();
        Answer answer = witnesses
                .get(i)
                .addCheckpoint(new AddCheckpoint(old, hashes, checkpoint.checkpoint(), checkpoint.note()).toBytes());
        String body = new String(answer.body(), StandardCharsets.UTF_8);
        if (answer.status() == 409) {
            long told = Long.parseLong(body.strip());
            return told > checkpoint.checkpoint().size()
                    ? new WitnessAnswer.Ahead(question.asked().get(i).key(), told)
                    : ask(i, question, told);
        }
        if (answer.status() != 200) {
            throw new AssertionError("a sound log is refused: " + answer.status() + " " + body);
        }
        try {
            NoteSignature line = NoteSignature.parse(body.strip());
            List<Cosignature> found = Cosignature.verify(
                    new Note(checkpoint.note().text(), List.of(line)),
                    List.of(question.asked().get(i).key()),
                    clock.instant());
            return new WitnessAnswer.Cosigned(question.asked().get(i).key(), found.getFirst());
        } catch (VerificationException e) {
            throw new AssertionError(e);
        }
    }

    @Override
    public void close() throws IOException {
        for (Witness witness : witnesses) {
            witness.close();
        }
    }
}
