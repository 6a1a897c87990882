package org.wangchuan.proof.issue;

import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.wangchuan.canonical.CanonicalJson;
import org.wangchuan.canonical.Json;
import org.wangchuan.canonical.JsonValue;
import org.wangchuan.proof.VerificationException;
import org.wangchuan.proof.encoding.Base64Url;
import org.wangchuan.proof.encoding.Bytes32;
import org.wangchuan.proof.key.SigningKey;
import org.wangchuan.proof.statement.Asset;
import org.wangchuan.proof.statement.ClearingClaims;
import org.wangchuan.proof.statement.Disclosed;
import org.wangchuan.proof.statement.Disclosure;
import org.wangchuan.proof.statement.SdJwt;
import org.wangchuan.proof.statement.Statement;
import org.wangchuan.proof.statement.StatementHead;
import org.wangchuan.proof.statement.StatementReader;
import org.wangchuan.proof.statement.StatementType;
import org.wangchuan.proof.statement.StatementWriter;
import org.wangchuan.proof.statement.Target;
import org.wangchuan.proof.statement.Work;

/** Signs a station's statements. Thread-safe; the order of statements is the caller's {@link StationChain}. */
public final class StatementIssuer {
    private static final SecureRandom RANDOM = new SecureRandom();

    private final SigningKey key;
    private final boolean isTest;

    private StatementIssuer(SigningKey key, boolean isTest) {
        this.key = key;
        this.isTest = isTest;
    }

    /** Signs real statements. */
    public static StatementIssuer real(SigningKey key) {
        return new StatementIssuer(key, false);
    }

    /** Signs test statements, which never verify as real. */
    public static StatementIssuer test(SigningKey key) {
        return new StatementIssuer(key, true);
    }

    /** Says that an erasure is about to start. */
    public IssuedStatement start(StationChain chain, UUID eventId, Instant issuedAt, Disclosed disclosed) {
        StatementType type = isTest ? StatementType.TEST_START : StatementType.START;
        return sign(new Statement.Start(head(type, chain, eventId, issuedAt), disclosed));
    }

    /** Says how an erasure has ended. */
    public IssuedStatement clearing(
            StationChain chain, UUID eventId, Instant issuedAt, ClearingClaims claims, Disclosed disclosed) {
        StatementType type = isTest ? StatementType.TEST_CLEARING : StatementType.CLEARING;
        return sign(new Statement.Clearing(head(type, chain, eventId, issuedAt), claims, disclosed));
    }

    private StatementHead head(StatementType type, StationChain chain, UUID eventId, Instant issuedAt) {
        return new StatementHead(
                type,
                key.publicKey().thumbprint(),
                issuedAt.getEpochSecond(),
                eventId,
                chain.nextSequence(),
                chain.previous(),
                chain.seen());
    }

    private IssuedStatement sign(Statement statement) {
        List<Disclosure> disclosures = new ArrayList<>();
        Disclosed shown = statement.disclosed();
        shown.target().ifPresent(target -> disclosures.add(disclosure(Target.CLAIM, target.json())));
        shown.work().ifPresent(work -> disclosures.add(disclosure(Work.CLAIM, work.json())));
        shown.asset().ifPresent(asset -> disclosures.add(disclosure(Asset.CLAIM, asset.json())));
        List<Bytes32> digests = new ArrayList<>();
        disclosures.forEach(disclosure -> digests.add(disclosure.digest()));
        if (shown.asset().isEmpty()) {
            digests.add(Bytes32.random()); // a decoy (RFC 9901, 4.2.5): whether there is a tag shows to nobody
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
            return new IssuedStatement(read, Bytes32.random());
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

    private static Disclosure disclosure(String name, JsonValue.Obj value) {
        byte[] salt = new byte[Disclosure.SALT_BYTES_MIN];
        RANDOM.nextBytes(salt);
        return new Disclosure(Base64Url.encode(salt), name, value);
    }
}
