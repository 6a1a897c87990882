package org.wangchuan.cli.check;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.wangchuan.cli.service.ExitCode;
import org.wangchuan.cli.service.OneLine;
import org.wangchuan.cli.service.UserError;
import org.wangchuan.proof.FailureCode;
import org.wangchuan.proof.VerificationException;
import org.wangchuan.proof.encoding.Bytes32;
import org.wangchuan.proof.note.VerifierKey;
import org.wangchuan.proof.trust.SignedTrustList;
import org.wangchuan.proof.trust.TrustHistory;
import org.wangchuan.proof.trust.TrustList;
import org.wangchuan.proof.trust.TrustedProducer;
import org.wangchuan.station.home.StationHome;

/** The trust lists that a person on this machine goes by: the station's own, and those imported. Only reads. */
final class TrustStore {
    private final StationHome home;

    TrustStore(StationHome home) {
        this.home = home;
    }

    /** A list and the file that it is kept in. */
    record Held(Path file, SignedTrustList signed) {
        VerifierKey signer() {
            return signed.list().signer();
        }
    }

    /** All of them, the station's own first; none on a machine without a station. */
    List<SignedTrustList> all() throws UserError {
        return held().stream().map(Held::signed).toList();
    }

    /**
     * Where a list is to be kept: it may replace an older one of its signer, and nothing else.
     *
     * @throws UserError if it is older than the one held, or has another past; or if its signer is not quite one of those held: another
     *     key of that name, or another name of that key. One of the two is not who it says it is, or has started
     *     over, and a person has to decide which; or if it accepts producers and a station or a log of a list that is held has a hand in it
     */
    Path placeFor(Path file, SignedTrustList offered) throws UserError {
        VerifierKey signer = offered.list().signer();
        for (Held held : held()) {
            if (held.signer().equals(signer)) {
                requireSuccessor(file, offered, held);
            } else if (held.signer().name().equals(signer.name())
                    || held.signer().key().equals(signer.key())) {
                throw UserError.of(ExitCode.DOES_NOT_VERIFY, "TRUST_SIGNER", file, held.signer(), signer, held.file());
            }
        }
        requireOthersWord(file, offered.list());
        String name = Bytes32.sha256(signer.toString().getBytes(StandardCharsets.UTF_8))
                .base64Url();
        return home.trusted().resolve(name + ".trust");
    }

    /**
     * Nobody whose work is judged says whose word about it counts: a list with producers is signed by no key that is a station's or a log's in a list that is held, and
     * a producer has none of these keys, nor one that signs a list. ProducerChecks looks at it once more, since lists come in any order.
     */
    private void requireOthersWord(Path file, TrustList offered) throws UserError {
        if (offered.producers().isEmpty()) {
            return;
        }
        for (Held held : held()) {
            TrustList other = held.signed().list();
            if (other.isStationOrLog(offered.signer().key())) {
                throw UserError.of(
                        ExitCode.REFUSED,
                        "TRUST_PRODUCERS",
                        file,
                        held.file(),
                        OneLine.of(offered.signer().toString()));
            }
            for (TrustedProducer producer : offered.producers()) {
                for (VerifierKey key : producer.keys()) {
                    if (other.isStationOrLog(key.key()) || other.signer().key().equals(key.key())) {
                        throw UserError.of(
                                ExitCode.REFUSED, "TRUST_PRODUCERS", file, held.file(), OneLine.of(key.toString()));
                    }
                }
            }
        }
    }

    /** Refuses a list that is older than one of the same signer that is held: it may be from before a key was withdrawn. */
    void requireNotOlder(Path file, SignedTrustList offered) throws UserError {
        for (Held held : held()) {
            if (held.signer().equals(offered.list().signer())) {
                requireSuccessor(file, offered, held);
            }
        }
    }

    private static void requireSuccessor(Path file, SignedTrustList offered, Held held) throws UserError {
        try {
            offered.requireSuccessorOf(held.signed());
        } catch (VerificationException e) {
            throw e.code() == FailureCode.TRUST_REWRITTEN
                    ? Failures.rewritten(file, e, held.file())
                    : Failures.of(file, e);
        }
    }

    /** What a list says otherwise than the one of its signer that is held; nothing if none is. */
    List<TrustHistory.Change> changes(SignedTrustList offered) throws UserError {
        return held().stream()
                .filter(held -> held.signer().equals(offered.list().signer()))
                .findFirst()
                .map(held -> TrustHistory.changes(held.signed().list(), offered.list()))
                .orElse(List.of());
    }

    private List<Held> held() throws UserError {
        List<Held> out = new ArrayList<>();
        try {
            for (Path file : home.trustLists()) {
                out.add(new Held(file, parse(file)));
            }
        } catch (IOException e) {
            throw Failures.ofState(e, home.root());
        }
        return out;
    }

    static SignedTrustList parse(Path file) throws UserError {

        byte[] bytes = InputFile.read(file, SignedTrustList.BYTES_MAX);
        try {
            return SignedTrustList.parse(bytes);
        } catch (VerificationException e) {
            throw FileKind.insteadOf(file, bytes, Set.of(FileKind.TRUST_LIST), Failures.of(file, e));
        }
    }
}
