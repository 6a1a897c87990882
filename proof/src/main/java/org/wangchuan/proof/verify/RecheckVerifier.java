package org.wangchuan.proof.verify;

import java.util.List;
import java.util.Optional;
import org.wangchuan.canonical.Json;
import org.wangchuan.proof.FailureCode;
import org.wangchuan.proof.VerificationException;
import org.wangchuan.proof.key.PublicKey;
import org.wangchuan.proof.log.Checkpoint;
import org.wangchuan.proof.note.VerifierKey;
import org.wangchuan.proof.recheck.RecheckFile;
import org.wangchuan.proof.statement.NativeErase;
import org.wangchuan.proof.statement.Pass;
import org.wangchuan.proof.statement.Range;
import org.wangchuan.proof.statement.RecheckClaims;
import org.wangchuan.proof.statement.RecheckExpected;
import org.wangchuan.proof.statement.RecheckReading;
import org.wangchuan.proof.statement.SdJwt;
import org.wangchuan.proof.statement.Statement;
import org.wangchuan.proof.statement.StatementReader;
import org.wangchuan.proof.statement.Target;
import org.wangchuan.proof.statement.Work;
import org.wangchuan.proof.trust.TrustList;
import org.wangchuan.proof.trust.TrustList.Operator;

/**
 * Verifies rechecks, offline. Who signed one is judged as of a receipt: by the station's key, at the statement's place in the log. Nothing
 * else is taken for one, and it is taken for nothing else.
 */
public final class RecheckVerifier {
    private RecheckVerifier() {}

    /**
     * Returns what is known if everything that is present holds. A signer who is not in the trust list is no failure: see
     * {@link VerifiedRecheck#operator}.
     *
     * @throws VerificationException for the first thing that does not hold
     */
    public static VerifiedRecheck verify(RecheckFile file, TrustList trustList, Expectations expectations)
            throws VerificationException {
        Statement statement = StatementReader.read(file.recheck().statement());
        SignerChecks.requireReal(statement);
        if (!(statement instanceof Statement.Recheck recheck)) {
            throw new VerificationException(
                    FailureCode.STATEMENT_TYPE,
                    "statement",
                    "a recheck",
                    statement.head().type().vct());
        }
        SignerChecks.requireNotInFuture(recheck.head(), expectations.now());
        requireEnded(recheck.claims().reading(), expectations);
        String station = recheck.head().station();
        PublicKey key = SignerChecks.stationKey(file.hint(), station);
        file.recheck().statement().verify(key);
        Checkpoint tree = file.recheck().proof().checkpoint().checkpoint();
        Optional<Operator> operator = SignerChecks.operator(trustList, station, tree.origin());
        List<VerifierKey> logKeys = SignerChecks.logKeys(trustList, operator, tree.origin(), file.hint());
        LoggedChecks.verify(file.recheck(), recheck.head(), logKeys, file.hint().log());
        long index = file.recheck().proof().index();
        if (operator.isPresent()) {
            SignerChecks.requireValid(operator.get(), key, index);
        }
        requireSerial(recheck, expectations);
        return new VerifiedRecheck(
                recheck,
                operator.map(Operator::name),
                trustList.operatorOf(recheck.claims().clearing().station()).map(Operator::name),
                expectations.serial().isPresent(),
                index,
                tree);
    }

    private static void requireEnded(RecheckReading reading, Expectations expectations) throws VerificationException {
        long latest = expectations.now().plus(SignerChecks.CLOCK_SKEW_MAX).getEpochSecond();
        if (reading.finishedAtSeconds() > latest) {
            throw new VerificationException(
                    FailureCode.TIME,
                    "reading.finishedAt",
                    "a time before " + latest,
                    reading.finishedAtSeconds() + "");
        }
    }

    private static void requireSerial(Statement.Recheck recheck, Expectations expectations)
            throws VerificationException {
        if (expectations.serial().isEmpty()) {
            return;
        }
        Optional<String> found = recheck.disclosed().target().flatMap(Target::serial);
        if (!found.equals(expectations.serial())) {
            throw new VerificationException(
                    FailureCode.SERIAL,
                    "target.serial",
                    expectations.serial().get(),
                    found.orElse("no serial number shown"));
        }
    }

    /**
     * Returns if a recheck is of this clearing, and does not contradict what the clearing shows of its drive, its last pass and its
     * sample. Neither is verified here.
     *
     * @param signed the clearing as it was signed
     * @param clearing what is read from it
     * @throws VerificationException with code RECHECK_LINK
     */
    public static void requireOf(Statement.Recheck recheck, SdJwt signed, Statement.Clearing clearing)
            throws VerificationException {
        RecheckClaims claims = recheck.claims();
        // Nobody reads a phone's storage again.
        boolean isPhone = clearing.claims().phone().isPresent();
        require("clearing", "of a drive or an image", isPhone ? "of a phone" : "of a drive or an image");
        require("clearing.digest", signed.digest() + "", claims.clearing().digest() + "");
        require(
                "clearing.event",
                clearing.head().eventId() + "",
                claims.clearing().event() + "");
        require("clearing.station", clearing.head().station(), claims.clearing().station());
        Optional<Target> erased = clearing.disclosed().target();
        if (erased.isPresent()) {
            requireDrive(recheck, erased.get());
        }
        Optional<Work> work = clearing.disclosed().work();
        if (work.isPresent()) {
            requireWork(claims, work.get());
        }
    }

    private static void requireDrive(Statement.Recheck recheck, Target erased) throws VerificationException {
        RecheckClaims claims = recheck.claims();
        require("capacityBytes", erased.capacityBytes() + "", claims.reading().capacityBytes() + "");
        Optional<Target> read = recheck.disclosed().target();
        // However it was recognised: another number, or another model, is another drive.
        if (read.isPresent()) {
            require(
                    "target.serial",
                    erased.serial().orElse("none"),
                    read.get().serial().orElse("none"));
            require(
                    "target.model",
                    erased.model().orElse("none"),
                    read.get().model().orElse("none"));
        }
    }

    /** A sample that is drawn again from the seed of the erasure would look where the erasure has looked. */
    private static void requireWork(RecheckClaims claims, Work work) throws VerificationException {
        switch (claims.expected()) {
            case RecheckExpected.OfPass pass -> requirePass(pass, work.passes());
            case RecheckExpected.OfDrive drive -> requireByItself(drive, claims.reading(), work);
        }
        Optional<String> seed = claims.reading().sample().map(RecheckReading.Sample::seedHex);
        if (seed.isPresent() && seed.equals(work.verification().seed())) {
            throw new VerificationException(
                    FailureCode.RECHECK_LINK, "reading.seed", "one drawn anew", "the one of the erasure");
        }
    }

    private static void requirePass(RecheckExpected.OfPass expected, List<Pass> passes) throws VerificationException {
        require("expected.pass", passes.size() + "", expected.pass() + "");
        require("expected.pattern", Json.wireName(passes.getLast().pattern()), Json.wireName(expected.pattern()));
    }

    /**
     * Passes after it would have left something else; and a drive that failed, or held what was planted, left nothing to compare with. Whether its blocks were
     * uniform a clearing does not show: its evidence does.
     */
    private static void requireByItself(RecheckExpected.OfDrive expected, RecheckReading reading, Work work)
            throws VerificationException {
        require("expected.technique", work.passes().size() + " passes", "0 passes");
        NativeErase erase = work.byItself().orElse(null);
        require(
                "expected.technique",
                erase == null ? "none" : Json.wireName(erase.technique()),
                Json.wireName(expected.technique()));
        if (erase == null) {
            return;
        }
        boolean isLeft = erase.said() != NativeErase.Said.FAILED
                && erase.said() != NativeErase.Said.REFUSED
                && erase.canaryBytesFound() == 0
                && (expected.contents() == RecheckExpected.Contents.UNIFORM || erase.canaryBytes() > 0);
        if (!isLeft) {
            throw new VerificationException(
                    FailureCode.RECHECK_LINK,
                    "expected.contents",
                    "an erasure with an end to compare with",
                    "one that the drive failed or refused, or after which what was planted stood there, or was none");
        }
        // Who may leave these places out leaves out those at which a drive that lied is seen through.
        if (reading.sample().isPresent() && Range.bytes(reading.places()) < erase.canaryBytes()) {
            throw new VerificationException(
                    FailureCode.RECHECK_LINK,
                    "reading.places",
                    "all " + erase.canaryBytes() + " bytes that the erasure has looked at for what was planted",
                    Range.bytes(reading.places()) + " bytes");
        }
    }

    private static void require(String where, String expected, String found) throws VerificationException {
        if (!expected.equals(found)) {
            throw new VerificationException(FailureCode.RECHECK_LINK, where, expected, found);
        }
    }
}
