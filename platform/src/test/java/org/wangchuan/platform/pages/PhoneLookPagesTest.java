package org.wangchuan.platform.pages;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.UUID;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.wangchuan.platform.bench.PhoneOrder;
import org.wangchuan.platform.identity.OneTimeLinks;
import org.wangchuan.platform.identity.PasskeyShown;
import org.wangchuan.platform.oversight.secondcheck.Drawn;
import org.wangchuan.platform.testing.PlatformTest;
import org.wangchuan.platform.testing.Samples;
import org.wangchuan.platform.web.access.Role;
import org.wangchuan.proof.statement.PhoneClaims.Lock;

/** A drawn phone as a second person sees it: one that greets as new, and one that was read after its reset. */
@Tag("slow")
final class PhoneLookPagesTest extends PlatformTest {
    private final Shop shop = newShop();

    @Test
    void eachOfItsStatesCanBeReadAndReached() throws Exception {
        var _ = new Drawn(shop);
        PhoneOrder fresh = PhoneOrder.consented(shop);
        fresh.erases(Lock.UNLOCKED);
        drawn(fresh);
        PhoneOrder asking = PhoneOrder.consented(shop);
        asking.isReadAgain(Lock.UNLOCKED);
        drawn(asking);
        asking.tellPhone("mtp", "adb");
        UUID verifier = shop.account(Role.VERIFIER);
        try (PageEyes eyes = new PageEyes()) {
            eyes.signIn(bean(OneTimeLinks.class).create(verifier));
            eyes.look("oversight/check phone stale", PageEyes.to(origin() + "/second-checks/" + fresh.device.id()));
            PasskeyShown.by(verifier);
            eyes.look("oversight/check phone", PageEyes.to(origin() + "/second-checks/" + fresh.device.id()));
            eyes.look("oversight/check phone asking", PageEyes.to(origin() + "/second-checks/" + asking.device.id()));
            assertThat(eyes.problems()).isEmpty();
            assertThat(eyes.browser.evaluate("String(document.querySelectorAll('[name=looked][type=radio]').length)"))
                    .isEqualTo("2");
        }
    }

    private void drawn(PhoneOrder phone) throws Exception {
        Samples.during(() -> {
            phone.answersClauses(shop);
            assertThat(Samples.isDrawn(phone.device.id())).isTrue();
        });
    }
}
