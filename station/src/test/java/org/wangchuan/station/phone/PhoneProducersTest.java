package org.wangchuan.station.phone;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.wangchuan.canonical.Json;
import org.wangchuan.engine.phone.fact.Property;
import org.wangchuan.proof.issue.ProducerStatementIssuer;
import org.wangchuan.proof.issue.TrustListIssuer;
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
import org.wangchuan.proof.trust.TrustList;
import org.wangchuan.proof.trust.TrustedProducer;
import org.wangchuan.proof.verify.ProducerAnswer;
import org.wangchuan.proof.verify.ProducerChecks;
import org.wangchuan.station.producer.Aside;
import org.wangchuan.station.producer.Kept;
import org.wangchuan.station.producer.ProducerLists;
import org.wangchuan.station.producer.ProducerStore;
import org.wangchuan.station.producer.ProducersOfPhone;
import org.wangchuan.station.producer.StatementsHere;

/** What makers state travels with the receipt of a phone that it speaks of, and with no other. */
@Timeout(120)
class PhoneProducersTest {
    private static final NoteSigner MAKER = new NoteSigner("phones.example/clear", SigningKey.generate());

    @TempDir
    Path folder;

    private static SignedProducerStatement statement(String number, long sequence, String model) {
        return signed(number, sequence, new Content.InForce(scope(model, List.of("overwrite", "hidden-areas"))));
    }

    private static ProducerScope scope(String model, List<String> clauses) {
        return new ProducerScope(
                List.of("Google"),
                List.of(model),
                "android",
                "14",
                Optional.of("2026-10-05"),
                List.of(new ProducerScope.Way("android-reset-read-again", 1)),
                List.of(new ProducerScope.Condition("encryption", List.of("file-based"))),
                List.of(new ProducerScope.Meets("gb-46864-2025", "2", clauses)),
                Instant.parse("2026-01-01T00:00:00Z"),
                Instant.parse("2027-01-01T00:00:00Z"),
                new ProducerText("内置清除销毁全部密钥。", "The built-in clear destroys all keys."));
    }

    private static SignedProducerStatement signed(String number, long sequence, Content content) {
        return signed(MAKER, "Example Phones", number, sequence, content);
    }

    private static SignedProducerStatement signed(
            NoteSigner signer, String name, String number, long sequence, Content content) {
        return ProducerStatementIssuer.sign(
                new ProducerClaims(
                        name,
                        Optional.of("US"),
                        signer.verifierKey(),
                        number,
                        sequence,
                        Instant.parse("2026-01-01T00:00:00Z"),
                        content),
                signer);
    }

    private static NoteSigner stranger(int number) {
        return new NoteSigner("stranger.example/" + number, SigningKey.generate());
    }

    /** Somebody's list on this machine, which accepts the maker for overwriting, of these phones. */
    private static void trust(PhoneWorld world, String maker) throws Exception {
        NoteSigner lister = new NoteSigner("trust.example/1", SigningKey.generate());
        TrustedProducer producer = new TrustedProducer(
                "The maker",
                List.of(MAKER.verifierKey()),
                List.of(maker),
                List.of(new TrustedProducer.Accepts("gb-46864-2025", "2", List.of("overwrite"))),
                List.of());
        TrustList list = new TrustList(
                1, 0, lister.verifierKey(), List.of(), "", TrustList.OFFLINE_SECONDS_DEFAULT, List.of(producer));
        world.home.prepare();
        Files.write(
                world.home.trusted().resolve("a.trust"),
                TrustListIssuer.sign(list, lister).toBytes());
    }

    private Statement.Clearing erased(SignedProducerStatement... kept) throws Exception {
        PhoneWorld world = new PhoneWorld(Files.createTempDirectory(folder, "world"));
        for (SignedProducerStatement one : kept) {
            new ProducerStore(world.home).keep(one);
        }
        return erasedIn(world);
    }

    private static Statement.Clearing erasedIn(PhoneWorld world) throws Exception {
        return clearing(finishedIn(world));
    }

    private static PhoneEnd.Finished finishedIn(PhoneWorld world) {
        world.technique = Optional.of("android-reset-read-again");
        MadePhone phone = new MadePhone("37061FDJH0011Z");
        return PhoneLaneTest.finished(world.lane(phone, new MadePeople(phone)).run());
    }

    private static Statement.Clearing clearing(PhoneEnd.Finished end) throws Exception {
        Receipt receipt = Receipt.parse(Files.readAllBytes(end.files().receipt()));
        return (Statement.Clearing) StatementReader.read(receipt.clearing().statement());
    }

    private static List<String> shown(PhoneEnd.Finished end) throws Exception {
        return clearing(end).disclosed().producers().map(ProducersShown::all).orElse(List.of()).stream()
                .map(ProducersShown.One::statement)
                .toList();
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
    void whatALaterOneEndsIsGoneAndWhatItStatesAsWellFollowsIt() throws Exception {
        SignedProducerStatement first = statement("EX-1", 1, "Pixel 8");
        SignedProducerStatement second = statement("EX-1", 2, "Pixel 8");
        assertThat(erased(first, second).disclosed().producers().orElseThrow().all())
                .extracting(ProducersShown.One::statement)
                .containsExactly(second.text(), first.text());
        SignedProducerStatement withdrawn =
                signed("EX-1", 3, new Content.Withdrawn(new ProducerText("有误。", "It was wrong.")));
        assertThat(erased(first, second, withdrawn).disclosed().producers()).isEmpty();
        // Of one number and sequence, and not the same: neither.
        ProducerScope other = scope("Pixel 8", List.of("overwrite", "hidden-areas"));
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

    private static ProducerScope changed(
            List<String> models, String version, String way, List<String> clauses, String from) {
        ProducerScope scope = scope("Pixel 8", clauses);
        return new ProducerScope(
                scope.makers(),
                models,
                scope.system(),
                version,
                scope.patchLeast(),
                List.of(new ProducerScope.Way(way, 1)),
                scope.conditions(),
                scope.meets(),
                Instant.parse(from),
                Instant.parse("2027-06-01T00:00:00Z"),
                scope.text());
    }

    private static SignedProducerStatement later(
            long sequence, List<String> models, String version, String way, List<String> clauses, String from) {
        return signed("EX-1", sequence, new Content.InForce(changed(models, version, way, clauses, from)));
    }

    private static TrustList list(List<NoteSigner> keys, List<NoteSigner> retired, TrustedProducer.Least... least) {
        TrustedProducer producer = new TrustedProducer(
                "The maker",
                keys.stream().map(NoteSigner::verifierKey).toList(),
                retired.stream().map(NoteSigner::verifierKey).toList(),
                List.of("Google"),
                List.of(new TrustedProducer.Accepts("gb-46864-2025", "2", List.of("overwrite"))),
                List.of(least));
        return new TrustList(
                1,
                0,
                new NoteSigner("trust.example/1", SigningKey.generate()).verifierKey(),
                List.of(),
                "",
                TrustList.OFFLINE_SECONDS_DEFAULT,
                List.of(producer));
    }

    /** One rule: beside whatever lies here as well, what is chosen as accepted is what counts for whoever verifies by the same lists, but for the proof of its time. */
    @Test
    void whatTravelsAsAcceptedIsWhatCounts() throws Exception {
        SignedProducerStatement first = statement("EX-1", 1, "Pixel 8");
        PhoneWorld world = new PhoneWorld(folder.resolve("rule"));
        Path _ = new ProducerStore(world.home).keep(first);
        PhoneEnd.Finished end = finishedIn(world);
        NoteSigner other = new NoteSigner("phones.example/other", SigningKey.generate());
        Content withdrawn = new Content.Withdrawn(new ProducerText("有误。", "It was wrong."));
        String way = "android-reset-read-again";
        String from = "2026-01-01T00:00:00Z";
        List<String> one = List.of("Pixel 8");
        List<String> two = List.of("Pixel 8", "Pixel 9");
        List<String> clauses = List.of("overwrite", "hidden-areas");
        TrustList plain = list(List.of(MAKER), List.of());
        SignedProducerStatement more = later(2, two, "13", way, clauses, from);
        SignedProducerStatement byOther = signed(other, "Example Phones", "EX-1", 2, withdrawn);
        Map<String, Held> held = new LinkedHashMap<>();
        held.put("nothing else", new Held(plain));
        held.put("the same again", new Held(plain, statement("EX-1", 2, "Pixel 8")));
        held.put("a model more", new Held(plain, more));
        held.put("another model", new Held(plain, later(2, List.of("Pixel 9"), "13", way, clauses, from)));
        held.put("a higher version", new Held(plain, later(2, one, "15", way, clauses, from)));
        held.put("another way", new Held(plain, later(2, one, "13", "android-reset-fill-reset", clauses, from)));
        held.put("a clause less", new Held(plain, later(2, one, "13", way, List.of("hidden-areas"), from)));
        held.put("other dates", new Held(plain, later(2, one, "13", way, clauses, "2027-05-01T00:00:00Z")));
        held.put(
                "less, and more again",
                new Held(
                        plain,
                        later(2, List.of("Pixel 9"), "13", way, clauses, from),
                        later(3, two, "13", way, clauses, from)));
        held.put("withdrawn", new Held(plain, signed("EX-1", 2, withdrawn)));
        held.put("two later ones", new Held(plain, more, later(2, one, "13", way, clauses, from)));
        held.put("a twin", new Held(plain, later(1, two, "13", way, clauses, from)));
        held.put("another number", new Held(plain, signed("EX-2", 2, withdrawn)));
        held.put("a namesake's", new Held(plain, byOther));
        held.put("by a key of its own", new Held(list(List.of(MAKER, other), List.of()), byOther));
        held.put("by a retired key", new Held(list(List.of(MAKER), List.of(other)), byOther));
        held.put("too early", new Held(list(List.of(MAKER), List.of(), new TrustedProducer.Least("EX-1", 2))));
        held.put("retired", new Held(list(List.of(other), List.of(MAKER))));
        Map<String, String> states = new LinkedHashMap<>();
        for (Map.Entry<String, Held> entry : held.entrySet()) {
            Held here = entry.getValue();
            List<ProducerAnswer> answers = ProducerChecks.judge(
                    clearing(end), List.of(here.list()), here.others(), Instant.now(), Optional.empty());
            ProducerAnswer.State state = answers.getFirst().state();
            List<Kept> kept = new ArrayList<>(List.of(new Kept(Path.of("first"), first)));
            here.others().forEach(each -> kept.add(new Kept(Path.of("other" + kept.size()), each)));
            List<ProducersOfPhone.Fitting> chosen = ProducersOfPhone.choose(
                            end.evidence(),
                            new StatementsHere(kept, new ProducerLists(List.of(here.list())), List.of()))
                    .chosen();
            assertThat(chosen.stream()
                            .anyMatch(fitting -> fitting.kept().statement().equals(first)
                                    && fitting.accepted().contains("overwrite")))
                    .as(entry.getKey() + ": " + state)
                    .isEqualTo(state == ProducerAnswer.State.TIME_NOT_PROVED);
            states.put(entry.getKey(), Json.wireName(state));
        }
        assertThat(states.values())
                .as(states.toString())
                .containsExactly(
                        "time-not-proved",
                        "time-not-proved",
                        "time-not-proved",
                        "outdated",
                        "outdated",
                        "outdated",
                        "outdated",
                        "outdated",
                        "outdated",
                        "withdrawn",
                        "conflicting",
                        "conflicting",
                        "time-not-proved",
                        "time-not-proved",
                        "withdrawn",
                        "withdrawn",
                        "outdated",
                        "key-retired");
    }

    /** What lies here beside a statement, and by which list. */
    private record Held(TrustList list, List<SignedProducerStatement> others) {
        private Held(TrustList list, SignedProducerStatement... others) {
            this(list, List.of(others));
        }
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
        PhoneEnd.Finished end = finishedIn(world);
        assertThat(shown(end)).isEmpty();
        // The receipt can't be mended afterwards: whoever stands there is told which file it was.
        assertThat(end.faults()).extracting(StatementsHere.Fault::file).containsExactly(torn.toString());
    }

    /** Anybody can sign for the same models, and for more clauses: whom a list here accepts goes before them. */
    @Test
    void strangersDontCrowdOutWhomAListHereAccepts() throws Exception {
        PhoneWorld world = new PhoneWorld(folder.resolve("crowd"));
        trust(world, "Google");
        SignedProducerStatement makers = signed("EX-1", 1, new Content.InForce(scope("Pixel 8", List.of("overwrite"))));
        Path last = crowd(world, makers).getLast();
        PhoneEnd.Finished end = finishedIn(world);
        assertThat(shown(end)).hasSize(ProducersShown.STATEMENTS_MAX).startsWith(makers.text());
        assertThat(end.left()).hasSize(1).allSatisfy(aside -> {
            assertThat(aside.why()).isEqualTo(Aside.Why.FULL);
            assertThat(aside.because())
                    .hasSize(ProducersShown.STATEMENTS_MAX)
                    .doesNotContain(aside.kept().file());
        });
        assertThat(last).exists();
    }

    /** By a list that lets it speak of other makers' phones alone it is named, and goes before whom nobody names. */
    @Test
    void whomAListNamesGoesBeforeWhomNobodyNames() throws Exception {
        PhoneWorld world = new PhoneWorld(folder.resolve("named"));
        trust(world, "Samsung");
        SignedProducerStatement makers = signed("EX-1", 1, new Content.InForce(scope("Pixel 8", List.of("overwrite"))));
        List<Path> _ = crowd(world, makers);
        assertThat(shown(finishedIn(world))).startsWith(makers.text());
    }

    /** Where no list knows anybody, what stays behind is told, with what goes first. */
    @Test
    void withoutAListTheCrowdIsToldOf() throws Exception {
        PhoneWorld world = new PhoneWorld(folder.resolve("unknown"));
        SignedProducerStatement makers = signed("EX-1", 1, new Content.InForce(scope("Pixel 8", List.of("overwrite"))));
        List<Path> strangers = crowd(world, makers);
        PhoneEnd.Finished end = finishedIn(world);
        assertThat(end.left()).hasSize(1);
        assertThat(end.left().getFirst().kept().statement()).isEqualTo(makers);
        assertThat(end.left().getFirst().because()).containsExactlyInAnyOrderElementsOf(strangers);
    }

    /** Four strangers state three clauses each; the maker one. */
    private static List<Path> crowd(PhoneWorld world, SignedProducerStatement makers) throws Exception {
        ProducerStore store = new ProducerStore(world.home);
        Path _ = store.keep(makers);
        List<Path> out = new ArrayList<>();
        for (int i = 0; i < ProducersShown.STATEMENTS_MAX; i++) {
            out.add(store.keep(signed(
                    stranger(i),
                    "Stranger " + i,
                    "ST-" + i,
                    1,
                    new Content.InForce(scope("Pixel 8", List.of("overwrite", "verification", "hidden-areas"))))));
        }
        return out;
    }

    /** Four of a maker's own that say the same don't keep away the fifth, which says something else. */
    @Test
    void togetherTheyMeetAsMuchAsTheyCan() throws Exception {
        List<SignedProducerStatement> kept = new ArrayList<>();
        for (int i = 0; i < ProducersShown.STATEMENTS_MAX; i++) {
            kept.add(signed("EX-" + i, 1, new Content.InForce(scope("Pixel 8", List.of("overwrite", "verification")))));
        }
        SignedProducerStatement fifth =
                signed("EX-9", 1, new Content.InForce(scope("Pixel 8", List.of("hidden-areas"))));
        kept.add(fifth);
        assertThat(erased(kept.toArray(SignedProducerStatement[]::new))
                        .disclosed()
                        .producers()
                        .orElseThrow()
                        .all())
                .extracting(ProducersShown.One::statement)
                .contains(fifth.text());
    }

    /** What is signed stays as it is: a statement that comes between the signature and the receipt is told as one that came too late. */
    @Test
    void whatComesAfterTheSignatureIsToldAsLeftOut() throws Exception {
        PhoneWorld world = new PhoneWorld(folder.resolve("late"));
        world.technique = Optional.of("android-reset-read-again");
        world.moments = moment -> {
            if (moment == PhoneMoment.SIGNED) {
                throw new IllegalStateException("pulled");
            }
        };
        MadePhone phone = new MadePhone("37061FDJH0011Z");
        assertThat(world.lane(phone, new MadePeople(phone)).run()).isInstanceOf(PhoneEnd.Broken.class);
        SignedProducerStatement late = statement("EX-1", 1, "Pixel 8");
        Path _ = new ProducerStore(world.home).keep(late);
        world.moments = PhoneMoment.Listener.NOBODY;
        PhoneEnd.Finished end = PhoneLaneTest.finished(world.resume(phone, new MadePeople(phone)));
        assertThat(shown(end)).isEmpty();
        assertThat(end.left()).extracting(Aside::why).containsExactly(Aside.Why.SIGNED_WITHOUT);
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
}
