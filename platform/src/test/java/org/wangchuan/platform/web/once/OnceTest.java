package org.wangchuan.platform.web.once;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.LocalDate;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.wangchuan.platform.custody.BagNumber;
import org.wangchuan.platform.custody.Device;
import org.wangchuan.platform.custody.DeviceKind;
import org.wangchuan.platform.custody.DeviceState;
import org.wangchuan.platform.custody.Devices;
import org.wangchuan.platform.custody.Processors;
import org.wangchuan.platform.identity.Accounts;
import org.wangchuan.platform.identity.PasskeyShown;
import org.wangchuan.platform.testing.Browser;
import org.wangchuan.platform.testing.PlatformTest;
import org.wangchuan.platform.web.access.Role;

/** A double click, and a form that is sent again because its answer was lost. */
final class OnceTest extends PlatformTest {
    private static final Pattern KEY = Pattern.compile("name=\"_form\" value=\"([^\"]+)\"");
    private static final int MOVED = 302;
    private static final int REFUSED = 400;

    private final Shop shop = newShop();
    private final UUID account = shop.account(Role.CLERK, Role.MANAGER, Role.ADMINISTRATOR);
    private final Browser clerk = signedIn(account);

    @Test
    void twoAtOnceMakeOneOrder() throws Exception {
        Matcher key = KEY.matcher(clerk.get("/intake/new").body());
        assertThat(key.find()).isTrue();
        Map<String, String> form = order(key.group(1));

        List<Browser.Answer> answers = twice(() -> clerk.post("/intake/new", form));

        assertThat(answers).allMatch(answer -> answer.status() == MOVED);
        assertThat(answers.getFirst().location())
                .startsWith("/intake/")
                .isEqualTo(answers.getLast().location());
        assertThat(orders()).isEqualTo(1);
        // A lost answer: the browser asks once more, minutes later.
        assertThat(clerk.post("/intake/new", form).location())
                .isEqualTo(answers.getFirst().location());
        assertThat(orders()).isEqualTo(1);
    }

    @Test
    void eachPageHasAKeyOfItsOwnAndOtherWordsAreAnotherOrder() {
        String key = key();
        clerk.post("/intake/new", order(key));
        clerk.post("/intake/new", order(key()));
        Map<String, String> changed = order(key);
        changed.put("model", "another");
        assertThat(clerk.post("/intake/new", changed).location())
                .as("a scanner's Enter, and what was typed meanwhile")
                .isEqualTo(clerk.post("/intake/new", order(key)).location());
        assertThat(orders()).isEqualTo(2);
        jdbc().sql("UPDATE web.sent_form SET at = at - interval '10 seconds'").update();
        clerk.post("/intake/new", changed);
        clerk.post("/intake/new", order(key));
        assertThat(orders()).isEqualTo(3);
    }

    @Test
    void anotherPersonsFormIsAnotherForm() {
        String key = key();
        clerk.post("/intake/new", order(key));
        shop.browser(Role.CLERK).post("/intake/new", order(key));
        assertThat(orders()).isEqualTo(2);
    }

    @Test
    void whatWasRefusedMayBeSentAgain() {
        String key = key();
        Map<String, String> wrong = order(key);
        wrong.put("brand", "");
        assertThat(clerk.post("/intake/new", wrong).status()).isEqualTo(422);
        assertThat(clerk.post("/intake/new", wrong).status()).isEqualTo(422);
        assertThat(clerk.post("/intake/new", order(key)).status()).isEqualTo(MOVED);
        assertThat(orders()).isEqualTo(1);
    }

    /** A process that died in the middle: nobody knows whether the order was made, and the page says so. */
    @Test
    void whatBecameOfALostOneIsForAPersonToFindOut() {
        Map<String, String> form = order(key());
        clerk.post("/intake/new", form);
        jdbc().sql("UPDATE web.sent_form SET location = NULL, at = at - interval '1 minute'")
                .update();
        Browser.Answer answer = clerk.post("/intake/new", form);
        assertThat(answer.status()).isEqualTo(409);
        assertThat(answer.body()).contains("Look in the list").doesNotContain("Nothing was changed");
        assertThat(orders()).isEqualTo(1);
        assertThat(clerk.post("/intake/new", order(key())).status()).isEqualTo(MOVED);
    }

    @Test
    void withoutAKeyNothingIsMade() {
        assertThat(clerk.post("/intake/new", order("")).status()).isEqualTo(REFUSED);
        assertThat(clerk.post("/intake/new", order("too short")).status()).isEqualTo(REFUSED);
        assertThat(orders()).isZero();
    }

    @Test
    void oldFormsAreForgotten() {
        clerk.post("/intake/new", order(key()));
        jdbc().sql("UPDATE web.sent_form SET at = at - interval '25 hours'").update();
        bean(SentForms.class).sweep();
        assertThat(jdbc().sql("SELECT count(*) FROM web.sent_form")
                        .query(Integer.class)
                        .single())
                .isZero();
    }

    @Test
    void twoAtOnceMakeOneHandOver() throws Exception {
        Devices devices = bean(Devices.class);
        Device device = devices.register(
                new Devices.NewDevice(
                        shop.site(),
                        DeviceKind.PHONE,
                        "brand",
                        "model",
                        Optional.empty(),
                        "",
                        Optional.empty(),
                        Devices.Drives.NOT_COUNTED),
                account);
        devices.move(device.id(), DeviceState.TO_DESTROY, account, "test");
        Device bag = devices.seal(
                device.id(), BagNumber.of("bag-" + UUID.randomUUID()).orElseThrow(), shop.organisation(), account);
        UUID processor = bean(Processors.class)
                .add(
                        shop.organisation(),
                        "Works Ltd",
                        "L-" + UUID.randomUUID(),
                        Set.of(DeviceKind.PHONE),
                        LocalDate.parse("2099-01-01"),
                        account)
                .id();

        twice(() -> clerk.post(
                "/hand-overs",
                Map.of("processor", processor.toString(), "devices", bag.id().toString())));

        assertThat(count("SELECT count(*) FROM custody.hand_over WHERE site_id = ?", shop.site()))
                .isEqualTo(1);
    }

    @Test
    void twoAtOnceMakeOnePerson() throws Exception {
        PasskeyShown.by(account);
        twice(() -> clerk.post("/people", Map.of("workName", "Twice", "roles", "CLERK")));
        assertThat(bean(Accounts.class).list(shop.organisation()).stream()
                        .filter(person -> person.toString().contains("Twice")))
                .hasSize(1);
    }

    @Test
    void twoAtOnceMakeOneProcessor() throws Exception {
        Map<String, String> form =
                Map.of("name", "Works", "licence", "L-1", "expires", "2099-01-01", "scope", "PHONE", "_form", key());
        assertThat(twice(() -> clerk.post("/processors", form))).allMatch(answer -> answer.status() == MOVED);
        assertThat(count("SELECT count(*) FROM custody.processor WHERE organisation_id = ?", shop.organisation()))
                .isEqualTo(1);
    }

    private static <T> List<T> twice(Callable<T> call) throws Exception {
        CountDownLatch ready = new CountDownLatch(2);
        try (ExecutorService threads = Executors.newFixedThreadPool(2)) {
            List<Future<T>> both =
                    List.of(threads.submit(() -> together(ready, call)), threads.submit(() -> together(ready, call)));
            return List.of(both.getFirst().get(), both.getLast().get());
        }
    }

    private static <T> T together(CountDownLatch ready, Callable<T> call) throws Exception {
        ready.countDown();
        ready.await();
        return call.call();
    }

    private static String key() {
        return UUID.randomUUID().toString().replace("-", "");
    }

    private int orders() {
        return count("SELECT count(*) FROM intake.work_order WHERE site_id = ?", shop.site());
    }

    private static int count(String sql, UUID of) {
        return jdbc().sql(sql).param(of).query(Integer.class).single();
    }

    private Map<String, String> order(String key) {
        return new HashMap<>(Map.of(
                "site", shop.site().toString(),
                "kind", "laptop",
                "brand", "Lenovo",
                "model", "X1",
                "channel", "counter",
                "presenter", "owner",
                "policy", "gb-46864-2025",
                "no-serial", "yes",
                "_form", key));
    }
}
