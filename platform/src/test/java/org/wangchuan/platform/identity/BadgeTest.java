package org.wangchuan.platform.identity;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.wangchuan.platform.testing.Browser;
import org.wangchuan.platform.testing.PlatformTest;
import org.wangchuan.platform.web.access.Role;
import org.wangchuan.platform.web.page.Qr;

/** A badge is a card with its code, and the one before ends only when that was asked for. */
final class BadgeTest extends PlatformTest {
    private final Shop shop = newShop();
    private final Browser office = confirmed(shop.account(Role.ADMINISTRATOR));
    private final UUID person = shop.account(Role.CLERK);
    private final QuickSwitch quick = bean(QuickSwitch.class);

    @Test
    void itIsAskedBeforeTheOldBadgeEnds() {
        String path = "/people/" + person + "/badge";
        assertThat(office.get(path).body()).contains("Make the badge").doesNotContain("End the old badge");
        String old = quick.newBadge(person);

        assertThat(office.get(path).body())
                .contains("ends with the new one, at once", "End the old badge", "(+08:00)")
                .doesNotContain("<code>");
        assertThat(quick.byBadge(old, shop.organisation()))
                .as("a look ends nothing")
                .contains(person);

        String card = office.post(path, Map.of()).body();
        String badge = card.replaceFirst("(?s).*<code>", "").replaceFirst("(?s)</code>.*", "");
        assertThat(card).contains(Qr.of(badge).path(), "shown only this once");
        assertThat(quick.byBadge(badge, shop.organisation())).contains(person);
        assertThat(quick.byBadge(old, shop.organisation())).isEmpty();
        assertThat(bean(AccountHistory.class).of(person))
                .extracting(AccountHistory.Change::what)
                .containsExactly("badge");
    }

    @Test
    void otherCompaniesAndOthersMakeNone() {
        String path = "/people/" + person + "/badge";
        for (Browser other :
                new Browser[] {confirmed(newShop().account(Role.ADMINISTRATOR)), confirmed(shop.account(Role.MANAGER))
                }) {
            assertThat(other.get(path).status()).isIn(403, 404);
            assertThat(other.post(path, Map.of()).status()).isIn(403, 404);
        }
        assertThat(quick.badgeMadeAt(person)).isEmpty();
    }
}
