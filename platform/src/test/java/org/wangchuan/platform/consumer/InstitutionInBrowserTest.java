package org.wangchuan.platform.consumer;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.wangchuan.browser.Browser;
import org.wangchuan.platform.intake.Actor;
import org.wangchuan.platform.intake.OrderState;
import org.wangchuan.platform.intake.Orders;
import org.wangchuan.platform.intake.Presence;
import org.wangchuan.platform.intake.list.BatchSummaries;
import org.wangchuan.platform.intake.list.ListDeclaration;
import org.wangchuan.platform.testing.InstitutionList;
import org.wangchuan.platform.testing.PlatformTest;

/** An institution's person with their phone, in Chinese: one link, one yes, one signature, one summary. */
@Tag("slow")
final class InstitutionInBrowserTest extends PlatformTest {
    private static final Path PICTURES = Path.of("target/screens");

    private static void picture(Browser phone, String name) throws IOException {
        Files.createDirectories(PICTURES);
        for (int width : new int[] {1280, 390}) {
            phone.resize(width, width == 390 ? 844 : 900);
            assertThat(phone.evaluate("String(document.documentElement.scrollWidth <= innerWidth)"))
                    .as(name + " at " + width)
                    .isEqualTo("true");
            Files.write(PICTURES.resolve("list-" + name + "-" + width + ".png"), phone.screenshot());
        }
    }

    @Test
    void fromTheLinkToTheSummary() throws Exception {
        Orders orders = bean(Orders.class);
        InstitutionList list = InstitutionList.takenIn(newShop(), "gb-46864-2025", """
                laptop,Lenovo,ThinkPad T14,IB-1,1
                laptop,Lenovo,ThinkPad T14,IB-2,1
                desktop,HP,EliteDesk 800 G6,IB-3,2
                phone,HUAWEI,Mate 30,IB-4,
                """);
        try (Browser phone = new Browser("zh-CN")) {
            phone.resize(390, 844);
            phone.open(origin() + list.link());
            picture(phone, "0-not-yet");
            phone.click("form button.big");
            phone.waitFor("!!document.querySelector('[data-wait]')");
            list.offered("0");
            phone.open(origin() + list.link());
            picture(phone, "1-offer");
            assertThat(phone.evaluate("document.body.innerText")).contains("4 台设备的报价", "2 × 笔记本电脑");

            phone.open(origin() + list.link() + "/device");
            picture(phone, "2-devices");
            phone.click("[name=out-" + list.order(1) + "]");
            phone.click("form[action$=out] button");
            phone.waitFor("document.body.innerText.includes('待退还 1')");
            assertThat(list.states().get(1)).isEqualTo(OrderState.GOING_BACK);

            phone.open(origin() + list.link());
            phone.click("form[action$=accept] button"); // the first tap
            phone.waitFor("location.pathname.endsWith('/prepare')");
            picture(phone, "3-prepare");
            phone.click("form button.big"); // the second; none of the items was answered
            phone.waitFor("location.pathname.endsWith('/keep')");
            phone.click("input[value=copied]");
            phone.click("form button.big");
            phone.waitFor("location.pathname.endsWith('/agree')");
            phone.click("input[name=authority]");
            picture(phone, "4-agree");
            phone.click("form.card button.big"); // the third
            phone.waitFor("location.pathname.endsWith('/watch')");
            assertThat(list.orders())
                    .filteredOn(order -> order.consent().isPresent())
                    .hasSize(3);
            picture(phone, "5-waiting");

            orders.move(list.order(0), OrderState.ERASING, "erasing", Actor.platform());
            orders.move(list.order(3), OrderState.ERASING, "erasing", Actor.platform());
            // The page follows by itself.
            phone.waitFor("!!document.querySelector('[name=code]') && document.readyState === 'complete'");
            phone.open(origin() + list.link() + "/watch");
            assertThat(phone.evaluate("document.querySelector('[name=count]').value"))
                    .isEqualTo("2");
            picture(phone, "6-code");
            phone.fill(
                    "[name=code]",
                    bean(OwnerLinks.class).presenceCode(list.batch().lead()));
            phone.click("form[action$=code] button");
            phone.waitFor("!!document.querySelector('canvas') && document.readyState === 'complete'");
            phone.evaluate("(window.isSame = true, 'marked')");
            drawn(phone);
            orders.move(list.order(2), OrderState.ERASING, "erasing", Actor.platform());
            phone.waitFor("document.querySelectorAll('[data-at-work] li').length === 3");
            // What is drawn is not wiped away, and it is for the two that were shown.
            assertThat(phone.evaluate("String(window.isSame)")).isEqualTo("true");
            picture(phone, "7-sign");
            phone.click("[data-send]");
            phone.waitFor("!window.isSame && document.querySelector('[name=count]')?.value === '1'");
            assertThat(list.orders().get(0).presence()).contains(Presence.HANDWRITTEN);
            assertThat(list.orders().get(2).presence()).isEmpty();

            for (int index : new int[] {0, 2, 3}) {
                orders.move(list.order(index), OrderState.NOT_CLEARED, "not-cleared", Actor.platform());
            }
            phone.waitFor("location.pathname.endsWith('/proof')");
            picture(phone, "8-summary");
            String said = phone.evaluate("document.body.innerText");
            assertThat(said)
                    .contains("4 台设备中已清除 0 台", "2 台设备清除时在场（手写签名）", "同意清除 3 台设备")
                    .doesNotContain("全部 4 台设备均已清除");
            phone.open(origin() + list.link() + "/summary");
            picture(phone, "9-printed");
            assertThat(phone.evaluate("document.querySelectorAll('.sheet tbody tr').length + ''"))
                    .isEqualTo("4");
        }
        var summary = bean(BatchSummaries.class).of(list.batch());
        assertThat(summary.covered(ListDeclaration.Kind.PRESENT)).isEqualTo(2);
        assertThat(list.clerk().in("zh").get(list.page()).body()).contains("清除时在场（手写签名）");
    }

    private static void drawn(Browser phone) throws IOException {
        phone.evaluate("""
                (() => {
                  const pad = document.querySelector('canvas');
                  pad.setPointerCapture = () => {};
                  pad.scrollIntoView();
                  const box = pad.getBoundingClientRect();
                  const at = (kind, x, y) => pad.dispatchEvent(new PointerEvent(kind,
                    {pointerId: 1, clientX: box.left + x * box.width, clientY: box.top + y * box.height, bubbles: true}));
                  at('pointerdown', .1, .5); at('pointermove', .4, .2); at('pointermove', .6, .8); at('pointerup', .6, .8);
                  return 'signed';
                })()""");
    }
}
