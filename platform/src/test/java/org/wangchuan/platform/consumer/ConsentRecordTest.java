package org.wangchuan.platform.consumer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.context.MessageSource;
import org.springframework.dao.DataAccessException;
import org.wangchuan.canonical.CanonicalJson;
import org.wangchuan.canonical.Json;
import org.wangchuan.platform.custody.DeviceKind;
import org.wangchuan.platform.identity.Accounts;
import org.wangchuan.platform.intake.Actor;
import org.wangchuan.platform.intake.Channel;
import org.wangchuan.platform.intake.Counter;
import org.wangchuan.platform.intake.OrderState;
import org.wangchuan.platform.intake.OrderTerms;
import org.wangchuan.platform.intake.Presenter;
import org.wangchuan.platform.ledger.Records;
import org.wangchuan.platform.ledger.log.OperatorList;
import org.wangchuan.platform.testing.Agreed;
import org.wangchuan.platform.testing.Browser;
import org.wangchuan.platform.testing.PlatformTest;
import org.wangchuan.platform.web.access.Role;
import org.wangchuan.proof.VerificationException;
import org.wangchuan.proof.encoding.Bytes32;
import org.wangchuan.proof.record.RecordedFile;
import org.wangchuan.proof.statement.ConsentClaims;
import org.wangchuan.proof.statement.ConsentClaims.Said;
import org.wangchuan.proof.statement.ConsentClaims.Through;
import org.wangchuan.proof.statement.Statement;
import org.wangchuan.proof.verify.Expectations;
import org.wangchuan.proof.verify.RecordVerifier;

/** What an owner agrees to is signed with it, and so is that it is over; by whom, it does not say. */
final class ConsentRecordTest extends PlatformTest {
    private final Shop shop = newShop();
    private final OrderTerms terms = bean(OrderTerms.class);
    private final Records records = bean(Records.class);

    @Test
    void whatWasAgreedToIsWhatAStrangerReads() throws Exception {
        Hand hand = taken(Presenter.OWNER).offers(100);
        Browser owner = nobody();
        agree(owner, hand.link());
        assertThat(hand.now().state()).isEqualTo(OrderState.CONSENTED);

        Records.Shown shown = records.agreed(hand.order()).getFirst();
        ConsentClaims claims = consent(shown);
        assertThat(claims.order()).isEqualTo(hand.now().code());
        assertThat(claims.device().kind()).isEqualTo("phone");
        assertThat(claims.words().id()).isEqualTo("erasure-guided");
        assertThat(claims.words().digest())
                .isEqualTo(digest("erasure-guided-2", claims.words().language()));
        assertThat(claims.declaration()).isEmpty();
        assertThat(claims.policy().id()).isEqualTo(hand.now().policy());
        assertThat(claims.offer()).contains(new ConsentClaims.Offer(100, "CNY"));
        assertThat(claims.presenter()).isEqualTo(ConsentClaims.Presenter.OWNER);
        assertThat(claims.scope()).isEqualTo(ConsentClaims.Scope.DEVICE);
        assertThat(claims.said()).isEqualTo(new Said(Through.OWN_BROWSER, Optional.empty()));

        String file = "/record.json?event=" + shown.event();
        assertThat(owner.get(hand.link() + "/device").body()).contains("What was agreed to, signed", file);
        assertThat(owner.get(hand.link() + "/device").body())
                .as("nothing was shown")
                .doesNotContain("What was agreed to and shown", "what spoke for their being there");
        assertThat(owner.get(hand.link() + file).body()).isEqualTo(shown.text());
        assertThat(signedIn(hand.clerk()).get("/intake/" + hand.order()).body())
                .contains("Agreed to the erasure", file);
        assertThat(signedIn(hand.clerk())
                        .get("/statements/" + hand.order() + file)
                        .body())
                .isEqualTo(shown.text());
        assertThat(newShop()
                        .browser(Role.CLERK)
                        .get("/statements/" + hand.order() + file)
                        .status())
                .isEqualTo(404);

        Agreed.by(owner, hand.link());
        assertThat(records.ofOrder(hand.order())).as("a second tap").hasSize(1);
    }

    @Test
    void theCounterSaysInWhoseSession() throws Exception {
        Hand hand = taken(Presenter.HEIR).offers(100);
        agree(signedIn(hand.clerk()), "/counter/" + hand.order());

        ConsentClaims claims = consent(records.agreed(hand.order()).getFirst());
        assertThat(claims.said())
                .isEqualTo(new Said(Through.COUNTER_SCREEN, bean(Accounts.class).workName(hand.clerk())));
        assertThat(claims.presenter()).isEqualTo(ConsentClaims.Presenter.HEIR);
        assertThat(claims.declaration().orElseThrow().digest())
                .isEqualTo(digest("authority-heir-1", claims.words().language()));
        Hand other = taken(Presenter.OWNER).offers(1);
        terms.accept(other.order(), other.now().offer().orElseThrow(), Actor.owner());
        terms.consent(other.order(), Agreed.to("erasure", "zh"), Actor.staff(hand.clerk()));
        assertThat(consent(records.agreed(other.order()).getFirst()).said().through())
                .isEqualTo(Through.CLERK);
    }

    /** A guardian, a child for a parent, an heir, an employee: each declares in words of their own, or agrees to nothing. */
    @ParameterizedTest
    @CsvSource({
        "GUARDIAN, authority-guardian-1",
        "AUTHORISED, authority-authorised-2",
        "HEIR, authority-heir-1",
        "EMPLOYEE, authority-employee-1"
    })
    void whoActsForTheOwnerDeclaresIt(Presenter presenter, String words) throws Exception {
        Hand hand = taken(presenter).offers(100);
        assertThat(signedIn(hand.clerk()).get("/intake/" + hand.order()).body())
                .as("what the clerk is to ask for")
                .contains(bean(MessageSource.class)
                        .getMessage("intake.needs." + presenter.id(), new Object[0], Locale.ENGLISH));
        Browser person = nobody();
        person.post(hand.link(), Map.of("step", "accept", "minor", "100", "currency", "CNY"));
        person.post(hand.link() + "/keep", Map.of("keep", "copied"));
        String page = person.get(hand.link() + "/agree").body();
        for (String line : paragraphs(words, "en")) {
            assertThat(page).contains(line);
        }
        assertThat(page).contains("This is true");

        Map<String, String> undeclared = Agreed.shown(person, hand.link());
        undeclared.remove("authority");
        person.post(hand.link() + "/agree", undeclared);
        assertThat(hand.now().state()).as("without the declaration").isEqualTo(OrderState.ACCEPTED);
        assertThat(records.ofOrder(hand.order())).isEmpty();

        Agreed.by(person, hand.link());
        assertThat(hand.now().state()).isEqualTo(OrderState.CONSENTED);
        ConsentClaims claims = consent(records.agreed(hand.order()).getFirst());
        assertThat(claims.presenter()).isEqualTo(ConsentClaims.Presenter.valueOf(presenter.name()));
        ConsentClaims.Words declared = claims.declaration().orElseThrow();
        assertThat(declared.id() + "-" + declared.version()).isEqualTo(words);
        assertThat(declared.digest()).isEqualTo(digest(words, "en"));
    }

    /** Who owns the device declares nothing, whatever a form says. */
    @Test
    void theOwnerDeclaresNothing() throws Exception {
        Hand hand = taken(Presenter.OWNER).offers(100);
        agree(nobody(), hand.link());
        assertThat(consent(records.agreed(hand.order()).getFirst()).declaration())
                .isEmpty();
    }

    /** What is given away is given away by a word, and not by none. */
    @Test
    void anOfferOfNothingIsAnOffer() throws Exception {
        Hand hand = taken(Presenter.OWNER).offers(0);
        terms.accept(hand.order(), hand.now().offer().orElseThrow(), Actor.owner());
        terms.consent(hand.order(), Agreed.to("erasure", "zh"), Actor.owner());
        assertThat(consent(records.agreed(hand.order()).getFirst()).offer())
                .contains(new ConsentClaims.Offer(0, "CNY"));
    }

    /** Whoever takes it home ends what they agreed to; a device that nobody had agreed to leaves nothing to end. */
    @Test
    void whatIsOverNamesWhatItEnds() throws Exception {
        Hand hand = taken(Presenter.OWNER).offers(100);
        Browser owner = nobody();
        agree(owner, hand.link());
        owner.post(hand.link() + "/return", Map.of("sure", "1"));
        assertThat(hand.now().state()).isEqualTo(OrderState.GOING_BACK);
        bean(Counter.class).giveBack(hand.order(), hand.clerk(), false);
        List<Records.Shown> all = records.agreed(hand.order());
        assertThat(all).extracting(Records.Shown::kind).containsExactly(Records.Kind.CONSENT, Records.Kind.WITHDRAWAL);
        Statement.Withdrawal over = (Statement.Withdrawal) verify(all.getLast());
        assertThat(over.claims().of())
                .isEqualTo(file(all.getFirst()).statement().digest());
        assertThat(over.claims().said().through()).isEqualTo(Through.OWN_BROWSER);
        assertThat(over.head().sequence())
                .isGreaterThan(verify(all.getFirst()).head().sequence());
        assertThat(owner.get(hand.link() + "/device").body()).contains("That is over");
        assertThat(owner.get(hand.link() + "/proof").body())
                .contains("/record.json?event=" + all.getFirst().event());

        Hand given = taken(Presenter.OWNER).offers(100);
        agree(nobody(), given.link());
        bean(Counter.class).giveBack(given.order(), given.clerk(), false);
        assertThat(((Statement.Withdrawal) verify(records.agreed(given.order()).getLast()))
                        .claims()
                        .said()
                        .through())
                .isEqualTo(Through.CLERK);

        Hand never = taken(Presenter.OWNER).offers(100);
        nobody().post(never.link() + "/return", Map.of("sure", "1"));
        assertThat(records.ofOrder(never.order())).isEmpty();
    }

    @Test
    void withoutASignatureNobodyHasAgreed() throws Exception {
        Hand hand = taken(Presenter.OWNER).offers(100).moves(OrderState.ACCEPTED);
        jdbc().sql("CREATE FUNCTION ledger.test_refuse_consent() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN "
                        + "IF NEW.order_id = '" + hand.order()
                        + "' THEN RAISE EXCEPTION 'no room'; END IF; RETURN NEW; END $$")
                .update();
        jdbc().sql("CREATE TRIGGER test_refuse_consent BEFORE INSERT ON ledger.record FOR EACH ROW "
                        + "EXECUTE FUNCTION ledger.test_refuse_consent()")
                .update();
        try {
            assertThatThrownBy(() -> terms.consent(hand.order(), Agreed.to("erasure", "en"), Actor.owner()))
                    .isInstanceOf(DataAccessException.class);
        } finally {
            jdbc().sql("DROP TRIGGER test_refuse_consent ON ledger.record").update();
            jdbc().sql("DROP FUNCTION ledger.test_refuse_consent()").update();
        }
        assertThat(hand.now().state()).isEqualTo(OrderState.ACCEPTED);
        assertThat(hand.now().consent()).isEmpty();
        assertThat(records.ofOrder(hand.order())).isEmpty();
    }

    /** Neither who it was, nor how to reach them, nor any number of the device, nor a digest of one. */
    @Test
    void nobodyIsNamed() throws Exception {
        Hand hand = taken(Presenter.OWNER).offers(100);
        Browser owner = nobody();
        owner.post(hand.link(), Map.of("step", "accept", "minor", "100", "currency", "CNY"));
        owner.post(hand.link() + "/contact", Map.of("name", "Zhuge Kongming", "phone", "13912345678"));
        agree(owner, hand.link());
        String payload = CanonicalJson.writeText(
                file(records.agreed(hand.order()).getFirst()).statement().payload());
        assertThat(payload).doesNotContain("Kongming", "13912345678");
        assertThat(Json.in(file(records.agreed(hand.order()).getFirst())
                                .statement()
                                .payload())
                        .object("device")
                        .object()
                        .members())
                .containsOnlyKeys("label", "kind");
    }

    private Hand taken(Presenter presenter) {
        return Hand.takesIn(shop, DeviceKind.PHONE, "brand", "model", presenter, Channel.COUNTER);
    }

    private static void agree(Browser by, String path) {
        by.post(
                path.startsWith("/counter") ? path + "/accept" : path,
                Map.of("step", "accept", "minor", "100", "currency", "CNY"));
        by.post(path + "/keep", Map.of("keep", "copied"));
        Agreed.by(by, path);
    }

    /** As anybody works it out who has the text. */
    private static Bytes32 digest(String name, String language) throws Exception {
        return Bytes32.sha256(paragraphs(name, language).stream()
                .map(paragraph -> paragraph + "\n")
                .collect(Collectors.joining())
                .getBytes(StandardCharsets.UTF_8));
    }

    private static List<String> paragraphs(String name, String language) throws Exception {
        byte[] json = Files.readAllBytes(Path.of("src/main/resources/consent").resolve(name + ".json"));
        return Json.in(CanonicalJson.readLenientObject(json)).texts(language);
    }

    private static RecordedFile file(Records.Shown shown) throws VerificationException {
        return RecordedFile.parse(shown.text().getBytes(StandardCharsets.UTF_8));
    }

    private static ConsentClaims consent(Records.Shown shown) throws VerificationException {
        return ((Statement.Consent) verify(shown)).claims();
    }

    private static Statement.Recorded verify(Records.Shown shown) throws VerificationException {
        return RecordVerifier.verify(
                        file(shown),
                        bean(OperatorList.class).current().orElseThrow().list(),
                        new Expectations(Optional.empty(), Instant.now()))
                .statement();
    }
}
