package org.wangchuan.platform.pages;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.wangchuan.canonical.JsonValue;
import org.wangchuan.platform.bench.BenchOrder;
import org.wangchuan.platform.bench.SigningStation;
import org.wangchuan.platform.identity.OneTimeLinks;
import org.wangchuan.platform.intake.Actor;
import org.wangchuan.platform.intake.Counter;
import org.wangchuan.platform.intake.IntakeForm;
import org.wangchuan.platform.intake.OrderTerms;
import org.wangchuan.platform.intake.OwnerInvitation;
import org.wangchuan.platform.intake.WorkOrder;
import org.wangchuan.platform.testing.PlatformTest;
import org.wangchuan.platform.web.access.Role;

/** What a rule set comes to, as everybody reads it: at the bench, at the counter, and on the owner's phone. */
@Tag("slow")
final class RuleSetPagesTest extends PlatformTest {
    private static final WorkOrder.Offer OFFER = new WorkOrder.Offer(68_000, "CNY");
    private static final String PURGE = "nist-purge";
    private static final JsonValue.Obj CAN =
            SigningStation.met(PURGE, "sanitize by block erase (untried on hardware)", "以块擦除自行清除（未在实物上试过）", 180);
    private final Shop shop = newShop();
    private final UUID clerk = shop.account(Role.CLERK);

    @Test
    void eachOfItsStatesCanBeReadAndReached() throws Exception {
        WorkOrder can = offered("RS-0001");
        told("RS-0001", CAN);
        WorkOrder canNot = offered("RS-0002");
        told("RS-0002", LaneWords.asksForLabel(PURGE));
        WorkOrder notNow = offered("RS-0004");
        told("RS-0004", LaneWords.frozen(PURGE));
        WorkOrder open = offered("RS-0005");
        told("RS-0005", LaneWords.open(PURGE));
        WorkOrder hiding = offered("RS-0006");
        told("RS-0006", LaneWords.hiding(PURGE));
        BenchOrder openAtTheBench = BenchOrder.byItself(shop);
        openAtTheBench.station.tellRules("sdd", openAtTheBench.serial, LaneWords.open(SigningStation.BY_ITSELF));
        BenchOrder frozen = BenchOrder.byItself(shop);
        frozen.station.tellRules("sde", frozen.serial, LaneWords.frozen(SigningStation.BY_ITSELF));
        BenchOrder locked = BenchOrder.consented(shop);
        locked.station.tellRules("sdf", locked.serial, LaneWords.locked("nist-clear"));
        WorkOrder other = offered("RS-0007");
        told("RS-0007", SigningStation.of(CAN, 3));
        BenchOrder unsaid = BenchOrder.byItself(shop);
        unsaid.station.tellRules(
                "sdg",
                unsaid.serial,
                SigningStation.of(SigningStation.met(SigningStation.BY_ITSELF, "Format NVM", "Format NVM 格式化", 60)));
        WorkOrder unknown = offered("RS-0003");
        BenchOrder beyond = BenchOrder.consented(shop);
        beyond.station.tellRules(
                "sdb",
                beyond.serial,
                SigningStation.beyond("nist-clear", "old contents survive elsewhere", "旧内容会留在别处"));
        BenchOrder met = BenchOrder.consented(shop);
        met.station.tellRules(
                "sdc", met.serial, SigningStation.met("nist-clear", "overwrite in one pass", "覆写 1 遍", 5_400));
        UUID technician = shop.account(Role.TECHNICIAN);
        try (PageEyes eyes = new PageEyes()) {
            eyes.signIn(bean(OneTimeLinks.class).create(technician));
            eyes.look("bench/bench rules", PageEyes.to(origin() + "/bench?site=" + shop.site()));
            assertThat(read(eyes))
                    .contains("can be done; a clause stays open", "this clause stays open afterwards")
                    .contains("takes no writes: whoever set it has to take it away");
            eyes.signIn(bean(OneTimeLinks.class).create(clerk));
            eyes.look("intake/new rules", PageEyes.to(origin() + "/intake/new"));
            eyes.look("intake/order can", PageEyes.to(origin() + "/intake/" + can.id()));
            eyes.look("intake/order can-not", PageEyes.to(origin() + "/intake/" + canNot.id()));
            eyes.look("intake/order not-now", PageEyes.to(origin() + "/intake/" + notNow.id()));
            eyes.look("intake/order open", PageEyes.to(origin() + "/intake/" + open.id()));
            eyes.look("intake/order open-agreed", PageEyes.to(origin() + "/intake/" + openAtTheBench.order));
            eyes.look("intake/order hiding", PageEyes.to(origin() + "/intake/" + hiding.id()));
            eyes.look("intake/order locked", PageEyes.to(origin() + "/intake/" + locked.order));
            assertThat(read(eyes)).contains("takes no writes", "both orders stay on record");
            eyes.look("intake/order frozen-agreed", PageEyes.to(origin() + "/intake/" + frozen.order));
            eyes.look("intake/order other-version", PageEyes.to(origin() + "/intake/" + other.id()));
            eyes.look("intake/order version-unsaid", PageEyes.to(origin() + "/intake/" + unsaid.order));
            eyes.look("intake/order unknown", PageEyes.to(origin() + "/intake/" + unknown.id()));
            eyes.look("intake/order beyond", PageEyes.to(origin() + "/intake/" + beyond.order));
            eyes.look("intake/correct rules", PageEyes.to(origin() + "/intake/" + canNot.id() + "/correct"));
            owner(eyes, can, "can");
            assertThat(read(eyes)).contains("about 3 min").doesNotContain("How long it takes is not known");
            owner(eyes, canNot, "can-not");
            owner(eyes, notNow, "not-now");
            owner(eyes, open, "open");
            owner(eyes, hiding, "hiding");
            owner(eyes, other, "other-version");
            owner(eyes, unknown, "no-lane");
            assertThat(eyes.problems()).isEmpty();
        }
    }

    private static void owner(PageEyes eyes, WorkOrder order, String name) throws Exception {
        String link = bean(OwnerInvitation.class).link(order.id());
        eyes.browser.forgetCookies();
        eyes.look("consumer/offer " + name, PageEyes.to(link));
        eyes.browser.click("form button.big");
        eyes.browser.waitFor("location.pathname.endsWith('/prepare') && document.readyState === 'complete'");
        bean(OrderTerms.class).prepared(order.id(), Map.of("keep", "copied"));
        eyes.look("consumer/agree " + name, PageEyes.to(link + "/agree"));
    }

    private static String read(PageEyes eyes) throws IOException {
        return eyes.browser.evaluate("document.body.innerText");
    }

    private void told(String serial, JsonValue.Obj rules) {
        new SigningStation(newStation(shop.site())).tellRules("sda", serial, rules);
    }

    private WorkOrder offered(String serial) throws Exception {
        Map<String, String> fields = new HashMap<>(IntakeForm.blank().fields());
        fields.putAll(Map.of(
                "kind", "bare_drive", "brand", "Kingston", "model", "SA400S37", "serial", serial, "policy", PURGE));
        WorkOrder order = bean(Counter.class).takeIn(new IntakeForm(fields), shop.site(), clerk);
        return bean(OrderTerms.class).offer(order.id(), OFFER, Actor.staff(clerk));
    }
}
