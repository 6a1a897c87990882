package org.wangchuan.cli.bench;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.wangchuan.cli.service.Cancellation;
import org.wangchuan.cli.service.Context;
import org.wangchuan.cli.service.Messages;
import org.wangchuan.cli.service.PhoneEraseRequest;
import org.wangchuan.cli.testing.ScriptedConsole;
import org.wangchuan.engine.phone.fact.Fact;
import org.wangchuan.engine.phone.fact.Facts;
import org.wangchuan.engine.phone.fact.Property;
import org.wangchuan.engine.phone.fact.Source;
import org.wangchuan.engine.phone.technique.TechniqueCatalogue;
import org.wangchuan.engine.policy.PolicyCatalogue;
import org.wangchuan.proof.issue.ProducerStatementIssuer;
import org.wangchuan.proof.issue.TrustListIssuer;
import org.wangchuan.proof.key.SigningKey;
import org.wangchuan.proof.note.NoteSigner;
import org.wangchuan.proof.producer.ProducerClaims;
import org.wangchuan.proof.producer.ProducerClaims.Content;
import org.wangchuan.proof.producer.ProducerScope;
import org.wangchuan.proof.producer.ProducerText;
import org.wangchuan.proof.producer.SignedProducerStatement;
import org.wangchuan.proof.trust.TrustList;
import org.wangchuan.proof.trust.TrustedProducer;
import org.wangchuan.station.home.StationHome;
import org.wangchuan.station.producer.ProducerStore;

/** What the owner is told of makers' statements before the phone is destroyed: nothing that does not come. */
class PhoneProducersTest {
    private static final NoteSigner MAKER = new NoteSigner("phones.example/clear", SigningKey.generate());

    @TempDir
    Path folder;

    private StationHome home = new StationHome(Path.of("."));

    @BeforeEach
    void begin() throws Exception {
        home = new StationHome(folder.resolve("station"));
        home.prepare();
    }

    private static SignedProducerStatement statement(NoteSigner signer, String name, String number, String... clauses) {
        return ProducerStatementIssuer.sign(
                new ProducerClaims(
                        name,
                        Optional.empty(),
                        signer.verifierKey(),
                        number,
                        1,
                        Instant.parse("2026-01-01T00:00:00Z"),
                        new Content.InForce(new ProducerScope(
                                List.of("Google"),
                                List.of("Pixel 8"),
                                "android",
                                "14",
                                Optional.empty(),
                                List.of(new ProducerScope.Way("android-reset-read-again", 1)),
                                List.of(),
                                List.of(new ProducerScope.Meets("gb-46864-2025", "2", List.of(clauses))),
                                Instant.parse("2026-01-01T00:00:00Z"),
                                Instant.parse("2100-01-01T00:00:00Z"),
                                new ProducerText("内置清除销毁全部密钥。", "The built-in clear destroys all keys.")))),
                signer);
    }

    private void accept(String... clauses) throws Exception {
        NoteSigner lister = new NoteSigner("trust.example/1", SigningKey.generate());
        TrustedProducer producer = new TrustedProducer(
                "The maker",
                List.of(MAKER.verifierKey()),
                List.of("Google"),
                List.of(new TrustedProducer.Accepts("gb-46864-2025", "2", List.of(clauses))),
                List.of());
        TrustList list = new TrustList(
                1, 0, lister.verifierKey(), List.of(), "", TrustList.OFFLINE_SECONDS_DEFAULT, List.of(producer));
        Files.write(
                home.trusted().resolve("a.trust"),
                TrustListIssuer.sign(list, lister).toBytes());
    }

    private String ahead() throws Exception {
        PhoneEraseRequest request = new PhoneEraseRequest(
                Optional.empty(),
                "gb-46864-2025",
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                false,
                false,
                Optional.empty(),
                false);
        PhoneProducers producers = PhoneProducers.of(
                request, home, new Context(home.root(), new ScriptedConsole("en"), new Cancellation()));
        Facts known = new Facts(List.of(
                new Fact(Property.SYSTEM, "android", Source.ADB),
                new Fact(Property.MAKER, "Google", Source.ADB),
                new Fact(Property.MODEL, "Pixel 8", Source.ADB),
                new Fact(Property.VERSION, "15", Source.ADB),
                new Fact(Property.BOOTLOADER, "locked", Source.ADB),
                new Fact(Property.VERIFIED_BOOT, "green", Source.ADB)));
        return String.join(
                "\n",
                producers.ahead(
                        known,
                        TechniqueCatalogue.find("android-reset-read-again").orElseThrow(),
                        PolicyCatalogue.find("gb-46864-2025").orElseThrow(),
                        Messages.in("en")));
    }

    /** "Its word is accepted here" is said of what travels, and of nothing that stays behind. */
    @Test
    void strangersDontCrowdOutWhomAListHereAccepts() throws Exception {
        ProducerStore store = new ProducerStore(home);
        Path makers = store.keep(statement(MAKER, "Example Phones", "EX-1", "overwrite"));
        for (int i = 0; i < 4; i++) {
            Path _ = store.keep(statement(
                    new NoteSigner("stranger.example/" + i, SigningKey.generate()),
                    "Stranger",
                    "ST-" + i,
                    "overwrite",
                    "verification",
                    "hidden-areas"));
        }
        assertThat(ahead())
                .doesNotContain("EX-1, number 1 of it, of 2026-01-01T00:00:00Z: it is stated")
                .contains(makers + ", statement EX-1", "no more than 4 travel with one receipt");
        accept("overwrite");
        assertThat(ahead())
                .contains("The maker states (statement EX-1", "overwrite; its word is accepted here")
                .contains("which calls itself Stranger, statement ST-")
                .doesNotContain("Stranger states", "Example Phones")
                .contains("no more than 4 travel with one receipt")
                .doesNotContain(makers + ", statement EX-1");
    }

    /** People decide here: what a file calls its signer is never told as if it were so. */
    @Test
    void nobodyIsCalledWhatTheyCallThemselves() throws Exception {
        Path _ = new ProducerStore(home).keep(statement(MAKER, "Samsung", "EX-1", "overwrite", "verification"));
        assertThat(ahead())
                .contains(
                        "in a maker's name, signed with the key " + MAKER.verifierKey()
                                + ", which calls itself Samsung,",
                        "it is stated that these clauses are met: overwrite, verification; no trust list here has its key")
                .doesNotContain("Samsung states");
        accept("overwrite");
        assertThat(ahead())
                .contains(
                        "The maker states (statement EX-1, number 1 of it, of 2026-01-01T00:00:00Z) that these clauses are"
                                + " met: overwrite; its word is accepted here",
                        "are met: verification; its word is NOT accepted here")
                .doesNotContain("Samsung");
    }

    /** Of a thousand files of strangers nobody reads to the end: the first are told, and how many more there are. */
    @Test
    void manyThatStayBehindTakeFewLines() throws Exception {
        ProducerStore store = new ProducerStore(home);
        for (int i = 0; i < 40; i++) {
            Path _ = store.keep(statement(
                    new NoteSigner("stranger.example/" + i, SigningKey.generate()),
                    "Stranger",
                    "ST-" + i,
                    "overwrite"));
        }
        assertThat(ahead().lines()).hasSize(4 + 8 + 1).last().asString().contains("and 28 more");
    }
}
