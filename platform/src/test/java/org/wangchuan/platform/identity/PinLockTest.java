package org.wangchuan.platform.identity;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.wangchuan.platform.testing.Browser;
import org.wangchuan.platform.testing.PlatformTest;
import org.wangchuan.platform.web.access.Role;

/** Whose PIN is locked is told so, and what to do; whoever guesses is told no more than five tries tell. */
final class PinLockTest extends PlatformTest {
    private static final String RIGHT = "918273";
    private static final String WRONG = "940271";
    private static final String DID_NOT_FIT = "That did not fit";
    private static final String LOCKED = "This PIN is locked after 5 wrong tries";

    private final Shop shop = newShop();
    private final UUID person = shop.account(Role.CLERK);
    private final Browser counter = confirmed(shop.account(Role.CLERK));

    @Test
    void whoIsLockedOutIsToldSo() {
        bean(QuickSwitch.class).setPin(person, RIGHT);
        for (int i = 1; i < QuickSwitch.TRIES_MAX; i++) {
            assertThat(tried(WRONG)).as("try " + i).contains(DID_NOT_FIT).doesNotContain(LOCKED);
        }
        assertThat(tried(WRONG)).contains(LOCKED).doesNotContain(DID_NOT_FIT);
        assertThat(tried(RIGHT)).as("the right one is told from no other").contains(LOCKED, "with their passkey");
        assertThat(tried(WRONG)).contains(LOCKED);
        bean(QuickSwitch.class).setPin(person, RIGHT);
        assertThat(counter.post("/switch", Map.of("account", person.toString(), "pin", RIGHT))
                        .status())
                .as("set anew")
                .isEqualTo(302);
    }

    @Test
    void aCounterThatWasLeftOpenSetsNoPin() {
        UUID account = shop.account(Role.CLERK);
        Browser open = signedIn(account);
        assertThat(open.get("/switch").body()).doesNotContain("action=\"/pin\"");
        assertThat(open.post("/pin", Map.of("pin", RIGHT, "again", RIGHT)).location())
                .contains("/confirm?next=");
        assertThat(bean(AccountHistory.class).of(account)).isEmpty();
        assertThat(confirmed(account)
                        .post("/pin", Map.of("pin", RIGHT, "again", RIGHT))
                        .location())
                .contains("saved=pin");
        assertThat(bean(AccountHistory.class).of(account))
                .extracting(AccountHistory.Change::what)
                .containsExactly("pin");
    }

    @Test
    void afterAWrongPinTheFieldOfThePinIsNext() {
        bean(QuickSwitch.class).setPin(person, RIGHT);
        assertThat(tried(WRONG))
                .contains("Tries left: 4", "value=\"" + person + "\" selected")
                .containsPattern("name=\"pin\"[^>]*autofocus")
                .doesNotContainPattern("name=\"badge\"[^>]*autofocus");
    }

    /** Neither a badge nor somebody of another company learns whether a PIN is locked. */
    @Test
    void nobodyElseLearnsOfIt() {
        bean(QuickSwitch.class).setPin(person, RIGHT);
        for (int i = 0; i < QuickSwitch.TRIES_MAX; i++) {
            bean(QuickSwitch.class).countTry(person);
        }
        assertThat(confirmed(newShop().account(Role.CLERK))
                        .post("/switch", Map.of("account", person.toString(), "pin", RIGHT))
                        .body())
                .contains(DID_NOT_FIT)
                .doesNotContain(LOCKED);
        assertThat(counter.post("/switch", Map.of("account", person.toString(), "badge", "Bwrong"))
                        .body())
                .contains(DID_NOT_FIT)
                .doesNotContain(LOCKED);
    }

    private String tried(String pin) {
        return counter.post("/switch", Map.of("account", person.toString(), "pin", pin))
                .body();
    }
}
