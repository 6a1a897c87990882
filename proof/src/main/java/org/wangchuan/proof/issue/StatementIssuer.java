package org.wangchuan.proof.issue;

import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.random.RandomGenerator;
import org.wangchuan.canonical.CanonicalJson;
import org.wangchuan.canonical.Json;
import org.wangchuan.canonical.JsonValue;
import org.wangchuan.proof.VerificationException;
import org.wangchuan.proof.encoding.Base64Url;
import org.wangchuan.proof.encoding.Bytes32;
import org.wangchuan.proof.key.SigningKey;
import org.wangchuan.proof.statement.Asset;
import org.wangchuan.proof.statement.ClearingClaims;
import org.wangchuan.proof.statement.ConsentClaims;
import org.wangchuan.proof.statement.CountsClaims;
import org.wangchuan.proof.statement.Disclosed;
import org.wangchuan.proof.statement.Disclosure;
import org.wangchuan.proof.statement.ForgottenPart;
import org.wangchuan.proof.statement.KeptDevice;
import org.wangchuan.proof.statement.ObservationClaims;
import org.wangchuan.proof.statement.Phone;
import org.wangchuan.proof.statement.PhoneWork;
import org.wangchuan.proof.statement.PresenceClaims;
import org.wangchuan.proof.statement.ProducersShown;
import org.wangchuan.proof.statement.RecheckClaims;
import org.wangchuan.proof.statement.RevocationReason;
import org.wangchuan.proof.statement.SdJwt;
import org.wangchuan.proof.statement.Statement;
import org.wangchuan.proof.statement.StatementHead;
import org.wangchuan.proof.statement.StatementReader;
import org.wangchuan.proof.statement.StatementType;
import org.wangchuan.proof.statement.StatementWriter;
import org.wangchuan.proof.statement.StatusReference;
import org.wangchuan.proof.statement.SummaryClaims;
import org.wangchuan.proof.statement.Target;
import org.wangchuan.proof.statement.ValidationClaims;
import org.wangchuan.proof.statement.WithdrawalClaims;
import org.wangchuan.proof.statement.Work;
import org.wangchuan.proof.status.StatusList;

/**
 * Signs a station's statements, and those of an operator's log. Thread-safe; the order of statements is the caller's {@link StationChain}. What would be
 * beyond a statement's limits ({@link SdJwt#CHARS_MAX}) is a mistake of the caller's, and an {@link IllegalArgumentException}.
 */
public final class StatementIssuer {
    private final SigningKey key;
    private final boolean isTest;
    private final RandomGenerator secrets;

    private StatementIssuer(SigningKey key, boolean isTest, RandomGenerator secrets) {
        this.key = key;
        this.isTest = isTest;
        this.secrets = secrets;
    }

    /** The same with its nonces and salts from a known source: for published fixtures, which must not change. */
    StatementIssuer withSecrets(RandomGenerator source) {
        return new StatementIssuer(key, isTest, source);
    }

    /** Signs real statements. */
    public static StatementIssuer real(SigningKey key) {
        return new StatementIssuer(key, false, new SecureRandom());
    }

    /** Signs test statements, which never verify as real. */
    public static StatementIssuer test(SigningKey key) {
        return new StatementIssuer(key, true, new SecureRandom());
    }

    /** Signs with the same key, but test statements only. */
    public StatementIssuer forTest() {
        return new StatementIssuer(key, true, secrets);
    }

    /** Says that an erasure is about to start. */
    public IssuedStatement start(StationChain chain, UUID eventId, Instant issuedAt, Disclosed disclosed) {
        return sign(new Statement.Start(head(StatementType.START, chain, eventId, issuedAt), disclosed));
    }

    /** Says how an erasure has ended, in a statement that no status list will speak of. */
    public IssuedStatement clearing(
            StationChain chain, UUID eventId, Instant issuedAt, ClearingClaims claims, Disclosed disclosed) {
        return sign(new Statement.Clearing(head(StatementType.CLEARING, chain, eventId, issuedAt), claims, disclosed));
    }

    /** Says how an erasure has ended, and where it will be said if that should no longer hold. */
    public IssuedStatement clearing(
            StationChain chain,
            UUID eventId,
            Instant issuedAt,
            ClearingClaims claims,
            Disclosed disclosed,
            StatusReference status) {
        StatementHead head = head(StatementType.CLEARING, chain, eventId, issuedAt);
        return sign(new Statement.Clearing(head.withStatus(status), claims, disclosed));
    }

    /** Says that an earlier statement does not hold; its entry in the status list is the caller's to set. */
    public IssuedStatement revocation(
            StationChain chain, UUID eventId, Instant issuedAt, SdJwt of, RevocationReason reason) {
        return sign(new Statement.Revocation(
                head(StatementType.REVOCATION, chain, eventId, issuedAt), of.digest(), reason));
    }

    /** Says that {@code by} puts right what {@code of} said. */
    public IssuedStatement correction(StationChain chain, UUID eventId, Instant issuedAt, SdJwt of, SdJwt by) {
        return sign(new Statement.Correction(
                head(StatementType.CORRECTION, chain, eventId, issuedAt), of.digest(), by.digest()));
    }

    /** Says that {@code by} now counts in place of {@code of}: the device was erased again. */
    public IssuedStatement supersession(StationChain chain, UUID eventId, Instant issuedAt, SdJwt of, SdJwt by) {
        return sign(new Statement.Supersession(
                head(StatementType.SUPERSESSION, chain, eventId, issuedAt), of.digest(), by.digest()));
    }

    /** Says that this is the status list as of now. */
    public IssuedStatement statusList(StationChain chain, UUID eventId, Instant issuedAt, StatusList list) {
        return sign(
                new Statement.StatusListing(head(StatementType.STATUS_LIST, chain, eventId, issuedAt), list.claims()));
    }

    /** Says that the station has destroyed a part of what it kept of a clearing and its start; see {@link Statement.Forgetting}. */
    public IssuedStatement forgetting(
            StationChain chain,
            UUID eventId,
            Instant issuedAt,
            Bytes32 of,
            ForgottenPart part,
            Optional<KeptDevice> kept) {
        return sign(new Statement.Forgetting(head(StatementType.FORGETTING, chain, eventId, issuedAt), of, part, kept));
    }

    /**
     * Says what was found when an erased drive was read again.
     *
     * @param target the drive that was read
     */
    public IssuedStatement recheck(
            StationChain chain, UUID eventId, Instant issuedAt, RecheckClaims claims, Target target) {
        StatementHead head = head(StatementType.RECHECK, chain, eventId, issuedAt);
        return sign(new Statement.Recheck(head, claims, Disclosed.ofStart(target, Optional.empty())));
    }

    /**
     * Says what a person did and saw who went through a guided workflow.
     *
     * @param chain of the operator's log key, which this issuer signs with
     */
    public IssuedStatement observation(StationChain chain, UUID eventId, Instant issuedAt, ObservationClaims claims) {
        return sign(new Statement.Observation(head(StatementType.OBSERVATION, chain, eventId, issuedAt), claims));
    }

    /**
     * Says that a person answers for a clause that the evidence leaves open.
     *
     * @param chain of the operator's log key, which this issuer signs with
     */
    public IssuedStatement validation(StationChain chain, UUID eventId, Instant issuedAt, ValidationClaims claims) {
        return sign(new Statement.Validation(head(StatementType.VALIDATION, chain, eventId, issuedAt), claims));
    }

    /**
     * Says that somebody agreed to an erasure.
     *
     * @param chain of the operator's log key, which this issuer signs with
     */
    public IssuedStatement consent(StationChain chain, UUID eventId, Instant issuedAt, ConsentClaims claims) {
        return sign(new Statement.Consent(head(StatementType.CONSENT, chain, eventId, issuedAt), claims));
    }

    /**
     * Says that a consent is over.
     *
     * @param chain of the operator's log key, which this issuer signs with
     */
    public IssuedStatement withdrawal(StationChain chain, UUID eventId, Instant issuedAt, WithdrawalClaims claims) {
        return sign(new Statement.Withdrawal(head(StatementType.WITHDRAWAL, chain, eventId, issuedAt), claims));
    }

    /**
     * Says what spoke for the owner's being there, or against it.
     *
     * @param chain of the operator's log key, which this issuer signs with
     */
    public IssuedStatement presence(StationChain chain, UUID eventId, Instant issuedAt, PresenceClaims claims) {
        return sign(new Statement.Present(head(StatementType.PRESENCE, chain, eventId, issuedAt), claims));
    }

    /**
     * Says what is so of each device of an institution's list.
     *
     * @param chain of the operator's log key, which this issuer signs with
     */
    public IssuedStatement summary(StationChain chain, UUID eventId, Instant issuedAt, SummaryClaims claims) {
        return sign(new Statement.Summary(head(StatementType.SUMMARY, chain, eventId, issuedAt), claims));
    }

    /**
     * Says how many results the log has of a site.
     *
     * @param chain of the operator's log key, which this issuer signs with
     */
    public IssuedStatement counts(StationChain chain, UUID eventId, Instant issuedAt, CountsClaims claims) {
        return sign(new Statement.Counts(head(StatementType.COUNTS, chain, eventId, issuedAt), claims));
    }

    private StatementHead head(StatementType type, StationChain chain, UUID eventId, Instant issuedAt) {
        return new StatementHead(
                isTest ? type.asTest() : type,
                key.publicKey().thumbprint(),
                issuedAt.getEpochSecond(),
                eventId,
                chain.nextSequence(),
                chain.previous(),
                chain.seen(),
                chain.witnessed(),
                Optional.empty());
    }

    private IssuedStatement sign(Statement statement) {
        List<Disclosure> disclosures = new ArrayList<>();
        Disclosed shown = statement.disclosed();
        shown.target().ifPresent(target -> disclosures.add(disclosure(Target.CLAIM, target.json())));
        shown.work().ifPresent(work -> disclosures.add(disclosure(Work.CLAIM, work.json())));
        shown.phone().ifPresent(phone -> disclosures.add(disclosure(Phone.CLAIM, phone.json())));
        shown.phoneWork().ifPresent(work -> disclosures.add(disclosure(PhoneWork.CLAIM, work.json())));
        shown.asset().ifPresent(asset -> disclosures.add(disclosure(Asset.CLAIM, asset.json())));
        shown.producers().ifPresent(all -> disclosures.add(disclosure(ProducersShown.CLAIM, all.json())));
        List<Bytes32> digests = new ArrayList<>();
        disclosures.forEach(disclosure -> digests.add(disclosure.digest()));
        if (shown.asset().isEmpty()) {
            digests.add(random32()); // a decoy (RFC 9901, 4.2.5): whether there is a tag shows to nobody
        }
        JsonValue.Obj payload = StatementWriter.payload(statement, digests);
        String signed = segment(header()) + "." + segment(payload);
        String signature = Base64Url.encode(key.sign(signed.getBytes(StandardCharsets.US_ASCII)));
        StringBuilder text = new StringBuilder(signed + "." + signature + "~");
        disclosures.forEach(disclosure -> text.append(disclosure.text()).append('~'));
        try {
            // Read back by the strict reader: what nobody could verify is never given out.
            SdJwt read = SdJwt.parse(text.toString());
            if (!StatementReader.read(read).equals(statement)) {
                throw new IllegalArgumentException("not what it would be read as");
            }
            return new IssuedStatement(read, random32());
        } catch (VerificationException e) {
            throw new IllegalArgumentException("beyond the limits of a statement", e);
        }
    }

    private JsonValue.Obj header() {
        return Json.object()
                .put("alg", SdJwt.ALGORITHM)
                .put("kid", key.publicKey().thumbprint())
                .put("typ", SdJwt.TYPE)
                .build();
    }

    private static String segment(JsonValue.Obj object) {
        return Base64Url.encode(CanonicalJson.write(object));
    }

    private Bytes32 random32() {
        byte[] out = new byte[Bytes32.LENGTH];
        secrets.nextBytes(out);
        return Bytes32.of(out);
    }

    private Disclosure disclosure(String name, JsonValue.Obj value) {
        byte[] salt = new byte[Disclosure.SALT_BYTES_MIN];
        secrets.nextBytes(salt);
        return new Disclosure(Base64Url.encode(salt), name, value);
    }
}
