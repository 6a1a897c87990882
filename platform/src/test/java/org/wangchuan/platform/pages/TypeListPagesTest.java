package org.wangchuan.platform.pages;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.wangchuan.platform.identity.OneTimeLinks;
import org.wangchuan.platform.testing.Browser;
import org.wangchuan.platform.testing.PlatformTest;
import org.wangchuan.platform.web.access.Role;

/** A company's lists of types: their page, and what they say at the counter, where one click fills brand and model in. */
@Tag("slow")
final class TypeListPagesTest extends PlatformTest {
    /** As a page that says why nothing was taken in, so that nothing moves on it; at once it is told in the same words. */
    private static final String SENT = """
            (() => { const form = document.querySelector('form[data-intake]'); form.noValidate = true;
              form.elements.serial.value = '864999100000015'; form.elements.brand.value = 'Xiaomi'; form.elements.model.value = 'Mi 10';
              form.elements.weight.value = 'much'; window.isOld = true; form.querySelector('.big').click(); return ''; })()""";

    private final Shop shop = newShop();

    @Test
    void theyCanBeReadAndReachedAndFillInByAClick() throws Exception {
        UUID account = shop.account(Role.ADMINISTRATOR, Role.CLERK);
        Browser administrator = signedIn(account);
        try (PageEyes eyes = new PageEyes()) {
            eyes.signIn(bean(OneTimeLinks.class).create(account));
            eyes.look("intake/types none", PageEyes.to(origin() + "/type-lists"));
            put(administrator, "许可型号表 2026", "86499910,HUAWEI,nova 9 (NAM-AL00)");
            put(
                    administrator,
                    "Carrier list",
                    "86499910,HUAWEI,"
                            + "nova 9 with a very long name of its own "
                                    .repeat(2)
                                    .strip()
                                    .substring(0, 60));
            eyes.look("intake/types", PageEyes.to(origin() + "/type-lists"));
            eyes.look("intake/types wrong", (browser, language) -> {
                browser.open(origin() + "/type-lists?lang=" + language);
                browser.evaluate("""
                        (() => { const list = new DataTransfer();
                          list.items.add(new File(['tac,brand,model\\n490154203237518,Apple,iPhone\\n1234567,Apple,=1\\n'], 'list.csv'));
                          const form = document.querySelector('form[action="/type-lists"]');
                          form.elements.list.files = list.files; form.elements.name.value = '许可型号表';
                          form.elements.source.value = '许可合同 17'; window.isOld = true; form.requestSubmit(); return ''; })()""");
                browser.waitFor("!window.isOld && document.readyState === 'complete'");
            });
            assertThat(eyes.browser.evaluate("document.body.innerText"))
                    .contains("WHOLE_NUMBER", "TAC_SHORT", "FORMULA")
                    .doesNotContain("490154203237518");
            eyes.look("intake/new listed", (browser, language) -> {
                browser.open(origin() + "/intake/new?lang=" + language);
                browser.evaluate(SENT);
                browser.waitFor("!window.isOld && document.readyState === 'complete'");
                browser.waitFor("document.querySelectorAll('[data-serial-hint] [data-brand]').length === 2");
            });
            eyes.browser.evaluate("(document.querySelector('[data-model^=\"nova 9 (\"]').click(), '')");
            assertThat(
                            eyes.browser.evaluate(
                                    "document.querySelector('[name=brand]').value + ' ' + document.querySelector('[name=model]').value"))
                    .isEqualTo("HUAWEI nova 9 (NAM-AL00)");
            assertThat(eyes.problems()).isEmpty();
        }
    }

    private static void put(Browser administrator, String name, String row) {
        Map<String, String> said = Map.of("name", name, "source", "许可合同 17：只供本企业柜台核对型号 (own counters alone)");
        byte[] file = ("tac,brand,model\n" + row + "\n").getBytes(StandardCharsets.UTF_8);
        assertThat(administrator.upload("/type-lists", said, "list", file).location())
                .isEqualTo("/type-lists");
    }
}
