package org.wangchuan.platform.ledger.log;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.wangchuan.platform.bench.PhoneOrder;
import org.wangchuan.platform.testing.PlatformTest;
import org.wangchuan.proof.issue.ProducerStatementIssuer;
import org.wangchuan.proof.key.SigningKey;
import org.wangchuan.proof.note.NoteSigner;
import org.wangchuan.proof.producer.ProducerClaims;
import org.wangchuan.proof.producer.ProducerScope;
import org.wangchuan.proof.producer.ProducerText;
import org.wangchuan.proof.producer.SignedProducerStatement;
import org.wangchuan.proof.statement.ProducersShown;

/** A maker of a test's own, and what it states of the phones of {@link PhoneOrder}; a test changes a field. Not thread-safe. */
public final class MadeMaker {
    public static final List<String> OPEN = List.of("overwrite", "verification", "hidden-areas");

    public final String name = "Maker " + UUID.randomUUID();
    NoteSigner signer = new NoteSigner("phones.example/clear", SigningKey.generate());
    String number = "N-" + UUID.randomUUID();
    List<String> models = List.of("SM-G991B");
    String versionLeast = "13";
    List<String> clauses = OPEN;
    Instant from = Instant.now().minus(30, ChronoUnit.DAYS).truncatedTo(ChronoUnit.SECONDS);
    Instant until = Instant.now().plus(30, ChronoUnit.DAYS).truncatedTo(ChronoUnit.SECONDS);
    Instant issued = Instant.now().minus(2, ChronoUnit.DAYS).truncatedTo(ChronoUnit.SECONDS);

    SignedProducerStatement states() {
        return sign(
                1,
                new ProducerClaims.Content.InForce(new ProducerScope(
                        List.of("Samsung"),
                        models,
                        "android",
                        versionLeast,
                        Optional.empty(),
                        List.of(new ProducerScope.Way("android-reset-read-again", 1)),
                        List.of(),
                        List.of(new ProducerScope.Meets("nist-clear", "1", clauses)),
                        from,
                        until,
                        new ProducerText("内置清除销毁全部密钥。", "The built-in clear destroys all keys."))));
    }

    /** The next one of its number. */
    public SignedProducerStatement withdraws() {
        return sign(2, new ProducerClaims.Content.Withdrawn(new ProducerText("发现错误。", "It was found to be wrong.")));
    }

    private SignedProducerStatement sign(long sequence, ProducerClaims.Content content) {
        return ProducerStatementIssuer.sign(
                new ProducerClaims(name, Optional.empty(), signer.verifierKey(), number, sequence, issued, content),
                signer);
    }

    /** As a station has it travel that says that its record fits. */
    public MadeMaker travelsWith(PhoneOrder phone) {
        phone.station.producers.add(new ProducersShown.One(states().text(), clauses));
        return this;
    }

    /** What a manager types to propose it, without the clauses. */
    public Map<String, String> form(String brand) {
        return Map.of(
                "name",
                name,
                "keys",
                signer.verifierKey().toString(),
                "makers",
                brand,
                "reason",
                "published on its site, and read out by its service");
    }

    /** The clauses of that. */
    public Map<String, List<String>> accepts() {
        return Map.of(
                "accepts", OPEN.stream().map(clause -> "nist-clear 1 " + clause).toList());
    }

    /** Its proposal. */
    public UUID entry() {
        return PlatformTest.jdbc()
                .sql("SELECT id FROM ledger.producer WHERE name = ?")
                .param(name)
                .query((row, _) -> row.getObject(1, UUID.class))
                .single();
    }
}
