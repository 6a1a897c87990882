package org.wangchuan.platform.pages;

import static org.assertj.core.api.Assertions.assertThat;
import static org.wangchuan.platform.testing.PlatformTest.bean;
import static org.wangchuan.platform.testing.PlatformTest.jdbc;
import static org.wangchuan.platform.testing.PlatformTest.newShop;
import static org.wangchuan.platform.testing.PlatformTest.origin;

import java.nio.file.Path;
import java.util.UUID;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.wangchuan.platform.bench.BenchOrder;
import org.wangchuan.platform.identity.OneTimeLinks;
import org.wangchuan.platform.identity.PasskeyShown;
import org.wangchuan.platform.testing.OwnPlatform;
import org.wangchuan.platform.testing.PlatformTest.Shop;
import org.wangchuan.platform.web.access.Role;
import org.wangchuan.proof.statement.Verdict;

/** What is read after a restore: on a platform of its own, for it is nobody else's any more. */
@Tag("slow")
final class RecoveryPagesTest {
    @TempDir
    private Path folder;

    @Test
    void theyCanBeReadAndReached() throws Exception {
        try (OwnPlatform _ = OwnPlatform.start(folder.resolve("data"));
                PageEyes eyes = new PageEyes()) {
            Shop shop = newShop();
            UUID boss = shop.account(Role.ADMINISTRATOR, Role.MANAGER, Role.DATA_PROTECTION_OFFICER);
            BenchOrder order = BenchOrder.consented(shop);
            order.erases(order.serial, Verdict.CLEARED);
            BenchOrder.consented(shop);
            // As whoever put the database back by its own tools does.
            jdbc().sql("INSERT INTO identity.recovery (backed_up_at) VALUES (now() - interval '3 days')")
                    .update();
            eyes.look("identity/sign-in recovery", PageEyes.to(origin() + "/sign-in"));
            eyes.signIn(bean(OneTimeLinks.class).create(boss));
            eyes.look("recovery/recovery", PageEyes.to(origin() + "/recovery"));
            assertThat(eyes.browser.evaluate("document.body.innerText")).contains("Show your passkey first");
            PasskeyShown.by(boss);
            eyes.look("recovery/recovery fresh", PageEyes.to(origin() + "/recovery"));
            assertThat(eyes.browser.evaluate("document.body.innerText"))
                    .contains("Still here, with new keys", "It still works here");
            eyes.look("ledger/log recovery", PageEyes.to(origin() + "/operator-log"));
            eyes.look("custody/stock recovery", PageEyes.to(origin() + "/stock"));
            assertThat(eyes.browser.evaluate("document.body.innerText"))
                    .contains("looked at again after the platform was put back");
            jdbc().sql("INSERT INTO identity.recovery DEFAULT VALUES").update();
            eyes.signIn(bean(OneTimeLinks.class).create(boss));
            eyes.look("recovery/recovery unknown day", PageEyes.to(origin() + "/recovery"));
            assertThat(eyes.problems()).isEmpty();
        }
    }
}
