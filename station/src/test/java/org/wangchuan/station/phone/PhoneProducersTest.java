package org.wangchuan.station.phone;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.wangchuan.canonical.Json;
import org.wangchuan.engine.phone.fact.Property;
import org.wangchuan.proof.encoding.Bytes32;
import org.wangchuan.proof.issue.ProducerStatementIssuer;
import org.wangchuan.proof.key.SigningKey;
import org.wangchuan.proof.note.NoteSigner;
import org.wangchuan.proof.producer.ProducerClaims;
import org.wangchuan.proof.producer.ProducerClaims.Content;
import org.wangchuan.proof.producer.ProducerScope;
import org.wangchuan.proof.producer.ProducerText;
import org.wangchuan.proof.producer.SignedProducerStatement;
import org.wangchuan.proof.receipt.Receipt;
import org.wangchuan.proof.statement.ClearingClaims.Clause.State;
import org.wangchuan.proof.statement.ProducersShown;
import org.wangchuan.proof.statement.Statement;
import org.wangchuan.proof.statement.StatementReader;
import org.wangchuan.station.producer.ProducerStore;
import org.wangchuan.station.producer.ProducersOfPhone;

/** What makers state travels with the receipt of a phone that it speaks of, and with no other. */
@Timeout(120)
class PhoneProducersTest {
    private static final NoteSigner MAKER = new NoteSigner("phones.example/clear", SigningKey.generate());

    @TempDir
    Path folder;

    private static SignedProducerStatement statement(String number, long sequence, String model) {
        return signed(number, sequence, new Content.InForce(scope(model)));
    }

    private static ProducerScope scope(String model) {
        return new ProducerScope(
                List.of("Google"),
                List.of(model),
                "android",
                "14",
                Optional.of("2026-10-05"),
                List.of(new ProducerScope.Way("android-reset-read-again", 1)),
                List.of(new ProducerScope.Condition("encryption", List.of("file-based"))),
                List.of(new ProducerScope.Meets("gb-46864-2025", "1", List.of("overwrite", "hidden-areas"))),
                Instant.parse("2026-01-01T00:00:00Z"),
                Instant.parse("2027-01-01T00:00:00Z"),
                new ProducerText("内置清除销毁全部密钥。", "The built-in clear destroys all keys."));
    }

    private static SignedProducerStatement signed(String number, long sequence, Content content) {
        return ProducerStatementIssuer.sign(
                new ProducerClaims(
                        "Example Phones",
                        Optional.of("US"),
                        MAKER.verifierKey(),
                        number,
                        sequence,
                        Instant.parse("2026-01-01T00:00:00Z"),
                        content),
                MAKER);
    }

    private Statement.Clearing erased(SignedProducerStatement... kept) throws Exception {
        PhoneWorld world = new PhoneWorld(Files.createTempDirectory(folder, "world"));
        for (SignedProducerStatement one : kept) {
            new ProducerStore(world.home).keep(one);
        }
        return erasedIn(world);
    }

    private static Statement.Clearing erasedIn(PhoneWorld world) throws Exception {
        world.technique = Optional.of("android-reset-read-again");
        MadePhone phone = new MadePhone("37061FDJH0011Z");
        PhoneEnd end = world.lane(phone, new MadePeople(phone)).run();
        assertThat(end).isInstanceOf(PhoneEnd.Finished.class);
        Receipt receipt = Receipt.parse(
                Files.readAllBytes(((PhoneEnd.Finished) end).files().receipt()));
        return (Statement.Clearing) StatementReader.read(receipt.clearing().statement());
    }

    @Test
    void whatFitsTravelsAndLeavesTheClauseOpen() throws Exception {
        SignedProducerStatement fits = statement("EX-1", 1, "Pixel 8");
        Statement.Clearing clearing = erased(fits, statement("EX-2", 1, "Pixel 8 Pro"));
        assertThat(clearing.disclosed().producers())
                .contains(new ProducersShown(
                        List.of(new ProducersShown.One(fits.text(), List.of("overwrite", "hidden-areas")))));
        assertThat(clearing.claims().conformity())
                .anyMatch(clause -> clause.clause().equals("overwrite") && clause.state() == State.UNDETERMINED);
    }

    @Test
    void whatDoesNotFitGoesNowhere() throws Exception {
        assertThat(erased(statement("EX-1", 1, "Pixel")).disclosed().producers())
                .isEmpty();
        assertThat(erased().disclosed().producers()).isEmpty();
    }

    @Test
    void theNewestOfANumberCountsAndWithdrawnItIsGone() throws Exception {
        SignedProducerStatement first = statement("EX-1", 1, "Pixel 8");
        SignedProducerStatement second = statement("EX-1", 2, "Pixel 8");
        assertThat(erased(first, second).disclosed().producers().orElseThrow().all())
                .extracting(ProducersShown.One::statement)
                .containsExactly(second.text());
        SignedProducerStatement withdrawn =
                signed("EX-1", 3, new Content.Withdrawn(new ProducerText("有误。", "It was wrong.")));
        assertThat(erased(first, second, withdrawn).disclosed().producers()).isEmpty();
        // Of one number and sequence, and not the same: neither.
        ProducerScope other = scope("Pixel 8");
        SignedProducerStatement twin = ProducerStatementIssuer.sign(
                new ProducerClaims(
                        "Example Phones",
                        Optional.empty(),
                        MAKER.verifierKey(),
                        "EX-1",
                        1,
                        Instant.parse("2026-01-01T00:00:00Z"),
                        new Content.InForce(other)),
                MAKER);
        assertThat(erased(first, twin).disclosed().producers()).isEmpty();
    }

    @Test
    void notMoreThanAStatementShows() throws Exception {
        List<SignedProducerStatement> many = new ArrayList<>();
        for (int i = 0; i < ProducersShown.STATEMENTS_MAX + 2; i++) {
            many.add(statement("EX-" + i, 1, "Pixel 8"));
        }
        assertThat(erased(many.toArray(SignedProducerStatement[]::new))
                        .disclosed()
                        .producers()
                        .orElseThrow()
                        .all())
                .hasSize(ProducersShown.STATEMENTS_MAX);
    }

    /** A receipt waits for no file that somebody has damaged; but what is damaged may be the withdrawal of any of them, and so none travels. */
    @Test
    void beneathADamagedOneNoneTravels() throws Exception {
        PhoneWorld world = new PhoneWorld(folder.resolve("damaged"));
        SignedProducerStatement fits = statement("EX-1", 1, "Pixel 8");
        ProducerStore store = new ProducerStore(world.home);
        Path kept = store.keep(fits);
        assertThat(store.keep(fits)).isEqualTo(kept);
        assertThat(store.all()).containsExactly(fits);
        Path torn = store.keep(signed("EX-1", 2, new Content.Withdrawn(new ProducerText("有误。", "It was wrong."))));
        Files.write(torn, new byte[] {'w'});
        assertThat(erasedIn(world).disclosed().producers()).isEmpty();
    }

    /** Two vocabularies that a test holds together: what a statement can ask for the engine can tell. */
    @Test
    void everyConditionIsAnAnswerOfTheEngines() {
        for (Map.Entry<String, List<String>> condition : ProducerScope.CONDITIONS.entrySet()) {
            Property property = List.of(Property.values()).stream()
                    .filter(one -> Json.wireName(one).equals(condition.getKey()))
                    .findFirst()
                    .orElseThrow();
            assertThat(property.words()).containsAll(condition.getValue());
        }
    }

    @Test
    void theNewestAreTakenByProducerAndNumber() {
        SignedProducerStatement one = statement("EX-1", 1, "A");
        SignedProducerStatement two = statement("EX-1", 2, "A");
        SignedProducerStatement other = statement("EX-2", 1, "A");
        assertThat(ProducersOfPhone.newest(List.of(one, two, other, two))).containsExactly(two, other);
        // By its new key a maker withdraws what it signed with its old one.
        NoteSigner renewed = new NoteSigner("phones.example/new", SigningKey.generate());
        SignedProducerStatement withdrawn = ProducerStatementIssuer.sign(
                new ProducerClaims(
                        "Example Phones",
                        Optional.empty(),
                        renewed.verifierKey(),
                        "EX-1",
                        3,
                        Instant.parse("2026-01-01T00:00:00Z"),
                        new Content.Withdrawn(new ProducerText("有误。", "It was wrong."))),
                renewed);
        assertThat(ProducersOfPhone.newest(List.of(one, two, other, withdrawn))).containsExactly(other, withdrawn);
        assertThat(one.digest()).isEqualTo(Bytes32.sha256(one.toBytes()));
    }
}
