package org.wangchuan.platform.staff;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.LocalDate;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.wangchuan.platform.identity.Accounts;
import org.wangchuan.platform.testing.Browser;
import org.wangchuan.platform.testing.PlatformTest;
import org.wangchuan.platform.web.access.Role;

/** What a manager sees of their people, and what they enter for them. */
final class PeopleTest extends PlatformTest {
    private static final int MOVED = 302;
    private static final int FORBIDDEN = 403;
    private static final int NOT_FOUND = 404;
    private static final int WRONG = 422;

    private final Shop shop = newShop();
    private final UUID clerk = shop.account(Role.CLERK);
    private final UUID manager = shop.account(Role.MANAGER);
    private final LocalDate today = LocalDate.now(Learner.SHANGHAI);

    @Test
    void aManagerSeesThePeopleOfTheirSite() {
        UUID elsewhere = shop.accountAt(Optional.of(shop.otherSite()), Role.CLERK);
        UUID everywhere = shop.accountAt(Optional.empty(), Role.CLERK);
        UUID administrator = shop.account(Role.ADMINISTRATOR);
        Browser browser = signedIn(manager);
        String page = browser.get("/staff").body();
        assertThat(page).contains(name(clerk), name(manager));
        assertThat(page).doesNotContain(name(elsewhere) + "<", name(everywhere) + "<", name(administrator) + "<");
        for (UUID other : List.of(elsewhere, everywhere, newShop().account(Role.CLERK))) {
            assertThat(browser.get("/staff/" + other).status()).isEqualTo(NOT_FOUND);
        }
        assertThat(signedIn(shop.accountAt(Optional.empty(), Role.MANAGER))
                        .get("/staff")
                        .body())
                .contains(name(clerk), name(elsewhere), name(everywhere));
        assertThat(signedIn(clerk).get("/staff").status()).isEqualTo(FORBIDDEN);
    }

    @Test
    void theySeeWhoLapsesNextMonthAndWhoCannotAct() {
        UUID soon = shop.account(Role.CLERK);
        LocalDate nextMonth = today.plusMonths(1).withDayOfMonth(1);
        Learner.qualify(soon, nextMonth, Role.CLERK);
        UUID later = shop.account(Role.CLERK);
        Learner.qualify(later, today.plusDays(100), Role.CLERK);
        String page = signedIn(manager).get("/staff").body();
        String cannot = between(page, "when the time to learn is over</h2>", "</section>");
        String ending = between(page, "Ends within 60 days</h2>", "</section>");
        assertThat(cannot).contains(name(clerk), name(manager)).doesNotContain(name(soon), name(later));
        assertThat(ending).contains(name(soon), "next month").doesNotContain(name(later));
    }

    @Test
    void whatWasProvedElsewhereIsAManagersWordAndShownAsThat() {
        Learner.endIntroduction(shop);
        Learner.qualify(manager, today, Role.MANAGER);
        assertThat(enter(signedIn(manager), clerk, Map.of()).location())
                .as("without a passkey")
                .startsWith("/confirm");
        Browser browser = confirmed(manager);
        assertThat(enter(browser, clerk, Map.of()).status()).isEqualTo(MOVED);

        for (Browser reader : List.of(browser, signedIn(clerk))) {
            String page = reader.get(reader == browser ? "/staff/" + clerk : "/learning")
                    .body();
            assertThat(page).contains("proved elsewhere, entered by " + name(manager));
            assertThat(page).doesNotContain("exam passed here");
        }
        assertThat(browser.get("/staff").body()).contains("proved elsewhere, entered by " + name(manager));
        long id = bean(QualificationTable.class).of(clerk).getFirst().id();
        assertThat(browser.post("/staff/" + clerk + "/elsewhere/" + id + "/take-back", Map.of())
                        .status())
                .isEqualTo(MOVED);
        assertThat(bean(QualificationTable.class).lastDays(clerk)).isEmpty();
        assertThat(browser.get("/staff/" + clerk).body()).contains("taken back", "HZ-2026-0042");
    }

    @Test
    void nobodyEntersItForThemselves() {
        Browser browser = confirmed(manager);
        Browser.Answer refused = enter(browser, manager, Map.of());
        assertThat(refused.status()).isEqualTo(WRONG);
        assertThat(refused.body()).contains("Nobody enters this for themselves");
        assertThat(bean(QualificationTable.class).of(manager)).isEmpty();
        assertThatThrownBy(() -> jdbc().sql("""
                                INSERT INTO staff.qualification (account_id, course, at, first_day, last_day, kind, reference, entered_by)
                                SELECT id, 'law', now(), current_date, current_date, 'employer', 'A-1', id
                                FROM unnest(ARRAY[?]) AS one (id)""").param(manager).update()).hasMessageContaining("qualification");
    }

    /** Who was let in by a link may be its maker (decision 26). */
    @Test
    void norForWhomTheyLetInAMomentAgo() {
        UUID both = shop.account(Role.ADMINISTRATOR, Role.MANAGER);
        String page =
                confirmed(both).post("/people/" + clerk + "/link", Map.of()).body();
        nobody().signIn(between(page, origin() + "/enrol/", "<"));
        assertThat(enter(confirmed(both), clerk, Map.of()).status()).isEqualTo(WRONG);
        assertThat(enter(confirmed(shop.account(Role.MANAGER)), clerk, Map.of()).status())
                .isEqualTo(MOVED);
    }

    @Test
    void whatIsTypedHasItsLimits() {
        Browser browser = confirmed(manager);
        for (Map<String, String> wrong : List.of(
                Map.of("lastDay", today.plusMonths(12).plusDays(1).toString()),
                Map.of("lastDay", today.minusDays(1).toString()),
                Map.of("lastDay", "soon"),
                Map.of("course", "safety"),
                Map.of("course", "cooking"),
                Map.of("kind", "friend"),
                Map.of("reference", "王小明"),
                Map.of("reference", "13800138000"),
                Map.of("reference", "11010519491231002X"),
                Map.of("reference", "1101 0519 4912 3100 2X"),
                Map.of("reference", "A".repeat(41)),
                Map.of("reference", "a@b.cn"),
                Map.of("reference", ""))) {
            Browser.Answer answer = enter(browser, clerk, wrong);
            assertThat(answer.status()).as(wrong.toString()).isEqualTo(WRONG);
            assertThat(answer.body()).as(wrong.toString()).contains("Nothing was entered");
        }
        assertThat(bean(QualificationTable.class).of(clerk)).isEmpty();
        assertThat(enter(browser, clerk, Map.of("lastDay", today.plusMonths(12).toString()))
                        .status())
                .isEqualTo(MOVED);
    }

    /** Whoever enters it answers for it, and so is qualified; another site's manager does not find the person. */
    @Test
    void onlyAQualifiedManagerOfThePersonEntersIt() {
        Learner.endIntroduction(shop);
        assertThat(enter(confirmed(manager), clerk, Map.of()).body()).contains("NOT_QUALIFIED");
        UUID other = shop.accountAt(Optional.of(shop.otherSite()), Role.MANAGER);
        Learner.qualify(other, today, Role.MANAGER);
        assertThat(enter(confirmed(other), clerk, Map.of()).status()).isEqualTo(NOT_FOUND);
    }

    private Browser.Answer enter(Browser browser, UUID whom, Map<String, String> changed) {
        Map<String, String> form = new HashMap<>(Map.of(
                "course", "privacy",
                "kind", "vocational",
                "reference", "HZ-2026-0042",
                "lastDay", today.plusMonths(3).toString()));
        form.putAll(changed);
        return browser.post("/staff/" + whom + "/elsewhere", form);
    }

    private static String name(UUID account) {
        return bean(Accounts.class).workName(account).orElseThrow();
    }

    private static String between(String text, String from, String to) {
        int begin = text.indexOf(from);
        assertThat(begin).as(from).isNotNegative();
        return text.substring(begin, text.indexOf(to, begin));
    }
}
