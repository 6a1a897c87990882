package org.wangchuan.proof.issue;

import static org.wangchuan.proof.issue.FixtureWorld.CONSUMERS;
import static org.wangchuan.proof.issue.FixtureWorld.NGO;
import static org.wangchuan.proof.issue.FixtureWorld.REGULATOR;
import static org.wangchuan.proof.issue.FixtureWorld.STARTED;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.wangchuan.proof.VerificationException;
import org.wangchuan.proof.certificate.Certificate;
import org.wangchuan.proof.certificate.CounterSignature;
import org.wangchuan.proof.certificate.CounterSignature.Role;
import org.wangchuan.proof.cosign.Cosigner;
import org.wangchuan.proof.encoding.Bytes32;
import org.wangchuan.proof.key.P256Key;
import org.wangchuan.proof.log.SignedCheckpoint;
import org.wangchuan.proof.receipt.NotBefore;
import org.wangchuan.proof.receipt.Receipt;
import org.wangchuan.proof.statement.SdJwt;
import org.wangchuan.proof.statement.StatusReference;
import org.wangchuan.proof.status.StatusFile;
import org.wangchuan.proof.status.StatusList;
import org.wangchuan.proof.testing.TestStation;

/**
 * One erasure, from an earlier one up to its certificate; the fields are what a liar may change before {@link #run}.
 * The log then holds: start and clearing of an earlier job, a status list, start, clearing, a status list.
 */
public final class Job {
    public final FixtureWorld world;
    public String startSerial = TestStation.SERIAL;
    public String clearingSerial = TestStation.SERIAL;
    public Instant startAt = STARTED;
    public Instant clearingAt = STARTED.plusSeconds(600);
    public Instant witnessedAt = STARTED.plusSeconds(1_200);
    public List<Cosigner> earlyWitnesses = List.of(REGULATOR, CONSUMERS, NGO);
    public List<Cosigner> witnesses = List.of(REGULATOR, CONSUMERS, NGO);
    public StatusList.State state = StatusList.State.VALID;
    public boolean isListedBefore;

    public IssuedStatement earlierStart;
    public IssuedStatement earlierClearing;
    public IssuedStatement oldListing;
    public StatusList oldList;
    public SignedCheckpoint early;
    public IssuedStatement listedBefore;
    public IssuedStatement start;
    public IssuedStatement clearing;
    public StatusReference place;
    public IssuedStatement listing;
    public SignedCheckpoint cosigned;
    public Receipt receipt;
    public NotBefore notBefore;
    public StatusFile status;
    public Certificate certificate;

    @SuppressWarnings("NullAway.Init") // run() sets them all, what is asked for
    public Job(FixtureWorld world) {
        this.world = world;
    }

    public Job run() throws IOException {
        earlierStart = world.start(STARTED.minusSeconds(5_000), "WD-1");
        earlierClearing = world.clearing(earlierStart.eventId(), STARTED.minusSeconds(4_000), "WD-1", world.place());
        place = world.place();
        oldList = world.book.list();
        oldListing = world.statusList(STARTED.minusSeconds(3_900));
        early = world.cosigned(STARTED.minusSeconds(3_600), earlyWitnesses);
        world.chain = world.chain.witnessing(early);
        if (isListedBefore) {
            listedBefore = world.statusList(STARTED.minusSeconds(60));
        }
        start = world.start(startAt, startSerial);
        clearing = world.clearing(start.eventId(), clearingAt, clearingSerial, place);
        if (state != StatusList.State.VALID) {
            world.book.set(place, state);
        }
        listing = world.statusList(STARTED.plusSeconds(900));
        cosigned = world.cosigned(witnessedAt, witnesses);
        receipt = world.receipt(start, clearing);
        notBefore = world.notBefore(early);
        status = world.statusFile(listing, world.book.list(), cosigned, Optional.of(notBefore));
        certificate = new Certificate(
                CertificateIssuer.certificate(receipt, cosigned).receipt(),
                Optional.of(notBefore),
                Optional.of(status),
                presence(clearing.sdJwt()));
        return this;
    }

    public List<CounterSignature> presence(SdJwt of) {
        CounterSigner signer = new CounterSigner(world.key);
        P256Key owner = FixtureWorld.p256("owner");
        String signed = CounterSignature.keySigningInput(owner, Role.OWNER, of.digest());
        try {
            return List.of(
                    signer.asserted(Role.TECHNICIAN, of, clearingAt),
                    signer.key(Role.OWNER, of, clearingAt, owner, FixtureWorld.es256("owner", signed)),
                    signer.handwritten(
                            Role.VERIFIER,
                            of,
                            clearingAt,
                            "strokes".getBytes(StandardCharsets.US_ASCII),
                            Bytes32.sha256(new byte[] {7})));
        } catch (VerificationException e) {
            throw new IllegalStateException(e);
        }
    }
}
