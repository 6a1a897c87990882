package org.wangchuan.proof.testing;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.wangchuan.proof.issue.ProducerStatementIssuer;
import org.wangchuan.proof.key.SigningKey;
import org.wangchuan.proof.note.NoteSigner;
import org.wangchuan.proof.producer.ProducerClaims;
import org.wangchuan.proof.producer.ProducerClaims.Content;
import org.wangchuan.proof.producer.ProducerScope;
import org.wangchuan.proof.producer.ProducerText;
import org.wangchuan.proof.producer.SignedProducerStatement;
import org.wangchuan.proof.trust.SignedTrustList;
import org.wangchuan.proof.trust.TrustList;
import org.wangchuan.proof.trust.TrustedProducer;

/** What a maker could state of {@link TestPhone}; a test changes a field. Not thread-safe. */
public final class TestProducer {
    public static final String NAME = "Samsung Example";

    public NoteSigner signer = new NoteSigner("phones.example/clear", SigningKey.generate());
    public String number = "EX-CLEAR-1";
    public long sequence = 1;
    public Instant issued = TestStation.STARTED.minusSeconds(86_400);
    public List<String> makers = List.of("samsung", "Samsung");
    /** Whose phones a list lets it speak of. */
    public List<String> phonesOf = List.of("Samsung");

    public List<String> models = List.of("SM-G991B", "SM-G996B");
    public String system = "android";
    public String versionLeast = "13";
    public Optional<String> patchLeast = Optional.empty();
    public List<ProducerScope.Way> ways = List.of(
            new ProducerScope.Way("android-reset-read-again", 1), new ProducerScope.Way("android-reset-fill-reset", 1));
    public List<ProducerScope.Condition> conditions =
            List.of(new ProducerScope.Condition("encryption", List.of("file-based")));
    public List<ProducerScope.Meets> meets =
            List.of(new ProducerScope.Meets("gb-46864-2025", "1", List.of("overwrite", "verification")));
    public Instant from = TestStation.STARTED.minusSeconds(30 * 86_400);
    public Instant until = TestStation.STARTED.plusSeconds(30 * 86_400);

    public ProducerScope scope() {
        return new ProducerScope(
                makers,
                models,
                system,
                versionLeast,
                patchLeast,
                ways,
                conditions,
                meets,
                from,
                until,
                new ProducerText("内置清除销毁全部密钥。", "The built-in clear destroys all keys."));
    }

    public ProducerClaims claims(Content content) {
        return new ProducerClaims(NAME, Optional.of("KR"), signer.verifierKey(), number, sequence, issued, content);
    }

    public SignedProducerStatement signed() {
        return ProducerStatementIssuer.sign(claims(new Content.InForce(scope())), signer);
    }

    public SignedProducerStatement withdrawn() {
        return ProducerStatementIssuer.sign(
                claims(new Content.Withdrawn(new ProducerText("发现错误。", "It was found to be wrong."))), signer);
    }

    /** As a list names it. */
    public TrustedProducer trusted(List<String> clauses, TrustedProducer.Least... least) {
        return new TrustedProducer(
                NAME,
                List.of(signer.verifierKey()),
                phonesOf,
                clauses.isEmpty() ? List.of() : List.of(new TrustedProducer.Accepts("gb-46864-2025", "1", clauses)),
                List.of(least));
    }

    /** A list of somebody's that knows a station's operators, and these producers. */
    public static TrustList list(SignedTrustList stations, TrustedProducer... producers) {
        TrustList known = stations.list();
        return new TrustList(
                known.version(),
                known.issuedAtSeconds(),
                new NoteSigner("trust.example/1", SigningKey.generate()).verifierKey(),
                known.operators(),
                known.witnessPolicy(),
                known.offlineSecondsMax(),
                new ArrayList<>(List.of(producers)));
    }
}
