package org.wangchuan.platform.pages;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.wangchuan.platform.bench.PhoneOrder;
import org.wangchuan.platform.identity.OneTimeLinks;
import org.wangchuan.platform.testing.PlatformTest;
import org.wangchuan.platform.web.access.Role;

/** The page of a phone on its cable, from choosing it to what only people see. */
@Tag("slow")
final class PhonePagesTest extends PlatformTest {
    private final Shop shop = newShop();

    @Test
    void eachOfItsStatesCanBeReadAndReached() throws Exception {
        PhoneOrder phone = PhoneOrder.consented(shop);
        String page = origin() + "/bench/orders/" + phone.order + "/phone";
        try (PageEyes eyes = new PageEyes()) {
            eyes.signIn(bean(OneTimeLinks.class).create(shop.account(Role.TECHNICIAN)));
            phone.tellPhone();
            eyes.look("bench/phone choose", PageEyes.to(page));
            UUID task = phone.chosen();
            eyes.look("bench/phone waiting", PageEyes.to(page));
            phone.turn(task, "read", Optional.of(PhoneOrder.goesOn(UUID.randomUUID(), true)));
            eyes.look("bench/phone goes-on", PageEyes.to(page));
            phone.turn(task, "read", Optional.of(PhoneOrder.observe(UUID.randomUUID(), List.of("system"))));
            eyes.look("bench/phone system", PageEyes.to(page));
            phone.turn(task, "choose", Optional.of(PhoneOrder.choose(UUID.randomUUID())));
            eyes.look("bench/phone way", PageEyes.to(page));
            phone.claims(task);
            phone.turn(task, "observe", Optional.of(PhoneOrder.observe(UUID.randomUUID())));
            eyes.look("bench/phone observe", PageEyes.to(page));
            assertThat(eyes.problems()).isEmpty();
        }
    }

    /** A turn is seen without touching anything; an answer is given with a click. */
    @Test
    void whatIsAskedComesByItselfAndIsAnsweredWithAClick() throws Exception {
        PhoneOrder phone = PhoneOrder.consented(shop);
        UUID task = phone.chosen();
        try (org.wangchuan.browser.Browser desk = new org.wangchuan.browser.Browser("en-US")) {
            desk.open(bean(OneTimeLinks.class).create(shop.account(Role.TECHNICIAN)));
            desk.click("form button.big");
            desk.waitFor("location.pathname === '/passkey' && document.readyState === 'complete'");
            desk.open(origin() + "/bench/orders/" + phone.order + "/phone");
            desk.waitFor("document.readyState === 'complete'");
            Thread.sleep(2_000); // it listens
            UUID question = UUID.randomUUID();
            long begun = System.nanoTime();
            phone.turn(task, "read", Optional.of(PhoneOrder.goesOn(question, true)));
            desk.waitFor("document.querySelector('button[value=without]') !== null");
            System.out.println("phone: asked after " + (System.nanoTime() - begun) / 1_000_000 + " ms");
            click(desk, "button[value=without]");
            desk.waitFor("document.body.textContent.includes('has answered')");
            assertThat(jdbc().sql("SELECT answered FROM bench.phone_course WHERE task_id = ?")
                            .param(task)
                            .query(UUID.class)
                            .single())
                    .isEqualTo(question);
        }
    }

    private static void click(org.wangchuan.browser.Browser desk, String selector) throws IOException {
        desk.evaluate("(document.querySelector('" + selector + "').click(), 'clicked')");
    }
}
