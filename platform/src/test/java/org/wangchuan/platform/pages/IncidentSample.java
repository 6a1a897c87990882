package org.wangchuan.platform.pages;

import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;
import org.wangchuan.platform.custody.Device;
import org.wangchuan.platform.custody.DeviceKind;
import org.wangchuan.platform.custody.Devices;
import org.wangchuan.platform.intake.Actor;
import org.wangchuan.platform.intake.Channel;
import org.wangchuan.platform.intake.OrderException;
import org.wangchuan.platform.intake.OrderTerms;
import org.wangchuan.platform.intake.Orders;
import org.wangchuan.platform.intake.Presenter;
import org.wangchuan.platform.intake.WorkOrder;
import org.wangchuan.platform.testing.Browser;
import org.wangchuan.platform.testing.PlatformTest;
import org.wangchuan.platform.testing.PlatformTest.Shop;
import org.wangchuan.platform.vault.Field;
import org.wangchuan.platform.vault.Purpose;
import org.wangchuan.platform.vault.Reader;
import org.wangchuan.platform.vault.Vault;
import org.wangchuan.platform.vault.VaultException;
import org.wangchuan.platform.web.access.Role;

/** An incident with something in each part of its page; all of it is made up. */
final class IncidentSample {
    private static final ZoneId ZONE = ZoneId.of("Asia/Shanghai");

    private final Browser desk;
    private final UUID officer;
    private final UUID site;
    private final UUID id;
    private final WorkOrder order;
    private int seen = 1;

    IncidentSample(Shop shop, Browser desk, UUID officer) throws Exception {
        this.desk = desk;
        this.officer = officer;
        this.site = shop.site();
        UUID clerk = shop.account(Role.CLERK);
        Device device = PlatformTest.bean(Devices.class)
                .register(
                        new Devices.NewDevice(
                                shop.site(),
                                DeviceKind.PHONE,
                                "Huawei",
                                "Mate 30",
                                Optional.empty(),
                                "",
                                Optional.empty(),
                                Devices.Drives.NOT_COUNTED),
                        clerk);
        order = PlatformTest.bean(Orders.class)
                .create(shop.site(), device.id(), Channel.COUNTER, Presenter.OWNER, "gb-46864-2025", clerk);
        PlatformTest.bean(OrderTerms.class).offer(order.id(), new WorkOrder.Offer(100, "CNY"), Actor.staff(clerk));
        known(shop);
        PlatformTest.jdbc()
                .sql(
                        "INSERT INTO rights.officer (organisation_id, at, by_account, name, contact) VALUES (?, now(), ?, ?, ?)")
                .params(shop.organisation(), officer, "个人信息保护负责人", "privacy@example.org")
                .update();
        desk.post(
                "/incidents/report",
                Map.of(
                        "kind",
                        "intrusion",
                        "site",
                        shop.site().toString(),
                        "found",
                        time(2),
                        "facts",
                        "店里的电脑弹出陌生窗口。\nA strange window on the shop’s computer."));
        id = PlatformTest.jdbc()
                .sql("SELECT id FROM oversight.incident WHERE organisation_id = ?")
                .param(shop.organisation())
                .query((row, _) -> row.getObject(1, UUID.class))
                .single();
    }

    private void known(Shop shop) {
        new TransactionTemplate(PlatformTest.bean(PlatformTransactionManager.class)).executeWithoutResult(_ -> {
            try {
                UUID person = PlatformTest.bean(Vault.class)
                        .person(
                                Map.of(Field.NAME, "王小明", Field.PHONE, "13800138000"),
                                Purpose.CEREMONY,
                                Reader.owner(shop.site()));
                PlatformTest.bean(Orders.class).owner(order.id(), person);
            } catch (VaultException | OrderException e) {
                throw new IllegalStateException(e);
            }
        });
    }

    /** Somebody complains without an order, and the incident concerns them; their page. */
    String complains() {
        Matcher secret = Pattern.compile("/complaints/[A-Za-z0-9_-]{32}")
                .matcher(Browser.from("127.0.0.33", PlatformTest.origin()) // few are taken from one address
                        .post("/complaints", Map.of("site", site.toString(), "text", "没有人答复我。"))
                        .body());
        if (!secret.find()) {
            throw new IllegalStateException("no page of a complaint");
        }
        String today = LocalDate.now(ZONE).toString();
        act("orders", Map.of("by", "complaints", "site", site.toString(), "since", today, "until", today));
        return secret.group();
    }

    void asksToTell() {
        act("telling", Map.of("reason", "客户的电话号码被人公布在网上，须逐个打电话告知。"));
    }

    /** Somebody else says so. */
    void mayTell(Browser other) {
        other.post(path() + "/telling/allow", Map.of("seen", Integer.toString(seen)));
        seen++;
    }

    String path() {
        return "/incidents/" + id;
    }

    UUID order() {
        return order.id();
    }

    void opens() {
        act("accept", Map.of());
        act("orders", Map.of("by", "orders", "codes", order.code()));
        act("level", Map.of("persons", "1200000", "basis", "整个隐私库。The whole vault."));
        act(
                "description",
                Map.of(
                        "kind",
                        "intrusion",
                        "found",
                        time(2),
                        "since",
                        time(30),
                        "facts",
                        "店里的电脑弹出陌生窗口，随后断网。\nA strange window; the network was cut.",
                        "information",
                        "contact",
                        "harm-zh",
                        "可能接到冒充我们的电话。",
                        "harm-en",
                        "Somebody may call and claim to be us.",
                        "remedies-zh",
                        "已断网、换掉密码。",
                        "remedies-en",
                        "The network was cut, passwords were changed.",
                        "advice-zh",
                        "不要向来电者说验证码。"));
        act("handled", Map.of("when", time(0)));
        act(
                "lesson",
                Map.of(
                        "text",
                        "旧电脑没有更新。",
                        "action",
                        "每周更新一次。Update each week.",
                        "account",
                        officer.toString(),
                        "due",
                        LocalDate.now(ZONE).plusDays(14).toString()));
    }

    void ends() {
        act("release", Map.of());
        for (String duty : new String[] {"authority", "persons", "cyber-report", "cyber-final"}) {
            act(
                    "sent",
                    Map.of(
                            "duty",
                            duty,
                            "when",
                            time(0),
                            "way",
                            "letter",
                            "to",
                            "市网信办 the city’s office",
                            "reference",
                            "2026-17"));
        }
        act("close", Map.of("text", "已处理完毕。It is over."));
    }

    private static String time(int hoursAgo) {
        return LocalDateTime.now(ZONE)
                .minusHours(hoursAgo)
                .truncatedTo(ChronoUnit.MINUTES)
                .toString();
    }

    private void act(String what, Map<String, String> form) {
        Map<String, String> all = new HashMap<>(form);
        all.put("seen", Integer.toString(seen));
        Browser.Answer answer = desk.post(path() + "/" + what, all);
        if (answer.status() != 302) {
            throw new IllegalStateException(what + " was answered " + answer.status());
        }
        seen++;
    }
}
