package org.wangchuan.platform.pages;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.wangchuan.platform.bench.KeyAloneSample;
import org.wangchuan.platform.identity.OneTimeLinks;
import org.wangchuan.platform.intake.OwnerInvitation;
import org.wangchuan.platform.testing.PlatformTest;
import org.wangchuan.platform.web.access.Role;

/** An order whose drive did no more than destroy its own key, as staff and owner read it: at work, done, and answered for. */
@Tag("slow")
final class OpenClausePagesTest extends PlatformTest {
    private final Shop shop = newShop();

    @Test
    void eachOfItsStatesCanBeReadAndReached() throws Exception {
        KeyAloneSample sample = KeyAloneSample.consented(shop);
        String order = "/intake/" + sample.order();
        String statement = "/statements/" + sample.order();
        String manager = bean(OneTimeLinks.class).create(shop.account(Role.TECHNICIAN, Role.MANAGER));
        String owner = bean(OwnerInvitation.class).link(sample.order());
        sample.begins();
        try (PageEyes eyes = new PageEyes()) {
            eyes.signIn(manager);
            eyes.look("intake/order key-erasing", PageEyes.to(origin() + order));
            eyes.look("bench/bench key-erasing", PageEyes.to(origin() + "/bench"));
            joins(eyes, owner);
            eyes.look("consumer/watch key-erasing", PageEyes.to(owner + "/watch"));
            sample.ends();
            eyes.look("consumer/watch key-open", PageEyes.to(owner + "/watch"));
            eyes.look("consumer/proof key-open", PageEyes.to(owner + "/proof"));
            assertThat(read(eyes))
                    .contains("does not rest on destroying a key alone", "no more than a destroyed key")
                    .doesNotContain("not even a laboratory");
            eyes.look("consumer/device key-open", PageEyes.to(owner + "/device"));
            eyes.signIn(bean(OneTimeLinks.class).create(shop.account(Role.CLERK)));
            eyes.look("intake/order key-open clerk", PageEyes.to(origin() + order));
            eyes.look("ledger/statement key-open clerk", PageEyes.to(origin() + statement));
            eyes.signIn(bean(OneTimeLinks.class).create(shop.account(Role.CLERK, Role.TECHNICIAN, Role.MANAGER)));
            eyes.look("intake/order key-open", PageEyes.to(origin() + order));
            assertThat(read(eyes)).contains("A manager can answer for it by name", "the device counts as cleared");
            for (String paper : List.of("/counter/" + sample.order() + "/paper", order + "/receipt")) {
                String name = paper.endsWith("paper") ? "consumer/paper" : "intake/receipt";
                eyes.look(name + " key-open", PageEyes.to(origin() + paper));
                assertThat(read(eyes))
                        .contains("no more than a destroyed key", "The rule is not met")
                        .doesNotContain("not even");
                assertThat(eyes.browser.evaluate("String(document.querySelectorAll('.verdict.purged.limited').length)"))
                        .isEqualTo("1");
            }
            eyes.look("bench/bench key-open", PageEyes.to(origin() + "/bench"));
            eyes.look("ledger/statement key-open", PageEyes.to(origin() + statement));
            assertThat(read(eyes)).contains("no copy of a key is kept");
            sample.isAnswered("厂商书面说明：该型号出厂即全盘加密，不托管密钥。");
            eyes.look("intake/order key-answered", PageEyes.to(origin() + order));
            eyes.look("ledger/statement key-answered", PageEyes.to(origin() + statement));
            eyes.look("consumer/proof key-answered", PageEyes.to(origin() + "/counter/" + sample.order() + "/proof"));
            assertThat(read(eyes))
                    .contains("answers for it", "no more than a destroyed key")
                    .doesNotContain("still open");
            assertThat(eyes.problems()).isEmpty();
        }
    }

    private static void joins(PageEyes eyes, String link) throws IOException {
        eyes.browser.forgetCookies();
        eyes.browser.open(link);
        eyes.browser.click("form .big");
        eyes.browser.waitFor("location.pathname.endsWith('/watch') && document.readyState === 'complete'");
    }

    private static String read(PageEyes eyes) throws IOException {
        return eyes.browser.evaluate("document.body.innerText");
    }
}
