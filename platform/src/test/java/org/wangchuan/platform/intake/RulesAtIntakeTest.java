package org.wangchuan.platform.intake;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.wangchuan.canonical.Json;
import org.wangchuan.canonical.JsonValue;
import org.wangchuan.platform.bench.SigningStation;
import org.wangchuan.platform.custody.Devices;
import org.wangchuan.platform.testing.Agreed;
import org.wangchuan.platform.testing.Browser;
import org.wangchuan.platform.testing.InstitutionList;
import org.wangchuan.platform.testing.PlatformTest;
import org.wangchuan.platform.web.access.Role;
import org.wangchuan.proof.statement.Verdict;

/** A rule set that a drive meets by itself: for what kinds of devices, what is known before anybody agrees, and how another one is chosen. */
final class RulesAtIntakeTest extends PlatformTest {
    private static final WorkOrder.Offer OFFER = new WorkOrder.Offer(68_000, "CNY");
    private static final String PURGE = "nist-purge";

    private final Shop shop = newShop();
    private final UUID account = shop.account(Role.CLERK);
    private final Browser clerk = signedIn(account);

    /** Neither a phone nor what nobody knows has a drive that could: the owner would agree to what can't be done. */
    @ParameterizedTest
    @ValueSource(strings = {"phone", "tablet", "other"})
    void aKindWithoutADriveIsRefusedInWords(String kind) {
        for (String policy : IntakeForm.BY_THE_DRIVE) {
            Browser.Answer refused = clerk.post(
                    "/intake/new",
                    Map.of(
                            "kind",
                            kind,
                            "brand",
                            "A",
                            "model",
                            "B",
                            "no-serial",
                            "yes",
                            "channel",
                            "counter",
                            "presenter",
                            "owner",
                            "policy",
                            policy));
            assertThat(refused.status()).isEqualTo(422);
            assertThat(refused.body()).contains("for a laptop, a desktop or a drive alone");
        }
        assertThat(form(Map.of("kind", kind, "policy", "nist-clear")).problems())
                .isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"laptop", "desktop", "bare_drive"})
    void aKindWithADriveIsTakenIn(String kind) {
        for (String policy : IntakeForm.BY_THE_DRIVE) {
            assertThat(form(Map.of("kind", kind, "policy", policy)).problems()).isEmpty();
        }
        assertThat(IntakeForm.POLICIES).containsAll(IntakeForm.BY_THE_DRIVE);
        assertThat(clerk.get("/intake/new").body())
                .contains("Where the station says that it can’t, nothing is written to it")
                .contains("test blocks were written over parts of it before")
                .doesNotContain("asked anew");
    }

    /** Most drives lie in no lane yet when their owner agrees. */
    @Test
    void whatADriveMayLeaveOpenIsReadWithoutAnyLane() throws Exception {
        assertThat(clerk.get("/intake/new").body())
                .containsOnlyOnce("no more than destroy its own key")
                .contains("a manager has to answer for it");
        WorkOrder order = offered(taken(Map.of("kind", "bare_drive", "no-serial", "yes", "policy", PURGE)));
        assertThat(clerk.get(page(order)).body())
                .contains("No station has said yet", "counts as not cleared until a manager has answered for it");
        String link = link(order);
        Browser owner = nobody();
        owner.post(link, Map.of());
        String open = "If your drive can do no more than destroy its own key";
        String openZh = "若您的硬盘只能销毁自身的密钥";
        assertThat(owner.in("en").get(link).body())
                .contains(open, "a qualified person of the shop has answered for it");
        assertThat(owner.in("zh").get(link).body()).contains(openZh);
        bean(OrderTerms.class).accept(order.id(), OFFER, Actor.owner());
        bean(OrderTerms.class).prepared(order.id(), Map.of("keep", "copied"));
        assertThat(owner.in("en").get(link + "/agree").body()).contains(open);
        assertThat(owner.in("zh").get(link + "/agree").body()).contains(openZh);

        // By a rule set without such a clause nobody reads of it, though a drive erases itself by it as well.
        WorkOrder other =
                offered(taken(Map.of("kind", "bare_drive", "no-serial", "yes", "policy", "nist-clear-native")));
        Browser another = nobody();
        another.post(link(other), Map.of());
        assertThat(another.in("en").get(link(other)).body())
                .contains("Only drives that can erase themselves")
                .doesNotContain("destroy its own key");
        assertThat(clerk.get(page(other)).body()).doesNotContain("destroy its own key");
    }

    @Test
    void anOwnerOfAListReadsItAsWell() throws Exception {
        InstitutionList list =
                InstitutionList.takenIn(shop, PURGE, "bare_drive,WD,Blue," + SigningStation.serial() + ",1");
        list.offered("0");
        Browser owner = list.joined();
        String open = "Where a drive can do no more than destroy its own key";
        assertThat(owner.in("en").get(list.link()).body()).contains(open);
        list.accept(owner);
        owner.post(list.link() + "/keep", Map.of("keep", "copied"));
        assertThat(owner.in("en").get(list.link() + "/agree").body()).contains(open);
        assertThat(owner.in("zh").get(list.link() + "/agree").body()).contains("若某块硬盘只能销毁自身的密钥");
        InstitutionList without = InstitutionList.takenIn(
                shop, "nist-clear-native", "bare_drive,WD,Blue," + SigningStation.serial() + ",1");
        without.offered("0");
        assertThat(without.joined().in("en").get(without.link()).body()).doesNotContain("destroy its own key");
    }

    /** The newest version that the platform has is what a yes would be to. */
    @Test
    void whatAStationOfAnotherVersionSaysIsNotWhatTheOwnerAgreesTo() throws Exception {
        String serial = SigningStation.serial();
        WorkOrder order = offered(taken(Map.of("kind", "bare_drive", "serial", serial, "policy", PURGE)));
        SigningStation station = new SigningStation(newStation(shop.site()));
        String link = link(order);
        Browser owner = nobody();
        owner.post(link, Map.of());
        JsonValue.Obj can = SigningStation.met(PURGE, "sanitize by block erase", "以块擦除自行清除", 180);
        for (JsonValue.Obj said : List.of(SigningStation.of(can, 3), SigningStation.of(can))) {
            station.tellRules("sdb", serial, said);
            assertThat(clerk.in("en").get(page(order)).body())
                    .contains("not known whether it can be done", "carried out by version 4")
                    .doesNotContain(">can be done<", "sanitize by block erase");
            assertThat(owner.in("en").get(link).body())
                    .contains("not known whether it can be done", "is not known yet. Ask at the counter")
                    .doesNotContain(">can be done<", "sanitize by block erase");
            assertThat(owner.in("zh").get(link).body()).contains("能否做到尚不清楚", "请在同意之前询问柜台");
        }
        station.tellRules("sdb", serial, can);
        assertThat(owner.in("en").get(link).body()).contains(">can be done<", "sanitize by block erase");
    }

    @Test
    void beforeTheOwnerAgreesBothReadWhatTheStationSays() throws Exception {
        String serial = SigningStation.serial();
        WorkOrder order = offered(taken(Map.of("kind", "bare_drive", "serial", serial, "policy", PURGE)));
        SigningStation station = new SigningStation(newStation(shop.site()));
        assertThat(clerk.get(page(order)).body()).contains("No station has said yet whether this one can");

        station.tellRules("sdb", serial, SigningStation.met(PURGE, "sanitize by block erase", "以块擦除自行清除", 180));
        assertThat(clerk.get(page(order)).body())
                .contains("can be done", "about 3 min", "sanitize by block erase")
                .doesNotContain("No station has said yet", serial);
        String link = link(order);
        Browser owner = nobody();
        owner.post(link, Map.of());
        assertThat(owner.get(link).body())
                .contains("What the station says of your drive", "sanitize by block erase", "about 3 min")
                .contains("has the drive erase itself", "test blocks over parts of what is on the drive")
                .contains("it is no longer as it was", "only samples are read back")
                .doesNotContain("overwrites the whole drive", "Nothing is overwritten", "asked anew");
        bean(OrderTerms.class).accept(order.id(), OFFER, Actor.owner());
        bean(OrderTerms.class).prepared(order.id(), Map.of("keep", "copied"));
        assertThat(owner.get(link + "/agree").body())
                .contains("sanitize by block erase", "NIST SP 800-88, Purge")
                .doesNotContain("another rule set has to be chosen");

        station.tellRules("sdb", serial, SigningStation.beyond(PURGE, "it has no such way", "没有这种方式"));
        assertThat(clerk.get(page(order)).body())
                .contains("can’t be done", "it has no such way", "another rule set has to be chosen", "/correct");
        assertThat(owner.get(link + "/agree").body())
                .contains("can’t be done", "another rule set has to be chosen")
                .doesNotContain("it has no such way");
    }

    /** It is no obstacle: whether a person can answer for it the shop knows, and the owner agrees to it or not. */
    @Test
    void whatStaysOpenAfterwardsBothReadBeforeTheOwnerAgrees() throws Exception {
        String serial = SigningStation.serial();
        WorkOrder order = offered(taken(Map.of("kind", "bare_drive", "serial", serial, "policy", PURGE)));
        SigningStation station = new SigningStation(newStation(shop.site()));
        String link = link(order);
        Browser owner = nobody();
        owner.post(link, Map.of());
        station.tellRules("sdb", serial, SigningStation.open(PURGE, "it destroys its own key", "它销毁自身的密钥", 180));

        DriveOutlook told = bean(DriveLanes.class).of(order).getFirst();
        assertThat(told.can()).isEqualTo(DriveOutlook.Can.OPEN);
        assertThat(told.isMet()).isTrue();
        assertThat(clerk.get(page(order)).body())
                .contains("can be done; a clause stays open", "about 3 min", "it destroys its own key")
                .contains("until a manager answers for the open clause", page(order) + "/correct")
                .doesNotContain("another rule set has to be chosen");
        assertThat(clerk.in("zh").get(page(order)).body()).contains("有条款待定", "它销毁自身的密钥", "改选其他规则");
        assertThat(owner.get(link).body())
                .contains("a clause stays open", "it destroys its own key", "only its maker knows")
                .doesNotContain("another rule set has to be chosen");
        bean(OrderTerms.class).accept(order.id(), OFFER, Actor.owner());
        bean(OrderTerms.class).prepared(order.id(), Map.of("keep", "copied"));
        assertThat(owner.in("zh").get(link + "/agree").body()).contains("有条款待定", "只有厂商知道");

        bean(OrderTerms.class)
                .consent(order.id(), org.wangchuan.platform.testing.Agreed.to("erasure", "en"), Actor.owner());
        assertThat(clerk.in("en").get(page(order)).body())
                .contains("until a manager answers for the open clause")
                .doesNotContain("choose another rule set before the owner agrees", page(order) + "/correct");
        station.tellRules("sdb", serial, SigningStation.met(PURGE, "sanitize by block erase", "以块擦除自行清除", 180));
        assertThat(clerk.get(page(order)).body()).contains("can be done<").doesNotContain("stays open");
    }

    /** A drive that has what is asked for, and refuses it as it is now, is none with which another rule set has to be chosen. */
    @Test
    void whatMayPassIsToldAsSuchToBoth() throws Exception {
        String serial = SigningStation.serial();
        WorkOrder order = offered(taken(Map.of("kind", "bare_drive", "serial", serial, "policy", PURGE)));
        SigningStation station = new SigningStation(newStation(shop.site()));
        String link = link(order);
        Browser owner = nobody();
        owner.post(link, Map.of());
        station.tellRules("sdb", serial, SigningStation.passing(PURGE, "it is frozen", "已冻结"));

        assertThat(clerk.get(page(order)).body())
                .contains(
                        "can’t be done just now",
                        "it is frozen",
                        "this may pass",
                        "Let the owner agree once",
                        "/correct")
                .doesNotContain("can’t be done<", "another rule set has to be chosen");
        assertThat(clerk.in("zh").get(page(order)).body()).contains("目前无法做到", "已冻结", "再让机主同意");
        assertThat(owner.get(link).body())
                .contains("can’t be done just now", "which may pass", "before you agree")
                .doesNotContain("can’t be done<", "it is frozen", "another rule set has to be chosen");
        bean(OrderTerms.class).accept(order.id(), OFFER, Actor.owner());
        bean(OrderTerms.class).prepared(order.id(), Map.of("keep", "copied"));
        assertThat(owner.in("zh").get(link + "/agree").body())
                .contains("目前无法做到", "可能会过去")
                .doesNotContain("须改选其他规则");

        bean(OrderTerms.class)
                .consent(order.id(), org.wangchuan.platform.testing.Agreed.to("erasure", "en"), Actor.owner());
        assertThat(clerk.in("en").get(page(order)).body())
                .contains("can’t be done just now", "Choose its lane once")
                .doesNotContain("The owner has agreed to this rule set, and it can’t be met");
    }

    /** A lane is a file or a device, a station's name whatever somebody typed, and an obstacle may name either: the owner's page is open by its link alone. */
    @Test
    void anOwnerReadsOfTheDriveAndOfNothingElse() throws Exception {
        String serial = SigningStation.serial();
        WorkOrder order = offered(taken(Map.of("kind", "bare_drive", "serial", serial, "policy", PURGE)));
        SigningStation station = new SigningStation(newStation(shop.site()));
        String link = link(order);
        Browser owner = nobody();
        owner.post(link, Map.of());
        JsonValue.Obj can = SigningStation.met(PURGE, "sanitize by block erase", "以块擦除自行清除", 180);
        JsonValue.Obj cannot = SigningStation.beyond(PURGE, "sdb-of-li-lei is mounted", "sdb-of-li-lei 已挂载");
        for (JsonValue.Obj rules : List.of(can, cannot)) {
            station.tellRules("sdb-of-li-lei", serial, rules);
            assertOwnerReadsLess(order, owner, link);
        }
        bean(OrderTerms.class).accept(order.id(), OFFER, Actor.owner());
        bean(OrderTerms.class).prepared(order.id(), Map.of("keep", "copied"));
        for (JsonValue.Obj rules : List.of(can, cannot)) {
            station.tellRules("sdb-of-li-lei", serial, rules);
            assertOwnerReadsLess(order, owner, link + "/agree");
        }
    }

    private void assertOwnerReadsLess(WorkOrder order, Browser owner, String path) {
        DriveOutlook told = bean(DriveLanes.class).of(order).getFirst();
        assertThat(clerk.get(page(order)).body()).contains("sdb-of-li-lei", told.station(), told.tail());
        assertThat(owner.get(path).body()).contains(told.tail()).doesNotContain("sdb-of-li-lei", told.station());
    }

    /** What a clerk reads is what they can do, as long as nobody has agreed. */
    @Test
    void ofAListTheClerkIsToldToTakeItOut() throws Exception {
        String serial = SigningStation.serial();
        InstitutionList list = InstitutionList.takenIn(shop, PURGE, "bare_drive,WD,Blue," + serial + ",\n");
        WorkOrder order = list.orders().getFirst();
        new SigningStation(newStation(shop.site()))
                .tellRules("sdb", serial, SigningStation.beyond(PURGE, "it has no such way", "没有这种方式"));
        assertThat(clerk.get(page(order)).body())
                .contains("another rule set has to be chosen", "Take it out of the list")
                .doesNotContain("The owner has agreed to this rule set", "/correct\"");
        assertThat(clerk.post(page(order) + "/correct", Map.of("rules-alone", "yes", "policy", "nist-clear"))
                        .status())
                .isEqualTo(422);
        assertThat(now(order).policy()).isEqualTo(PURGE);
    }

    /** A bad erasure that names its number keeps the number as it is, and not the rule set. */
    @Test
    void theRuleSetAloneIsChosenWhereNumbersStand() throws Exception {
        String serial = SigningStation.serial();
        WorkOrder order = offered(taken(Map.of("kind", "bare_drive", "serial", serial, "policy", PURGE)));
        SigningStation station = new SigningStation(newStation(shop.site()));
        station.call(
                "PUT",
                "/trust-list",
                Json.object().put("trustList", station.trustList()).build());
        String failed = station.receipt(SigningStation.Said.good(serial, "").with(Verdict.FAILED));
        assertThat(station.call(
                                "POST",
                                "/erasures",
                                Json.object().put("receipt", failed).build())
                        .status())
                .isEqualTo(200);
        assertThat(bean(Corrections.class).against(now(order))).contains(OrderException.Code.CORRECT_EVIDENCE);
        station.tellRules("sdb", serial, SigningStation.beyond(PURGE, "it has no such way", "没有这种方式"));
        assertThat(clerk.get(page(order)).body())
                .contains("another rule set has to be chosen", page(order) + "/correct")
                .doesNotContain("The owner has agreed to this rule set");
        assertThat(clerk.get(page(order) + "/correct").body())
                .contains("rules-alone")
                .doesNotContain("name=\"model\"");
        assertThat(correct(order, Map.of("model", "Red")).status()).isEqualTo(422);
        Map<String, String> wrong = Map.of("rules-alone", "yes", "policy", "no-such");
        assertThat(clerk.post(page(order) + "/correct", wrong).status()).isEqualTo(422);

        Map<String, String> other = Map.of("rules-alone", "yes", "policy", "nist-clear", "model", "Red");
        assertThat(clerk.post(page(order) + "/correct", other).status()).isEqualTo(302);

        assertThat(now(order).policy()).isEqualTo("nist-clear");
        assertThat(now(order).state()).isEqualTo(OrderState.TAKEN_IN);
        assertThat(bean(Devices.class).find(order.device()).orElseThrow().model())
                .isEqualTo("Blue");
        bean(OrderTerms.class).offer(order.id(), OFFER, Actor.staff(account));
        bean(OrderTerms.class).accept(order.id(), OFFER, Actor.owner());
        bean(OrderTerms.class)
                .consent(order.id(), org.wangchuan.platform.testing.Agreed.to("erasure", "en"), Actor.owner());
        assertThat(clerk.post(page(order) + "/correct", Map.of("rules-alone", "yes", "policy", PURGE))
                        .status())
                .isEqualTo(422);
        assertThat(now(order).policy()).isEqualTo("nist-clear");
    }

    /** What lies beside it is another device's business. */
    @Test
    void aDriveWhoseNumberIsNotNotedIsNotSpokenOf() throws Exception {
        WorkOrder order = taken(Map.of(
                "kind", "laptop", "serial", "CHASSIS-7", "drive-serials", "OWN-7", "drives", "1", "policy", PURGE));
        SigningStation station = new SigningStation(newStation(shop.site()));
        station.tellRules("sdb", "OTHER-7", SigningStation.met(PURGE, "block erase", "块擦除", 180));
        assertThat(bean(DriveLanes.class).of(order)).isEmpty();
        station.tellRules("sdb", "OWN-7", SigningStation.met(PURGE, "block erase", "块擦除", 180));
        assertThat(bean(DriveLanes.class).of(order))
                .extracting(DriveOutlook::tail)
                .containsExactly("…WN-7");
        SigningStation elsewhere = new SigningStation(newStation(newShop().site()));
        elsewhere.tellRules("sdb", "OWN-7", SigningStation.met(PURGE, "block erase", "块擦除", 180));
        assertThat(bean(DriveLanes.class).of(order)).hasSize(1);
    }

    @Test
    void anotherRuleSetEndsTheOfferAndWhatWasSaidOfTheOneBefore() throws Exception {
        WorkOrder order = offered(taken(Map.of("kind", "bare_drive", "serial", "R-1001", "policy", PURGE)));
        String link = link(order);
        Browser owner = nobody();
        owner.post(link, Map.of());
        String seen = owner.get(link).body();
        Map<String, String> accepts = Map.of("minor", "68000", "currency", "CNY", "device", hidden(seen, "device"));
        assertThat(owner.post(link + "/accept", accepts).status()).isEqualTo(302);
        assertThat(clerk.get(page(order) + "/correct").body()).contains("value=\"nist-purge\" selected");

        assertThat(correct(order, Map.of("policy", "gb-46864-2025")).status()).isEqualTo(302);

        WorkOrder now = now(order);
        assertThat(now.policy()).isEqualTo("gb-46864-2025");
        assertThat(now.state()).isEqualTo(OrderState.TAKEN_IN);
        assertThat(now.offer()).isEmpty();
        OrderStory.Event told = bean(OrderStory.class).of(order.id()).getLast();
        assertThat(told.kind()).isEqualTo(OrderStory.RULES_CORRECTED);
        assertThat(told.more().reason()).contains(PURGE);
        assertThat(told.more().offer()).contains(OFFER);
        assertThat(told.actor().id()).contains(account);
        assertThat(clerk.get(page(order)).body())
                .contains("another rule set was chosen; before it was", "NIST SP 800-88, Purge", "no more");
        assertThat(owner.get(link).body()).contains("has chosen another rule set");
        // The same price again, and pages that were open all the time.
        bean(OrderTerms.class).offer(order.id(), OFFER, Actor.staff(account));
        assertThat(owner.post(link + "/accept", accepts).status()).isEqualTo(200);
        assertThat(now(order).state()).isEqualTo(OrderState.OFFERED);
        bean(OrderTerms.class).accept(order.id(), OFFER, Actor.owner());
        owner.post(link + "/keep", Map.of("keep", "copied"));
        Map<String, String> before = Agreed.shown(owner, link);
        before.put("device", hidden(seen, "device"));
        assertThat(owner.post(link + "/agree", before).body()).contains("Something changed");
        assertThat(now(order).consent()).isEmpty();
    }

    @Test
    void theSameRuleSetIsNoCorrectionAndAKindThatHasNoDriveTakesNone() throws Exception {
        WorkOrder order = offered(taken(Map.of("kind", "bare_drive", "serial", "R-1002", "policy", PURGE)));
        assertThat(correct(order, Map.of("policy", PURGE)).status()).isEqualTo(302);
        assertThat(now(order).state()).isEqualTo(OrderState.OFFERED);
        Browser.Answer refused = correct(order, Map.of("kind", "phone"));
        assertThat(refused.status()).isEqualTo(422);
        assertThat(refused.body()).contains("for a laptop, a desktop or a drive alone");
        assertThat(correct(order, Map.of("policy", "no-such")).status()).isEqualTo(422);
        assertThat(now(order).policy()).isEqualTo(PURGE);
    }

    /** Two people correct an order, and the second has its page open from before. */
    @Test
    void aPageFromBeforeDoesNotSetTheRuleSetBack() throws Exception {
        WorkOrder order = offered(taken(Map.of("kind", "bare_drive", "serial", "R-1003", "policy", PURGE)));
        String was = hidden(clerk.get(page(order) + "/correct").body(), "policy-was");
        assertThat(was).isEqualTo(PURGE);
        assertThat(correct(order, Map.of("policy", "nist-clear", "policy-was", was))
                        .status())
                .isEqualTo(302);
        Browser.Answer refused = correct(order, Map.of("policy", PURGE, "policy-was", was, "model", "Red"));
        assertThat(refused.status()).isEqualTo(422);
        assertThat(refused.body()).contains("chosen another rule set for this order since this page was opened");
        assertThat(now(order).policy()).isEqualTo("nist-clear");
    }

    @Test
    void afterTheOwnerAgreedTheWayOutIsSaid() throws Exception {
        String serial = SigningStation.serial();
        WorkOrder order = offered(taken(Map.of("kind", "bare_drive", "serial", serial, "policy", PURGE)));
        bean(OrderTerms.class).accept(order.id(), OFFER, Actor.owner());
        bean(OrderTerms.class)
                .consent(order.id(), org.wangchuan.platform.testing.Agreed.to("erasure", "en"), Actor.owner());
        SigningStation station = new SigningStation(newStation(shop.site()));
        station.tellRules("sdb", serial, SigningStation.beyond(PURGE, "it has no such way", "没有这种方式"));
        assertThat(clerk.get(page(order)).body()).contains("it has no such way", "take it in again with that rule set");
        assertThat(correct(order, Map.of("policy", "nist-clear")).status()).isEqualTo(422);
        assertThat(now(order).policy()).isEqualTo(PURGE);
    }

    private Browser.Answer correct(WorkOrder order, Map<String, String> changes) {
        Map<String, String> fields =
                new HashMap<>(Map.of("kind", "bare_drive", "brand", "WD", "model", "Blue", "drives", ""));
        fields.putAll(changes);
        return clerk.post(page(order) + "/correct", fields);
    }

    private static IntakeForm form(Map<String, String> changes) {
        Map<String, String> fields = new HashMap<>(IntakeForm.blank().fields());
        fields.putAll(Map.of("brand", "WD", "model", "Blue"));
        fields.putAll(changes);
        return new IntakeForm(fields);
    }

    private WorkOrder taken(Map<String, String> changes) throws Exception {
        IntakeForm form = form(changes);
        assertThat(form.problems()).isEqualTo(List.of());
        return bean(Counter.class).takeIn(form, shop.site(), account);
    }

    private WorkOrder offered(WorkOrder order) throws OrderException {
        return bean(OrderTerms.class).offer(order.id(), OFFER, Actor.staff(account));
    }

    private static WorkOrder now(WorkOrder order) {
        return bean(Orders.class).find(order.id()).orElseThrow();
    }

    private static String page(WorkOrder order) {
        return "/intake/" + order.id();
    }

    private static String link(WorkOrder order) {
        String link = bean(OwnerInvitation.class).link(order.id());
        return link.substring(link.indexOf("/o/"));
    }

    private static String hidden(String page, String name) {
        String begin = "name=\"" + name + "\" value=\"";
        int at = page.indexOf(begin) + begin.length();
        return page.substring(at, page.indexOf('"', at));
    }
}
