package org.wangchuan.station.issue;

import java.io.IOException;
import java.nio.file.Files;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.wangchuan.proof.VerificationException;
import org.wangchuan.proof.issue.TrustListIssuer;
import org.wangchuan.proof.issue.WitnessRotation;
import org.wangchuan.proof.key.PublicKey;
import org.wangchuan.proof.key.SigningKey;
import org.wangchuan.proof.log.SignedCheckpoint;
import org.wangchuan.proof.note.NoteSigner;
import org.wangchuan.proof.note.VerifierKey;
import org.wangchuan.proof.statement.Witnessed;
import org.wangchuan.proof.trust.Delegated;
import org.wangchuan.proof.trust.SignedTrustList;
import org.wangchuan.proof.trust.TrustList;
import org.wangchuan.station.home.DurableFiles;
import org.wangchuan.station.home.StationHome;

/** The trust list that a station keeps of itself, signed with its own key. Whoever changes it holds the station's lock. */
final class OwnTrustList {
    /** A range holds at least one place. */
    private static final long LEAST_END = 1;

    /** The end of what counts for nothing: no statement was made by then. */
    private static final long ENDED = 0;

    private final StationHome home;
    private final InstantSource clock;
    private final StationKeys keys;

    OwnTrustList(StationHome home, InstantSource clock, StationKeys keys) {
        this.home = home;
        this.clock = clock;
        this.keys = keys;
    }

    /** Trusts this station, for its own log, from the beginning. */
    void makeIfNone(VerifierKey log) throws IOException {
        if (Files.exists(home.trustList())) {
            return;
        }
        String name = keys.station().publicKey().thumbprint().substring(0, 16);
        // A name of its own: who holds lists of two stations must be able to tell their signers apart.
        NoteSigner signer = new NoteSigner("wangchuan.local/" + name + "/trust", keys.station());
        TrustList.Station station = new TrustList.Station(keys.station().publicKey(), 0, Optional.empty());
        TrustList.Operator operator = new TrustList.Operator("station " + name, List.of(log), List.of(station));
        SignedTrustList first = TrustListIssuer.sign(
                new TrustList(1, clock.instant().getEpochSecond(), signer.verifierKey(), List.of(operator), ""),
                signer);
        DurableFiles.replace(home.trustList(), first.toBytes());
    }

    SignedTrustList read() throws IOException {
        try {
            return SignedTrustList.parse(Files.readAllBytes(home.trustList()));
        } catch (VerificationException e) {
            throw new IOException("the station's own trust list is damaged: " + e.getMessage(), e);
        }
    }

    /**
     * Vouches for a key that signs for this station elsewhere, for a few statements in a log of its own, and for receipts alone.
     *
     * @param statementsMax how many entries of that log the key is valid for
     * @param drives for which, and until when
     */
    SignedTrustList delegate(String name, VerifierKey log, PublicKey delegate, long statementsMax, Delegated drives)
            throws IOException {
        return delegate(name, log, List.of(new TrustList.Station(delegate, 0, Optional.of(statementsMax))), drives);
    }

    /**
     * The same for some places of its log, as they are said, and for no other.
     *
     * @throws BooksRefusedException with code DELEGATED_BEFORE, if the list has that log already: what it says of one is never widened
     */
    SignedTrustList delegate(String name, VerifierKey log, List<TrustList.Station> places, Delegated drives)
            throws IOException {
        TrustList old = read().list();
        if (old.operatorOfLog(log.name()).isPresent()) {
            throw new BooksRefusedException(
                    BooksRefusedException.Code.DELEGATED_BEFORE,
                    "a log that the station's trust list does not name",
                    "one that it names");
        }
        List<TrustList.Operator> operators = new ArrayList<>(old.operators());
        operators.add(new TrustList.Operator(
                name, List.of(log), places, List.of(TrustList.RECEIPTS_ALONE), Optional.of(drives)));
        return put(old, operators);
    }

    /**
     * Vouches no more for a key that it was delegated to. An entry may not vanish ({@link org.wangchuan.proof.trust.TrustHistory}), and a range holds at
     * least one place: so the log gets a key that nobody has in place of its own, and the range its least end. What was signed under it counts no more either, since
     * nobody can tell it from what is signed from now on.
     *
     * @param log the origin of the delegate's log
     * @return empty if the list has no such delegation; the list as it is if it was ended before
     */
    Optional<SignedTrustList> endDelegation(String log) throws IOException {
        SignedTrustList held = read();
        TrustList old = held.list();
        Optional<TrustList.Operator> found = old.operatorOfLog(log).filter(OwnTrustList::isDelegation);
        if (found.isEmpty() || isEnded(found.get())) {
            return found.map(_ -> held);
        }
        List<TrustList.Operator> operators = new ArrayList<>(old.operators());
        operators.set(operators.indexOf(found.get()), ended(found.get()));
        return Optional.of(put(old, operators));
    }

    /** The logs of the delegations that were not ended, with what they are called. */
    List<TrustList.Operator> delegations() throws IOException {
        return read().list().operators().stream()
                .filter(operator -> isDelegation(operator) && !isEnded(operator))
                .toList();
    }

    private static boolean isDelegation(TrustList.Operator operator) {
        return operator.isForReceiptsAlone()
                && operator.stations().stream()
                        .allMatch(station -> station.endIndex().isPresent());
    }

    private static boolean isEnded(TrustList.Operator operator) {
        return operator.delegated().filter(one -> one.endSeconds() == ENDED).isPresent()
                || operator.stations().stream()
                        .allMatch(station -> station.endIndex().equals(Optional.of(LEAST_END)));
    }

    private static TrustList.Operator ended(TrustList.Operator operator) {
        return new TrustList.Operator(
                operator.name(),
                List.of(new VerifierKey(operator.origin(), SigningKey.generate().publicKey())),
                operator.stations().stream()
                        .map(station -> new TrustList.Station(
                                station.key(), station.firstIndex(), Optional.of(station.firstIndex() + LEAST_END)))
                        .toList(),
                operator.earlierPolicies(),
                Optional.of(nothing(operator)));
    }

    /** For what is left within the range: no label of the delegate's counts, whatever place and time it says of itself. */
    private static Delegated nothing(TrustList.Operator operator) {
        return new Delegated(
                operator.delegated()
                        .map(one -> List.of(one.drives().getFirst()))
                        .orElseGet(() -> List.of(Delegated.mark(
                                operator.origin(), UUID.randomUUID().toString()))),
                ENDED);
    }

    private SignedTrustList put(TrustList old, List<TrustList.Operator> operators) throws IOException {
        TrustList next = new TrustList(
                old.version() + 1,
                clock.instant().getEpochSecond(),
                old.signer(),
                operators,
                old.witnessPolicy(),
                old.offlineSecondsMax());
        SignedTrustList signed =
                TrustListIssuer.sign(next, new NoteSigner(old.signer().name(), keys.station()));
        return kept(signed);
    }

    private SignedTrustList kept(SignedTrustList signed) throws IOException {
        byte[] bytes = signed.toBytes();
        if (bytes.length > SignedTrustList.BYTES_MAX) {
            throw new BooksRefusedException(
                    BooksRefusedException.Code.TRUST_LIST_FULL,
                    "a trust list of at most " + SignedTrustList.BYTES_MAX + " bytes",
                    bytes.length + "");
        }
        DurableFiles.replace(home.trustList(), bytes);
        return signed;
    }

    /** The policy of before goes on deciding about the log as it was. */
    SignedTrustList setWitnessPolicy(String policy, SignedCheckpoint now, Optional<Witnessed> witnessed)
            throws IOException {
        SignedTrustList held = read();
        TrustList old = held.list();
        if (old.witnessPolicy().equals(policy)) {
            return held;
        }
        TrustList next = new WitnessRotation(old, now, witnessed)
                .to(policy, clock.instant().getEpochSecond());
        SignedTrustList signed =
                TrustListIssuer.sign(next, new NoteSigner(old.signer().name(), keys.station()));
        return kept(signed);
    }
}
