package org.wangchuan.platform.identity;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.wangchuan.platform.testing.Browser;
import org.wangchuan.platform.testing.PlatformTest;
import org.wangchuan.platform.web.access.Role;

/** Where a platform that is no trial asks nothing, and nothing is asked for without a passkey. */
final class ProviderGuardTest extends PlatformTest {
    private final Shop shop = newShop();

    @Test
    void intoTheNetworkOfThePlatformNobodyLeadsIt() {
        Browser boss = confirmed(shop.account(Role.ADMINISTRATOR));
        for (String issuer : new String[] {
            "https://127.0.0.1/", "https://localhost/", "https://[::1]/", "https://10.1.2.3", "https://169.254.169.254"
        }) {
            assertThat(save(boss, issuer).body()).as(issuer).contains("Code ADDRESS_REFUSED.");
        }
        assertThat(save(boss, "http://127.0.0.1:80/").body()).contains("Code ISSUER.");
        assertThat(save(boss, "file:///etc/passwd").body()).contains("Code ISSUER.");
        assertThat(save(boss, "https://no-such-name.invalid/").body()).contains("Code NAME_UNKNOWN.");
    }

    @Test
    void withoutAPasskeyNothingIsSetUp() {
        Browser boss = signedIn(shop.account(Role.ADMINISTRATOR));
        assertThat(save(boss, "https://sso.example.com").location()).startsWith("/confirm");
        assertThat(boss.post("/company-sign-in/on", Map.of()).location()).startsWith("/confirm");
        assertThat(boss.post("/company-sign-in/remove", Map.of("sure", "yes")).location())
                .startsWith("/confirm");
        assertThat(boss.post("/company-sign-in/off", Map.of()).status()).isEqualTo(404);
    }

    /** Whoever can choose a name takes another's. */
    @Test
    void eachCompanyHasACodeThatNobodyGuesses() {
        ProviderSeals seals = bean(ProviderSeals.class);
        String code = seals.code(shop.organisation());
        assertThat(code).matches("[a-z2-7]{12}").isEqualTo(seals.code(shop.organisation()));
        assertThat(seals.code(newShop().organisation())).isNotEqualTo(code);
    }

    private static Browser.Answer save(Browser boss, String issuer) {
        return boss.post("/company-sign-in", Map.of("issuer", issuer, "clientId", "c", "secret", "s"));
    }
}
