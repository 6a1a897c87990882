package org.wangchuan.station.producer;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.wangchuan.proof.issue.ProducerStatementIssuer;
import org.wangchuan.proof.key.SigningKey;
import org.wangchuan.proof.note.NoteSigner;
import org.wangchuan.proof.note.VerifierKey;
import org.wangchuan.proof.producer.ProducerClaims;
import org.wangchuan.proof.producer.ProducerClaims.Content;
import org.wangchuan.proof.producer.ProducerScope;
import org.wangchuan.proof.producer.ProducerText;
import org.wangchuan.proof.producer.SignedProducerStatement;
import org.wangchuan.proof.trust.TrustList;
import org.wangchuan.proof.trust.TrustedProducer;
import org.wangchuan.station.producer.Aside.Why;

/** Whose statement keeps whose back, by keys, by lists and by names; and what each comes to by itself. */
class AsidesTest {
    private static final NoteSigner OLD = new NoteSigner("phones.example/old", SigningKey.generate());
    private static final NoteSigner NEW = new NoteSigner("phones.example/new", SigningKey.generate());
    private static final NoteSigner LISTER = new NoteSigner("trust.example/1", SigningKey.generate());
    private static final Content WITHDRAWN = new Content.Withdrawn(new ProducerText("有误。", "It was wrong."));

    private String maker = "Google";
    private String model = "Pixel 8";
    private String system = "android";
    private String way = "android-reset-read-again";
    private List<ProducerScope.Condition> conditions = List.of();
    private List<String> clauses = List.of("overwrite");
    private Instant issued = Instant.parse("2026-01-01T00:00:00Z");

    private Kept kept(NoteSigner signer, String number, long sequence) {
        return kept(
                signer,
                number,
                sequence,
                new Content.InForce(new ProducerScope(
                        List.of(maker),
                        List.of(model),
                        system,
                        "14",
                        Optional.empty(),
                        List.of(new ProducerScope.Way(way, 1)),
                        conditions,
                        List.of(new ProducerScope.Meets("gb-46864-2025", "2", clauses)),
                        Instant.parse("2026-01-01T00:00:00Z"),
                        Instant.parse("2027-01-01T00:00:00Z"),
                        new ProducerText("内置清除销毁全部密钥。", "The built-in clear destroys all keys."))));
    }

    private Kept kept(NoteSigner signer, String number, long sequence, Content content) {
        SignedProducerStatement signed = ProducerStatementIssuer.sign(
                new ProducerClaims(
                        "Example Phones", Optional.empty(), signer.verifierKey(), number, sequence, issued, content),
                signer);
        return new Kept(Path.of(signed.digest().base64Url() + ".producer"), signed);
    }

    private static TrustedProducer producer(String name, NoteSigner... signers) {
        List<VerifierKey> keys = new ArrayList<>();
        for (NoteSigner signer : signers) {
            keys.add(signer.verifierKey());
        }
        return new TrustedProducer(
                name,
                keys,
                List.of("Google"),
                List.of(new TrustedProducer.Accepts("gb-46864-2025", "2", List.of("overwrite"))),
                List.of());
    }

    private static ProducerLists lists(TrustedProducer... producers) {
        return new ProducerLists(List.of(new TrustList(
                1, 0, LISTER.verifierKey(), List.of(), "", TrustList.OFFLINE_SECONDS_DEFAULT, List.of(producers))));
    }

    private static StatementsHere here(ProducerLists lists, Kept... kept) {
        return new StatementsHere(List.of(kept), lists, List.of());
    }

    @Test
    void whatALaterOneOfItsNumberEndsStaysBehind() {
        model = "Pixel 9";
        Kept one = kept(OLD, "EX-1", 1);
        model = "Pixel 8";
        Kept two = kept(OLD, "EX-1", 2);
        Kept other = kept(OLD, "EX-2", 1);
        StatementsHere here = here(ProducerLists.NONE, one, two, other, two);
        assertThat(here.inForce()).containsExactly(two, other);
        assertThat(Asides.of(here)).containsExactly(new Aside(one, Why.LATER, List.of(two.file())));
    }

    /** As for whoever verifies: one that states as much takes nothing away, and only what nobody can tell or what is less does. */
    @Test
    void whatALaterOneStatesAsWellStays() {
        Kept one = kept(OLD, "EX-1", 1);
        Kept again = kept(OLD, "EX-1", 2);
        ProducerLists lists = lists(producer("The maker", OLD));
        assertThat(Asides.of(here(lists, one, again))).isEmpty();
        assertThat(standing(lists, again)).isEqualTo(Standing.COUNTS);
        Kept other = kept(OLD, "EX-1", 2, WITHDRAWN);
        assertThat(Asides.of(here(lists, one, other)))
                .containsExactly(new Aside(one, Why.LATER, List.of(other.file())));
        model = "Pixel 9";
        Kept twin = kept(OLD, "EX-1", 3);
        model = "Pixel 8";
        Kept third = kept(OLD, "EX-1", 3);
        assertThat(Asides.of(here(lists, twin, third)))
                .extracting(Aside::why)
                .containsExactly(Why.CONTRADICTED, Why.CONTRADICTED);
        assertThat(Asides.of(here(lists, one, again, twin)))
                .containsExactlyInAnyOrder(
                        new Aside(one, Why.LATER, List.of(twin.file())),
                        new Aside(again, Why.LATER, List.of(twin.file())));
        issued = issued.plusSeconds(1);
        Kept alike = kept(OLD, "EX-1", 3);
        assertThat(Asides.of(here(lists, one, third, alike)))
                .contains(new Aside(
                        one,
                        Why.CONTRADICTED,
                        List.of(third.file(), alike.file()).stream().sorted().toList()));
        assertThat(standing(lists, third, alike)).isEqualTo(Standing.CONFLICTING);
        way = "android-reset-fill-reset";
        Kept otherWay = kept(OLD, "EX-1", 2);
        assertThat(Asides.of(here(lists, one, otherWay)))
                .containsExactly(new Aside(one, Why.LATER, List.of(otherWay.file())));
    }

    /** A retired key counts for nothing by any list, and takes back all the same. */
    @Test
    void aRetiredKeyOnlyTakesBack() {
        TrustedProducer retired = new TrustedProducer(
                "The maker",
                List.of(NEW.verifierKey()),
                List.of(OLD.verifierKey()),
                List.of("Google"),
                List.of(new TrustedProducer.Accepts("gb-46864-2025", "2", List.of("overwrite"))),
                List.of());
        assertThat(standing(lists(retired))).isEqualTo(Standing.KEY_RETIRED);
        ProducerLists beside = new ProducerLists(List.of(
                lists(retired).all().getFirst(),
                lists(producer("The maker", OLD)).all().getFirst()));
        assertThat(standing(beside)).isEqualTo(Standing.KEY_RETIRED);
        Kept one = kept(NEW, "EX-1", 1);
        Kept takesBack = kept(OLD, "EX-1", 2, WITHDRAWN);
        assertThat(Standing.of(one.statement(), lists(retired), List.of(takesBack.statement())))
                .isEqualTo(Standing.WITHDRAWN);
        assertThat(Asides.of(here(lists(retired), one, takesBack)))
                .containsExactly(new Aside(one, Why.LATER, List.of(takesBack.file())));
    }

    /** By its new key a maker withdraws what it signed with its old one, as long as no list says whose they are. */
    @Test
    void whereNoListHasEitherKeyTheNameIsTaken() {
        Kept one = kept(OLD, "EX-1", 1);
        Kept later = kept(NEW, "EX-1", 2, WITHDRAWN);
        StatementsHere here = here(ProducerLists.NONE, one, later);
        assertThat(here.inForce()).containsExactly(later);
        assertThat(Asides.of(here)).containsExactly(new Aside(one, Why.LATER_BY_NAME, List.of(later.file())));
        Kept twin = kept(NEW, "EX-1", 1);
        assertThat(Asides.of(here(ProducerLists.NONE, one, twin)))
                .extracting(Aside::why)
                .containsExactly(Why.CONTRADICTED_BY_NAME, Why.CONTRADICTED_BY_NAME);
    }

    /** Anybody can take a maker's name and the highest number of its statement. */
    @Test
    void aNameTakesNothingFromWhomAListHas() {
        Kept one = kept(OLD, "EX-1", 1);
        Kept false1 = kept(NEW, "EX-1", Integer.MAX_VALUE);
        StatementsHere knowsOne = here(lists(producer("The maker", OLD)), one, false1);
        assertThat(knowsOne.inForce()).containsExactlyInAnyOrder(one, false1);
        assertThat(Asides.of(knowsOne)).containsExactly(new Aside(false1, Why.NOT_THEIRS, List.of(one.file())));
        StatementsHere different = here(lists(producer("The maker", OLD), producer("Another", NEW)), one, false1);
        assertThat(different.inForce()).contains(one);
    }

    @Test
    void aListThatHasBothKeysAsOneProducersIsTaken() {
        Kept one = kept(OLD, "EX-1", 1);
        Kept later = kept(NEW, "EX-1", 2, WITHDRAWN);
        assertThat(Asides.of(here(lists(producer("The maker", OLD, NEW)), one, later)))
                .containsExactly(new Aside(one, Why.LATER, List.of(later.file())));
    }

    /** A list that a station signs names nobody: whose work is judged does not say whose word about it counts. */
    @Test
    void aStationsListNamesNobody() {
        TrustList ofStation = lists(producer("The maker", OLD, NEW)).all().getFirst();
        TrustList knows = new TrustList(
                1,
                0,
                new NoteSigner("other.example/1", SigningKey.generate()).verifierKey(),
                List.of(new TrustList.Operator(
                        "Example",
                        List.of(new NoteSigner("log.example/1", SigningKey.generate()).verifierKey()),
                        List.of(new TrustList.Station(LISTER.verifierKey().key(), 0, Optional.empty())))),
                "",
                TrustList.OFFLINE_SECONDS_DEFAULT,
                List.of());
        ProducerLists lists = new ProducerLists(List.of(ofStation, knows));
        Kept one = kept(OLD, "EX-1", 1);
        assertThat(Standing.of(one.statement(), lists, List.of())).isEqualTo(Standing.NOT_INDEPENDENT);
        assertThat(Asides.of(here(lists, one, kept(NEW, "EX-1", 2, WITHDRAWN))))
                .extracting(Aside::why)
                .containsExactly(Why.LATER_BY_NAME);
    }

    @Test
    void howManyGoFirstIsToldBeforehand() {
        List<Kept> all = new ArrayList<>();
        for (int i = 0; i < 4; i++) {
            all.add(kept(new NoteSigner("stranger.example/" + i, SigningKey.generate()), "ST-" + i, 1));
        }
        Kept makers = kept(OLD, "EX-1", 1);
        all.add(makers);
        List<Aside> unknown = Asides.crowds(here(ProducerLists.NONE, all.toArray(Kept[]::new)));
        assertThat(unknown).hasSize(5).allMatch(aside -> aside.because().size() == 4);
        // Whom a list has is crowded out by nobody whom none has.
        assertThat(Asides.crowds(here(lists(producer("The maker", OLD)), all.toArray(Kept[]::new))))
                .extracting(Aside::kept)
                .hasSize(4)
                .doesNotContain(makers);
        model = "Pixel 9";
        Kept elsewhere = kept(NEW, "NE-1", 1);
        all.add(elsewhere);
        assertThat(Asides.crowds(here(ProducerLists.NONE, all.toArray(Kept[]::new))))
                .extracting(Aside::kept)
                .doesNotContain(elsewhere);
    }

    private Standing standing(ProducerLists lists, Kept... known) {
        return Standing.of(
                kept(OLD, "EX-1", 1).statement(), lists, here(lists, known).statements());
    }

    /** Accepted for something is not accepted for this. */
    @Test
    void whatNoListWouldCountForAnyPhoneIsSaid() {
        ProducerLists lists = lists(producer("The maker", OLD));
        assertThat(standing(lists)).isEqualTo(Standing.COUNTS);
        assertThat(standing(ProducerLists.NONE)).isEqualTo(Standing.NOT_TRUSTED);
        model = "Pixel 9";
        Kept less = kept(OLD, "EX-1", 2);
        model = "Pixel 8";
        assertThat(standing(lists, less)).isEqualTo(Standing.OUTDATED);
        assertThat(standing(lists, kept(OLD, "EX-1", 2, WITHDRAWN))).isEqualTo(Standing.WITHDRAWN);
        assertThat(standing(lists, kept(OLD, "EX-1", 1, WITHDRAWN))).isEqualTo(Standing.CONFLICTING);
        assertThat(standing(lists, kept(NEW, "EX-1", 2))).isEqualTo(Standing.COUNTS);
        clauses = List.of("verification");
        assertThat(standing(lists)).isEqualTo(Standing.NOT_ACCEPTED);
        clauses = List.of("overwrite");
        maker = "Samsung";
        assertThat(standing(lists)).isEqualTo(Standing.NOT_ITS_PHONE);
        maker = "Google";
        way = "magic";
        assertThat(standing(lists)).isEqualTo(Standing.NO_WAY);
        way = "android-reset-read-again";
        issued = Instant.now().plusSeconds(30 * 86_400);
        assertThat(standing(lists)).isEqualTo(Standing.NOT_ISSUED_YET);
    }

    /** What no phone can have is no way: one that never reaches a verdict, or that is of another system, or that asks for what a condition excludes. */
    @Test
    void aWayThatClearsNoSuchPhoneIsNone() {
        ProducerLists lists = lists(producer("The maker", OLD));
        for (String never : List.of("android-reset-by-hand", "android-fastboot-erase")) {
            way = never;
            assertThat(standing(lists)).as(never).isEqualTo(Standing.NO_WAY);
        }
        for (String sound : List.of("android-reset-fill-reset", "android-reset-read-again")) {
            way = sound;
            system = "android";
            assertThat(standing(lists)).as(sound).isEqualTo(Standing.COUNTS);
            for (String other : List.of("ios", "ipados", "harmonyos")) {
                system = other;
                assertThat(standing(lists)).as(sound + other).isEqualTo(Standing.NO_WAY);
            }
        }
        system = "android";
        assertCondition(Standing.COUNTS, "encryption", "hardware", "full-disk");
        assertCondition(Standing.NO_WAY, "encryption", "hardware");
        assertCondition(Standing.COUNTS, "bootloader", "locked");
        assertCondition(Standing.COUNTS, "managed", "yes", "no");
        assertCondition(Standing.NO_WAY, "managed", "yes");
        way = "android-reset-fill-reset"; // which asks for no encryption
        assertCondition(Standing.COUNTS, "encryption", "hardware");
    }

    private void assertCondition(Standing standing, String property, String... is) {
        conditions = List.of(new ProducerScope.Condition(property, List.of(is)));
        assertThat(standing(lists(producer("The maker", OLD))))
                .as(way + " " + conditions)
                .isEqualTo(standing);
    }

    /** A stolen key that a list has retired is as retired by a name that its thief gives it; and what it takes back is taken back. */
    @Test
    void aKeyIsTheSameByAnyName() {
        NoteSigner renamed = new NoteSigner("phones.example/renamed", OLD.signingKey());
        TrustedProducer retired = new TrustedProducer(
                "The maker",
                List.of(),
                List.of(renamed.verifierKey()),
                List.of("Google"),
                List.of(new TrustedProducer.Accepts("gb-46864-2025", "2", List.of("overwrite"))),
                List.of());
        ProducerLists both = new ProducerLists(List.of(
                lists(producer("The maker", OLD)).all().getFirst(),
                lists(retired).all().getFirst()));
        assertThat(standing(both)).isEqualTo(Standing.KEY_RETIRED);
        Kept one = kept(OLD, "EX-1", 1);
        Kept takesBack = kept(renamed, "EX-1", 2, WITHDRAWN);
        ProducerLists knows = lists(producer("The maker", OLD));
        assertThat(standing(knows, takesBack)).isEqualTo(Standing.WITHDRAWN);
        assertThat(Asides.of(here(knows, one, takesBack)))
                .containsExactly(new Aside(one, Why.LATER, List.of(takesBack.file())));
    }

    /** A clause about the verdict follows from it, whoever accepts what. */
    @Test
    void aClauseThatNoStatementCanMeetIsNone() {
        TrustedProducer producer = new TrustedProducer(
                "The maker",
                List.of(OLD.verifierKey()),
                List.of("Google"),
                List.of(new TrustedProducer.Accepts("gb-46864-2025", "2", List.of("level"))),
                List.of());
        clauses = List.of("level");
        assertThat(standing(lists(producer))).isEqualTo(Standing.NOT_ACCEPTED);
    }
}
