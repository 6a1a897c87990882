package org.wangchuan.platform.consumer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.wangchuan.platform.testing.InstitutionList.hidden;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.springframework.dao.DataAccessException;
import org.wangchuan.platform.custody.DeviceState;
import org.wangchuan.platform.custody.Devices;
import org.wangchuan.platform.intake.Actor;
import org.wangchuan.platform.intake.Counter;
import org.wangchuan.platform.intake.HoldReason;
import org.wangchuan.platform.intake.OrderException;
import org.wangchuan.platform.intake.OrderState;
import org.wangchuan.platform.intake.Orders;
import org.wangchuan.platform.intake.OwnerInvitation;
import org.wangchuan.platform.intake.Presence;
import org.wangchuan.platform.intake.WorkOrder;
import org.wangchuan.platform.intake.list.BatchSummaries;
import org.wangchuan.platform.intake.list.BatchSummary;
import org.wangchuan.platform.intake.list.ListCeremony;
import org.wangchuan.platform.intake.list.ListDeclaration;
import org.wangchuan.platform.ledger.Records;
import org.wangchuan.platform.testing.Agreed;
import org.wangchuan.platform.testing.Browser;
import org.wangchuan.platform.testing.InstitutionList;
import org.wangchuan.platform.testing.PlatformTest;
import org.wangchuan.platform.web.access.Role;
import org.wangchuan.proof.VerificationException;
import org.wangchuan.proof.encoding.Bytes32;
import org.wangchuan.proof.record.RecordedFile;
import org.wangchuan.proof.statement.ConsentClaims;
import org.wangchuan.proof.statement.PresenceClaims;
import org.wangchuan.proof.statement.Statement;
import org.wangchuan.proof.statement.StatementReader;

/** One ceremony for a list: each word holds for exactly the devices that it was said of. See docs/attacks.md. */
@Tag("slow")
final class ListCeremonyTest extends PlatformTest {
    private static final String PNG =
            "data:image/png;base64,iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAQAAAC1HAwCAAAAC0lEQVR42mNkYAAAAAYA"
                    + "AjCB0C8AAAAASUVORK5CYII=";
    private static final String POLICY = "gb-46864-2025";
    private static final String THREE = """
            laptop,Lenovo,T14,LC-1,1
            desktop,HP,EliteDesk,LC-2,2
            phone,HUAWEI,Mate 30,LC-3,
            """;

    private final Shop shop = newShop();
    private final Orders orders = bean(Orders.class);

    @Test
    void oneCeremonyStandsForAll() throws Exception {
        InstitutionList list = taken();
        Browser person = list.offered("900").joined();
        assertThat(person.get(list.link()).body()).contains("¥900.00", "1 × Laptop", "1 × Phone", "3 devices");
        list.offered("800");
        list.agreed(person);

        assertThat(list.orders()).allSatisfy(order -> {
            assertThat(order.state()).isEqualTo(OrderState.CONSENTED);
            assertThat(order.consent().orElseThrow().text()).isEqualTo("erasure-list/3");
            assertThat(order.preparation()).as("each by the guide of its kind").isNotEmpty();
        });
        assertThat(list.orders().stream().map(WorkOrder::ownerRef).distinct()).hasSize(1);
        BatchSummary summary = summary(list);
        assertThat(summary.declarations())
                .extracting(ListDeclaration::kind)
                .containsExactly(ListDeclaration.Kind.ACCEPTED, ListDeclaration.Kind.CONSENTED);
        assertThat(summary.declarations().getFirst().terms()).isEqualTo("80000 CNY");
        assertThat(summary.covered(ListDeclaration.Kind.CONSENTED)).isEqualTo(3);
        assertThat(person.get(list.link() + "/proof").body())
                .contains("0 of 3 devices are cleared", "3 are still going on")
                .doesNotContain("All 3 devices are cleared");
        assertThat(list.clerk().get(list.page()).body()).contains("Agreed to the erasure of 3 devices");
        // What the digest was made of can be had, by the person and by the counter.
        ListDeclaration consent = summary.declarations().getLast();
        assertThat(consent.terms())
                .isEqualTo("erasure-list/3 en " + POLICY + "/"
                        + list.orders().getFirst().agreedVersion().orElseThrow());
        for (Browser.Answer file : List.of(
                person.get(list.link() + "/declaration.txt?id=" + consent.id()),
                list.clerk().get(list.page() + "/declaration.txt?id=" + consent.id()))) {
            assertThat(HexFormat.of()
                            .formatHex(Bytes32.sha256(file.body().getBytes(StandardCharsets.UTF_8))
                                    .toBytes()))
                    .isEqualTo(consent.digestHex());
        }
    }

    /** What is paid for three devices is none of each: a record that said zero would say what nobody offered. */
    @Test
    void noRecordOfAListSaysAnAmountThatNobodyOffered() throws Exception {
        InstitutionList list = taken().offered("900");
        list.agreed(list.joined());
        for (WorkOrder order : list.orders()) {
            Records.Shown shown = bean(Records.class).agreed(order.id()).getFirst();
            ConsentClaims claims = consent(shown);
            assertThat(claims.scope()).isEqualTo(ConsentClaims.Scope.LIST);
            assertThat(claims.offer()).as("900 yuan for all, nothing for each").isEmpty();
            assertThat(claims.policy().id()).isEqualTo(POLICY);
            assertThat(order.agreedVersion().map(String::valueOf))
                    .as("what was signed is what is kept")
                    .contains(claims.policy().version());
        }
        assertThat(summary(list).declarations().getFirst().terms())
                .as("where it is said")
                .isEqualTo("90000 CNY");
    }

    /** A phone is never proved; nobody agrees to words that promise otherwise, nor to a list that they can't look at before. */
    @Test
    void whatIsAgreedToIsSeenBeforeAndTrueOfPhonesToo() throws Exception {
        InstitutionList list = taken().offered("900");
        Browser person = nobody();
        assertThat(person.get(list.link()).body()).contains("See the list first");
        Browser.Answer seen = person.post(list.link(), Map.of("step", "list"));
        assertThat(seen.location()).isEqualTo(list.link() + "/device");
        assertThat(list.states()).containsOnly(OrderState.OFFERED);
        assertThat(person.get(list.link() + "/device").body())
                .contains(list.orders().getFirst().code());

        assertThat(list.accept(person).status()).isEqualTo(302);
        person.post(list.link() + "/keep", Map.of("keep", "copied"));
        assertThat(person.get(list.link() + "/agree").body()).contains("Rule set: GB 46864-2025");
        assertThat(person.get(list.link() + "/agree").body())
                .contains("phones and tablets can't be read back", "unproven", "Text erasure-list/3");
    }

    /** What was accepted for three is not said to hold for two. */
    @Test
    void anAcceptedOfferIsForMoreThanAreLeft() throws Exception {
        InstitutionList list = taken().offered("900");
        Browser person = list.joined();
        assertThat(list.accept(person).status()).isEqualTo(302);
        assertThat(list.clerk().get(list.page()).body()).doesNotContain("went out of the list since");
        takeOut(list, person, 0);

        assertThat(list.clerk().get(list.page()).body())
                .contains("accepted for 3 devices", "1 of them went out of the list since");
    }

    /** The ceremony is the list's: whoever stood at the screen for one of its devices would agree past all others. */
    @Test
    void noDeviceOfAListHasACeremonyOfItsOwn() throws Exception {
        InstitutionList list = taken().offered("300");
        for (UUID other : List.of(list.order(1), list.order(2))) {
            assertThat(list.clerk().get("/counter/" + other).status()).isEqualTo(404);
            assertThat(list.clerk()
                            .post("/counter/" + other + "/accept", Map.of("minor", "30000", "currency", "CNY"))
                            .status())
                    .isEqualTo(404);
        }
        assertThat(list.states()).containsOnly(OrderState.OFFERED);
        assertThat(list.clerk().get("/counter/" + list.batch().lead()).status()).isEqualTo(200);
    }

    /** The first of a list, whose link it is, as well as any other. */
    @Test
    void whatWasTakenOutIsCoveredByNothing() throws Exception {
        InstitutionList list = taken().offered("300");
        Browser person = list.joined();
        String before = person.get(list.link()).body();
        takeOut(list, person, 0);
        assertThat(list.states()).containsExactly(OrderState.GOING_BACK, OrderState.OFFERED, OrderState.OFFERED);
        assertThat(list.clerk().get(list.page()).body())
                .contains("to be handed back")
                .doesNotContain("back untouched");
        list.clerk().post("/intake/" + list.order(0) + "/return", Map.of());
        assertThat(bean(Devices.class)
                        .find(list.orders().getFirst().device())
                        .orElseThrow()
                        .state())
                .isEqualTo(DeviceState.RETURNED);

        // The amount was for three devices.
        assertThat(person.post(list.link() + "/accept", offer(before)).status()).isEqualTo(200);
        assertThat(person.get(list.link()).body()).contains("The list has changed");
        assertThat(list.clerk().get(list.page()).body()).contains("shorter since the offer");
        assertThat(list.states().getLast()).isEqualTo(OrderState.OFFERED);

        list.offered("200");
        assertThat(list.accept(person).status()).isEqualTo(302);
        takeOut(list, person, 2);
        list.agree(person);
        assertThat(list.states())
                .containsExactly(OrderState.RETURNED_UNTOUCHED, OrderState.CONSENTED, OrderState.GOING_BACK);
        assertThat(list.orders().stream().filter(order -> order.consent().isPresent()))
                .hasSize(1);
        assertThat(summary(list).covered(ListDeclaration.Kind.CONSENTED)).isEqualTo(1);
    }

    @Test
    void whatTheCounterDidWithOneIsNotUndone() throws Exception {
        InstitutionList list = taken().offered("0");
        Browser person = list.joined();
        list.accept(person);
        person.post(list.link() + "/keep", Map.of("keep", "copied"));
        Map<String, String> seen = Agreed.shown(person, list.link());
        UUID clerk = shop.account(Role.CLERK);
        bean(Counter.class).giveBack(list.order(0), clerk, false);
        bean(Counter.class).hold(list.order(1), HoldReason.STOLEN, clerk);

        Browser.Answer refused = person.post(list.link() + "/agree", seen);
        assertThat(refused.status()).isEqualTo(200);
        assertThat(refused.body()).contains("Something changed");
        assertThat(list.orders()).noneMatch(order -> order.consent().isPresent());

        assertThat(list.agree(person).status()).isEqualTo(302);
        assertThat(list.states()).containsExactly(OrderState.RETURNED_UNTOUCHED, OrderState.HELD, OrderState.CONSENTED);
        // Nor does taking everything home release what is held.
        person.post(list.link() + "/return", Map.of("sure", "1"));
        person.post(list.link() + "/out", Map.of("out-" + list.order(1), "1"));
        assertThat(list.states())
                .containsExactly(OrderState.RETURNED_UNTOUCHED, OrderState.HELD, OrderState.GOING_BACK);
    }

    @Test
    void whatHasBegunGoesOn() throws Exception {
        InstitutionList list = taken().offered("0");
        Browser person = list.joined();
        list.agreed(person);
        begins(list, 0);
        orders.move(list.order(1), OrderState.AT_BENCH, "lane-chosen", Actor.platform());
        assertThat(person.get(list.link() + "/watch").body()).contains("2 devices have not begun");
        assertThat(person.post(list.link() + "/return", Map.of()).body()).contains("2 devices are not erased any more");
        assertThat(list.states()).doesNotContain(OrderState.GOING_BACK);
        assertThat(person.post(list.link() + "/return", Map.of("sure", "1")).status())
                .isEqualTo(302);
        assertThat(list.states()).containsExactly(OrderState.ERASING, OrderState.GOING_BACK, OrderState.GOING_BACK);
    }

    @Test
    void aSignatureIsForTheDevicesThatWereShown() throws Exception {
        InstitutionList list = taken().offered("0");
        Browser person = list.joined();
        list.agreed(person);
        begins(list, 2);
        begins(list, 0);
        String seen = person.get(list.link() + "/watch").body();
        assertThat(hidden(seen, "count")).isEqualTo("2");
        begins(list, 1); // while the pen is on the glass

        // A finger signs anywhere: on a phone it needs the code of the counter's screen before.
        Map<String, String> tooEarly = Map.of("count", "2", "list", hidden(seen, "list"), "signature", PNG);
        assertThat(person.post(list.link() + "/sign", tooEarly).status()).isEqualTo(200);
        assertThat(list.codes(person, seen).status()).isEqualTo(302);
        assertThat(list.orders().get(1).presence()).isEmpty();
        String coded = person.get(list.link() + "/watch").body();
        assertThat(hidden(coded, "sign", "count")).isEqualTo("2");
        assertThat(hidden(coded, "code", "count")).isEqualTo("1");
        String digest = hidden(coded, "sign", "list");

        // More than were shown, or others.
        for (Map<String, String> wrong : List.of(
                Map.of("count", "3", "list", digest, "signature", PNG),
                Map.of("count", "1", "list", digest, "signature", PNG),
                Map.of("count", "2", "list", "", "signature", PNG))) {
            assertThat(person.post(list.link() + "/sign", wrong).status()).isEqualTo(200);
        }
        assertThat(list.orders()).noneMatch(order -> order.presence().equals(Optional.of(Presence.HANDWRITTEN)));
        assertThat(attachments(list)).as("nothing is kept of what was refused").isZero();

        for (int i = 0; i < 3; i++) {
            person.post(list.link() + "/sign", Map.of("count", "2", "list", digest, "signature", PNG));
        }
        assertThat(list.orders().get(0).presence()).contains(Presence.HANDWRITTEN);
        assertThat(list.orders().get(1).presence()).isEmpty();
        assertThat(list.orders().get(2).presence()).contains(Presence.HANDWRITTEN);
        assertThat(attachments(list)).isEqualTo(1);
        assertThat(summary(list).covered(ListDeclaration.Kind.PRESENT)).isEqualTo(2);
        PresenceClaims first = handwritten(list.order(0));
        assertThat(first.scope()).isEqualTo(ConsentClaims.Scope.LIST);
        assertThat(handwritten(list.order(2)).picture())
                .as("one signature, signed for each of its devices")
                .isEqualTo(first.picture());

        // The third has a signature of its own.
        list.codes(person, person.get(list.link() + "/watch").body());
        String later = person.get(list.link() + "/watch").body();
        assertThat(hidden(later, "sign", "count")).isEqualTo("1");
        person.post(
                list.link() + "/sign", Map.of("count", "1", "list", hidden(later, "sign", "list"), "signature", PNG));
        assertThat(summary(list).covered(ListDeclaration.Kind.PRESENT)).isEqualTo(3);
        assertThat(summary(list).declarations()).allMatch(ListDeclaration::isIntact);
    }

    private static ConsentClaims consent(Records.Shown shown) throws VerificationException {
        return ((Statement.Consent)
                        StatementReader.read(RecordedFile.parse(shown.text().getBytes(StandardCharsets.UTF_8))
                                .statement()))
                .claims();
    }

    private static PresenceClaims handwritten(UUID order) throws VerificationException {
        Records.Shown last = bean(Records.class).agreed(order).getLast();
        return ((Statement.Present)
                        StatementReader.read(RecordedFile.parse(last.text().getBytes(StandardCharsets.UTF_8))
                                .statement()))
                .claims();
    }

    @Test
    void whoSignsForEachByItselfIsStopped() throws Exception {
        InstitutionList list = InstitutionList.takenIn(shop, POLICY, rows(ListCeremony.SIGNATURES_MAX + 1))
                .offered("0");
        Browser person = list.joined();
        list.agreed(person);
        for (int i = 0; i <= ListCeremony.SIGNATURES_MAX; i++) {
            begins(list, i);
            assertThat(list.codes(person, person.get(list.link() + "/watch").body())
                            .status())
                    .isEqualTo(302);
            String seen = person.get(list.link() + "/watch").body();
            Browser.Answer answer = person.post(
                    list.link() + "/sign",
                    Map.of(
                            "count", hidden(seen, "sign", "count"),
                            "list", hidden(seen, "sign", "list"),
                            "signature", PNG));
            assertThat(answer.status()).isEqualTo(i < ListCeremony.SIGNATURES_MAX ? 302 : 200);
            assertThat(answer.body().contains("as often as it may be")).isEqualTo(i == ListCeremony.SIGNATURES_MAX);
        }
        assertThat(attachments(list)).isEqualTo(ListCeremony.SIGNATURES_MAX);
        assertThat(list.orders().getLast().presence()).as("the code remains").contains(Presence.CODE);
    }

    /** Whoever writes into the database makes an old signature cover nothing more. */
    @Test
    void aDeclarationIsNotWidened() throws Exception {
        InstitutionList list = taken().offered("0");
        Browser person = list.joined();
        takeOut(list, person, 2);
        list.agreed(person);
        ListDeclaration consent = summary(list).declarations().getLast();
        for (String change : List.of(
                "UPDATE intake.list_declaration SET list_digest = sha256('x') WHERE id = ?",
                "DELETE FROM intake.list_declaration_order WHERE declaration_id = ?")) {
            assertThatThrownBy(() -> jdbc().sql(change).param(consent.id()).update())
                    .as(change)
                    .isInstanceOf(DataAccessException.class)
                    .hasMessageContaining("APPEND_ONLY");
        }
        jdbc().sql("INSERT INTO intake.list_declaration_order VALUES (?, ?)")
                .params(consent.id(), list.order(2))
                .update();
        assertThat(summary(list).declarations().getLast().isIntact()).isFalse();
        assertThat(summary(list).covered(ListDeclaration.Kind.CONSENTED)).isZero();
        assertThat(person.get(list.link() + "/proof").body()).contains("not those that it was said of");
    }

    @Test
    void anotherListsLinkOpensNothingHere() throws Exception {
        InstitutionList list = taken().offered("0");
        InstitutionList other = taken().offered("0");
        Browser person = list.joined();
        Browser stranger = other.joined();
        other.agreed(stranger);
        list.agreed(person);
        ListDeclaration consent = summary(list).declarations().getLast();

        assertThat(stranger.get(list.link() + "/watch").status()).isEqualTo(403);
        assertThat(stranger.post(list.link() + "/out", Map.of("out-" + list.order(0), "1"))
                        .status())
                .isEqualTo(403);
        assertThat(stranger.get(other.link() + "/declaration.txt?id=" + consent.id())
                        .status())
                .isEqualTo(404);
        // One of theirs and one of another's: neither.
        Browser.Answer mixed =
                stranger.post(other.link() + "/out", Map.of("out-" + other.order(0), "1", "out-" + list.order(0), "1"));
        assertThat(mixed.status()).isEqualTo(200);
        assertThat(other.states()).containsOnly(OrderState.CONSENTED);
        assertThat(list.states()).containsOnly(OrderState.CONSENTED);
        begins(list, 0);
        begins(other, 0);
        String seen = person.get(list.link() + "/watch").body();
        assertThat(stranger.post(
                                other.link() + "/sign",
                                Map.of("count", "1", "list", hidden(seen, "list"), "signature", PNG))
                        .status())
                .isEqualTo(200);
        assertThat(other.orders()).noneMatch(order -> order.presence().isPresent());
        // Nor does a digest that was for a yes hold for a presence.
        assertThat(person.post(
                                list.link() + "/sign",
                                Map.of("count", "1", "list", consent.digestHex(), "signature", PNG))
                        .status())
                .isEqualTo(200);
        assertThat(list.orders()).noneMatch(order -> order.presence().isPresent());
        // A single order knows none of these.
        Hand single = Hand.takesIn(
                shop,
                org.wangchuan.platform.custody.DeviceKind.LAPTOP,
                "Lenovo",
                "X1",
                org.wangchuan.platform.intake.Presenter.OWNER);
        Browser owner = nobody();
        owner.post(single.link(), Map.of());
        owner.post(single.link() + "/secrets", Map.of("sure", "1"));
        owner.post(single.link() + "/out", Map.of("out-" + single.order(), "1"));
        assertThat(single.now().state()).isEqualTo(OrderState.TAKEN_IN);
    }

    @Test
    void stateSecretsStopWhatHasNotBegun() throws Exception {
        InstitutionList list = taken().offered("0");
        Browser person = list.joined();
        list.agreed(person);
        begins(list, 0);
        orders.move(list.order(1), OrderState.AT_BENCH, "lane-chosen", Actor.platform());
        assertThat(person.post(list.link() + "/secrets", Map.of()).body()).contains("Tick that");
        assertThat(list.states().get(2)).isEqualTo(OrderState.CONSENTED);
        assertThat(person.post(list.link() + "/secrets", Map.of("sure", "1")).status())
                .isEqualTo(302);
        assertThat(list.states())
                .containsExactly(OrderState.ERASING, OrderState.STATE_SECRETS, OrderState.STATE_SECRETS);
        assertThat(bean(Devices.class)
                        .find(list.orders().getLast().device())
                        .orElseThrow()
                        .state())
                .isEqualTo(DeviceState.BLOCKED);
        assertThat(person.post(list.link() + "/return", Map.of("sure", "1")).status())
                .isEqualTo(302);
        assertThat(list.states().getLast()).as("not theirs to release").isEqualTo(OrderState.STATE_SECRETS);
        assertThat(list.clerk().get(list.page()).body()).contains("stopped 2");
    }

    @Test
    void aCodeIsOfTheCountersScreenAndCounted() throws Exception {
        InstitutionList list = taken().offered("0");
        Browser person = list.joined();
        list.agreed(person);
        begins(list, 0);
        String seen = person.get(list.link() + "/watch").body();
        Map<String, String> wrong = Map.of("count", "1", "list", hidden(seen, "list"), "code", "1234567");
        assertThat(person.post(list.link() + "/code", wrong).body()).contains("not the digits");
        String code = bean(OwnerInvitation.class).presenceCode(list.batch().lead());
        Map<String, String> right = Map.of("count", "1", "list", hidden(seen, "list"), "code", code);
        assertThat(person.post(list.link() + "/code", right).status()).isEqualTo(302);
        assertThat(list.orders().getFirst().presence()).contains(Presence.CODE);
        begins(list, 1);
        for (int i = 0; i < OwnerLinks.TRIES_MAX; i++) {
            person.post(list.link() + "/code", wrong);
        }
        String next = person.get(list.link() + "/watch").body();
        assertThat(person.post(list.link() + "/code", Map.of("count", "1", "list", hidden(next, "list"), "code", code))
                        .body())
                .contains("none counts for an hour");
        assertThat(list.orders().get(1).presence()).isEmpty();
        // What the clerk says is no more than that, and takes nothing back.
        String counter = list.clerk().get(list.page()).body();
        assertThat(list.clerk()
                        .post(
                                list.page() + "/presence/left",
                                Map.of("count", hidden(counter, "count"), "list", hidden(counter, "list")))
                        .status())
                .isEqualTo(302);
        assertThat(list.orders().get(0).presence()).contains(Presence.CODE);
        assertThat(list.orders().get(1).presence()).contains(Presence.ABSENT);
        assertThat(summary(list).covered(ListDeclaration.Kind.PRESENT))
                .as("who was not there was not there")
                .isEqualTo(1);
    }

    @Test
    void whoLeftIsNotHereAnyMore() throws Exception {
        InstitutionList list = taken().offered("0");
        Browser person = list.joined();
        list.agreed(person);
        begins(list, 0);
        String seen = person.get(list.link() + "/watch").body();
        assertThat(person.post(list.link() + "/leave", Map.of("count", "1", "list", hidden(seen, "leave", "list")))
                        .status())
                .isEqualTo(302);
        assertThat(list.codes(person, seen).status()).isEqualTo(200);
        String glass = "/counter/" + list.batch().lead();
        list.clerk().post(glass + "/sign", Map.of("count", "1", "list", hidden(seen, "list"), "signature", PNG));
        list.clerk().post(list.page() + "/presence/here", Map.of("count", "1", "list", hidden(seen, "list")));
        assertThat(list.orders().getFirst().presence()).contains(Presence.ABSENT);
    }

    @Test
    void onTheCountersGlassTheSameAndNoMore() throws Exception {
        InstitutionList list = taken().offered("0");
        String glass = "/counter/" + list.batch().lead();
        Browser clerk = list.clerk();
        clerk.post(glass + "/accept", offer(clerk.get(glass).body()));
        clerk.post(glass + "/keep", Map.of("keep", "copied"));
        Agreed.by(clerk, glass);
        assertThat(list.states()).containsOnly(OrderState.CONSENTED);
        begins(list, 0);
        String seen = clerk.get(glass + "/watch").body();
        assertThat(seen).contains("/sign\"").doesNotContain("/code\"");
        clerk.post(glass + "/sign", Map.of("count", "1", "list", hidden(seen, "sign", "list"), "signature", PNG));
        assertThat(list.orders().getFirst().presence()).contains(Presence.HANDWRITTEN);
        assertThat(summary(list).declarations())
                .extracting(ListDeclaration::by)
                .as("the story says in whose session")
                .containsOnly(Actor.Kind.GLASS);
        assertThat(newShop().browser(Role.CLERK).get(glass + "/summary").status())
                .isEqualTo(404);
    }

    /** At the same moment: two browsers agree, the clerk holds and gives back, a station begins. Nothing is half done, nothing hangs. */
    @Test
    void manyHandsAtOnce() throws Exception {
        InstitutionList list = InstitutionList.takenIn(shop, POLICY, rows(40)).offered("0");
        Browser person = list.joined();
        assertThat(list.accept(person).status()).isEqualTo(302);
        person.post(list.link() + "/keep", Map.of("keep", "copied"));
        Map<String, String> seen = Agreed.shown(person, list.link());
        UUID clerk = shop.account(Role.CLERK);
        try (ExecutorService pool = Executors.newFixedThreadPool(4)) {
            List<Future<Integer>> said = IntStream.range(0, 2)
                    .mapToObj(_ -> pool.submit(
                            () -> person.post(list.link() + "/agree", seen).status()))
                    .toList();
            Future<Integer> done = pool.submit(() -> {
                int held = 0;
                for (int i = 39; i >= 0; i -= 3) {
                    bean(Counter.class).hold(list.order(i), HoldReason.STOLEN, clerk);
                    held++;
                }
                return held;
            });
            assertThat(done.get()).isEqualTo(14);
            for (Future<Integer> one : said) {
                assertThat(one.get()).isIn(200, 302);
            }
        }
        long agreed = list.orders().stream()
                .filter(order -> order.consent().isPresent())
                .count();
        assertThat(agreed).as("all that were shown, or none").isIn(0L, 40L);
        assertThat(summary(list).covered(ListDeclaration.Kind.CONSENTED)).isEqualTo(agreed);
        assertThat(list.states().stream().filter(OrderState.HELD::equals)).hasSize(14);
    }

    @Test
    void fiveHundredDevicesAreQuick() throws Exception {
        long begin = System.nanoTime();
        InstitutionList list = InstitutionList.takenIn(shop, POLICY, rows(500));
        told("taken in", begin);
        Browser person = list.joined();
        begin = System.nanoTime();
        list.offered("0");
        told("offered", begin);
        begin = System.nanoTime();
        assertThat(list.accept(person).status()).isEqualTo(302);
        told("accepted", begin);
        begin = System.nanoTime();
        person.post(list.link() + "/keep", Map.of("keep", "copied"));
        told("prepared", begin);
        begin = System.nanoTime();
        assertThat(list.agree(person).status()).isEqualTo(302);
        told("agreed", begin);
        assertThat(list.states()).hasSize(500).containsOnly(OrderState.CONSENTED);
        for (UUID order : list.orders().stream().map(WorkOrder::id).toList()) {
            orders.move(order, OrderState.ERASING, "erasing", Actor.platform());
        }
        String seen = person.get(list.link() + "/watch").body();
        assertThat(hidden(seen, "count")).isEqualTo("500");
        begin = System.nanoTime();
        assertThat(list.codes(person, seen).status()).isEqualTo(302);
        told("code typed", begin);
        seen = person.get(list.link() + "/watch").body();
        begin = System.nanoTime();
        assertThat(person.post(
                                list.link() + "/sign",
                                Map.of("count", "500", "list", hidden(seen, "sign", "list"), "signature", PNG))
                        .status())
                .isEqualTo(302);
        told("signed", begin);
        assertThat(summary(list).covered(ListDeclaration.Kind.PRESENT)).isEqualTo(500);
        for (String page : List.of("/watch", "/device", "/device?from=450", "/proof", "/summary")) {
            begin = System.nanoTime();
            String body = person.get(list.link() + page).body();
            told(page + " " + body.length() + " characters", begin);
            assertThat(body.length()).as(page).isLessThan(page.equals("/summary") ? 400_000 : 150_000);
        }
        begin = System.nanoTime();
        assertThat(list.clerk().get(list.page()).body()).contains("1–100 of 500");
        told("at the counter", begin);
        assertThat(person.get(list.link() + "/device?from=99999").body()).contains("451–500 of 500");
    }

    private static void told(String what, long begin) {
        Duration taken = Duration.ofNanos(System.nanoTime() - begin);
        System.out.println("list of 500: " + what + " in " + taken.toMillis() + " ms");
        assertThat(taken).as(what).isLessThan(Duration.ofSeconds(20));
    }

    private static String rows(int count) {
        return IntStream.range(0, count)
                .mapToObj(i -> "laptop,Lenovo,ThinkPad T14,LC-" + UUID.randomUUID() + ",1")
                .collect(Collectors.joining("\n"));
    }

    private InstitutionList taken() throws Exception {
        return InstitutionList.takenIn(shop, POLICY, THREE);
    }

    private static void takeOut(InstitutionList list, Browser person, int index) {
        assertThat(person.post(list.link() + "/out", Map.of("out-" + list.order(index), "1"))
                        .status())
                .isEqualTo(302);
    }

    private void begins(InstitutionList list, int index) throws OrderException {
        orders.move(list.order(index), OrderState.ERASING, "erasing", Actor.platform());
    }

    private static Map<String, String> offer(String page) {
        return Map.of(
                "minor", hidden(page, "minor"),
                "currency", hidden(page, "currency"),
                "list", hidden(page, "list"));
    }

    private static BatchSummary summary(InstitutionList list) {
        return bean(BatchSummaries.class).of(list.batch());
    }

    private static int attachments(InstitutionList list) {
        return jdbc().sql("SELECT count(*) FROM vault.attachment WHERE person_id = ?")
                .param(list.orders().getFirst().ownerRef().orElseThrow())
                .query((row, _) -> row.getInt(1))
                .single();
    }
}
