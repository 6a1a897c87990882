package org.wangchuan.platform.pages;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.wangchuan.browser.Browser;
import org.wangchuan.canonical.Json;
import org.wangchuan.platform.bench.BenchSample;
import org.wangchuan.platform.identity.OneTimeLinks;
import org.wangchuan.platform.identity.Organisations;
import org.wangchuan.platform.intake.Actor;
import org.wangchuan.platform.intake.Counter;
import org.wangchuan.platform.intake.IntakeForm;
import org.wangchuan.platform.intake.OrderTerms;
import org.wangchuan.platform.intake.OwnerInvitation;
import org.wangchuan.platform.intake.WorkOrder;
import org.wangchuan.platform.testing.PlatformTest;
import org.wangchuan.platform.web.access.Role;

/**
 * The pictures of the guide to opening a shop, of made-up data only; taken anew with {@code -Dwangchuan.write-docs=true}. Else it is only
 * checked that they are there, small, and shown.
 */
@Tag("slow")
final class PicturesTest extends PlatformTest {
    private static final Path FOLDER = Path.of("../docs/pictures");
    private static final int BYTES_MAX = 200_000;
    private static final int DESK = 960;
    private static final int PHONE = 390;

    @Test
    void thePicturesAreThereAndSmall() throws Exception {
        if (Boolean.getBoolean("wangchuan.write-docs")) {
            for (String language : List.of("en", "zh")) {
                take(language);
            }
        }
        for (String language : List.of("en", "zh")) {
            String guide =
                    Files.readString(Path.of("../docs", language.equals("en") ? "shop-guide.md" : "shop-guide.zh.md"));
            for (String name : List.of("order", "owner", "bench")) {
                String file = name + "-" + language + ".png";
                assertThat(guide).contains("pictures/" + file);
                assertThat(Files.size(FOLDER.resolve(file))).isBetween(1_000L, (long) BYTES_MAX);
            }
        }
    }

    private static void take(String language) throws Exception {
        boolean isChinese = language.equals("zh");
        Organisations organisations = bean(Organisations.class);
        UUID company = organisations.create(isChinese ? "青川回收（示例）" : "Blue River (sample)", "CNY");
        UUID site = organisations.addSite(company, isChinese ? "河滨门店" : "Riverside shop", "Asia/Shanghai");
        Shop shop = new Shop(company, site, site);
        UUID clerk = account(shop, isChinese ? "柜台一号" : "Counter one");
        UUID order = offered(site, clerk);
        BenchSample.Made bench = BenchSample.fill(shop);
        try (Browser browser = new Browser(isChinese ? "zh-CN" : "en-US")) {
            browser.call(
                    "Emulation.setScrollbarsHidden",
                    Json.object().put("hidden", true).build());
            browser.open(bean(OneTimeLinks.class).create(clerk));
            browser.click("form button.big");
            browser.waitFor("location.pathname === '/passkey' && document.readyState === 'complete'");
            picture(browser, origin() + "/intake/" + order, DESK, 700, "order-" + language);
            picture(browser, origin() + "/bench", DESK, 1250, "bench-" + language);
            browser.forgetCookies();
            browser.open(bean(OwnerInvitation.class).link(bench.erasing()));
            browser.click("form button.big");
            browser.waitFor("location.pathname.endsWith('/watch') && document.readyState === 'complete'");
            picture(browser, browser.evaluate("location.href"), PHONE, 700, "owner-" + language);
        }
    }

    private static UUID account(Shop shop, String name) {
        return bean(org.wangchuan.platform.identity.Accounts.class)
                .create(
                        java.util.Optional.of(shop.organisation()),
                        java.util.Optional.of(shop.site()),
                        name,
                        java.util.EnumSet.of(Role.CLERK, Role.TECHNICIAN),
                        java.util.Optional.empty());
    }

    private static UUID offered(UUID site, UUID clerk) throws Exception {
        Map<String, String> form = new java.util.HashMap<>(IntakeForm.blank().fields());
        form.putAll(Map.of("brand", "Huawei", "model", "Mate 30", "serial", "354820110000018", "weight", "0.19"));
        UUID order =
                bean(Counter.class).takeIn(new IntakeForm(form), site, clerk).id();
        bean(OrderTerms.class).offer(order, new WorkOrder.Offer(68_000, "CNY"), Actor.staff(clerk));
        return order;
    }

    /** The upper part of a page. */
    private static void picture(Browser browser, String url, int width, int height, String name) throws IOException {
        browser.resize(width, height);
        browser.open(url);
        browser.evaluate("new Promise((done) => setTimeout(() => done('shown'), 300))");
        try {
            String data = Json.in(browser.call(
                            "Page.captureScreenshot",
                            Json.object()
                                    .put("captureBeyondViewport", true)
                                    .put(
                                            "clip",
                                            Json.object()
                                                    .put("x", 0)
                                                    .put("y", 0)
                                                    .put("width", width)
                                                    .put("height", height)
                                                    .put("scale", 1)
                                                    .build())
                                    .build()))
                    .text("data");
            Files.write(FOLDER.resolve(name + ".png"), Base64.getDecoder().decode(data));
        } catch (org.wangchuan.canonical.ShapeException e) {
            throw new IOException(e);
        }
    }
}
