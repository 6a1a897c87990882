package org.wangchuan.platform.staff;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.wangchuan.platform.custody.Device;
import org.wangchuan.platform.custody.DeviceKind;
import org.wangchuan.platform.custody.DeviceState;
import org.wangchuan.platform.custody.Devices;
import org.wangchuan.platform.identity.Accounts;
import org.wangchuan.platform.identity.Organisations;
import org.wangchuan.platform.identity.VisibleSites;
import org.wangchuan.platform.staff.course.Courses;
import org.wangchuan.platform.testing.Browser;
import org.wangchuan.platform.testing.PlatformTest;
import org.wangchuan.platform.web.access.Role;
import org.wangchuan.platform.web.access.Visitor;

/** Who isn't qualified can't act, and sees why and what to do; what stops a thing is open to them. */
final class QualifiedTest extends PlatformTest {
    private static final int OK = 200;
    private static final int MOVED = 302;
    private static final int FORBIDDEN = 403;
    private static final int WRONG = 422;
    private static final String CODE = "NOT_QUALIFIED";

    private final Shop shop = newShop();
    private final UUID clerk = shop.account(Role.CLERK);
    private final LocalDate today = LocalDate.now(ZoneId.of("Asia/Shanghai"));

    @Test
    void whoIsNotQualifiedIsRefusedAndSeesWhyAndWhatToDo() {
        Learner.endIntroduction(shop);
        Learner.qualify(clerk, "law", today.minusDays(1));
        Learner.qualify(clerk, "handling", today);
        Browser browser = signedIn(clerk);

        Browser.Answer refused = browser.post("/intake/new", Map.of("brand", "HUAWEI"));

        assertThat(refused.status()).isEqualTo(FORBIDDEN);
        assertThat(refused.body())
                .contains(CODE, "Nothing was done", "was not saved", "not passed yet", "lapsed")
                .contains("href=\"/learning/courses/privacy\"", "href=\"/learning/courses/law\"")
                .doesNotContain("href=\"/learning/courses/handling\"");
        assertThat(browser.in("zh").post("/intake/new", Map.of()).body()).contains("缺少资格", "没有执行任何操作");

        Learner.qualify(clerk, "privacy", today);
        Learner.qualify(clerk, "law", today);
        assertThat(browser.post("/intake/new", Map.of("brand", "HUAWEI")).status())
                .as("with the next request, and the handler says what is wrong")
                .isEqualTo(WRONG);
    }

    /** A form that was refused counts as not sent: after the exam the same one goes through. */
    @Test
    void whatWasRefusedCanBeSentAgain() {
        Learner.endIntroduction(shop);
        Browser browser = signedIn(clerk);
        Map<String, String> form = Map.of("_form", "c".repeat(32), "brand", "HUAWEI");
        assertThat(browser.post("/intake/new", form).status()).isEqualTo(FORBIDDEN);
        Learner.qualify(clerk, today, Role.CLERK);
        assertThat(browser.post("/intake/new", form).status()).isEqualTo(WRONG);
    }

    @Test
    void anybodyMayReadAndStopThings() {
        Learner.endIntroduction(shop);
        Browser browser = signedIn(clerk);
        Device device = bean(Devices.class)
                .register(
                        new Devices.NewDevice(
                                shop.site(),
                                DeviceKind.PHONE,
                                "HUAWEI",
                                "Mate 30",
                                Optional.empty(),
                                "",
                                Optional.empty(),
                                Devices.Drives.NOT_COUNTED),
                        clerk);
        for (String page : List.of("/intake", "/intake/new", "/stock", "/hand-overs", "/learning", "/account")) {
            assertThat(browser.get(page).status()).as(page).isEqualTo(OK);
        }
        assertThat(browser.get("/intake").body()).contains("act in full now", "/learning");

        Browser.Answer held = browser.post("/stock/" + device.id() + "/block", Map.of("reason", "stolen"));

        assertThat(held.status()).isEqualTo(MOVED);
        assertThat(bean(Devices.class).find(device.id()).orElseThrow().state()).isEqualTo(DeviceState.BLOCKED);
        assertThat(browser.post("/stock/" + device.id() + "/stock", Map.of()).body())
                .contains(CODE);
        assertThat(browser.post("/switch", Map.of()).body()).doesNotContain(CODE);
    }

    /** A role that somebody has, and by which a handler does not let them in, helps nobody there. */
    @Test
    void oneIsAskedForTheRoleInWhichOneActs() {
        Learner.endIntroduction(shop);
        UUID both = shop.account(Role.CLERK, Role.TECHNICIAN);
        Learner.qualify(both, today, Role.CLERK);
        Browser browser = signedIn(both);
        String lane = "/bench/orders/" + UUID.randomUUID() + "/lane";
        assertThat(browser.post("/intake/new", Map.of()).status()).isEqualTo(WRONG);
        assertThat(browser.post(lane, Map.of()).body())
                .contains(CODE, "/learning/courses/safety")
                .doesNotContain("/learning/courses/privacy\"");
        Learner.qualify(both, "safety", today);
        assertThat(browser.post(lane, Map.of()).status()).isNotEqualTo(FORBIDDEN);
    }

    @Test
    void stationsAreNoPersons() {
        Learner.endIntroduction(shop);
        PairedStation station = newStation(shop.site());
        Browser.Answer answer = nobody().send(nobody().request("/api/station/v1/tasks?wait=0")
                .header("Authorization", "Bearer " + station.token())
                .GET());
        assertThat(answer.status()).isEqualTo(OK);
    }

    @Test
    void aQualificationEndsAtMidnightOfTheSite() {
        Learner.endIntroduction(shop);
        for (String zone : List.of("Asia/Urumqi", "Pacific/Kiritimati", "Pacific/Pago_Pago")) {
            UUID site = bean(Organisations.class).addSite(shop.organisation(), zone, zone);
            UUID worker = shop.accountAt(Optional.of(site), Role.CLERK);
            LocalDate last = LocalDate.parse("2027-03-01");
            Learner.qualify(worker, last, Role.CLERK);
            Instant midnight = last.plusDays(1).atStartOfDay(ZoneId.of(zone)).toInstant();
            Visitor visitor = bean(Accounts.class).active(worker).orElseThrow();
            assertThat(staff(() -> midnight.minusMillis(1)).lack(visitor, Set.of(Role.CLERK)))
                    .as(zone)
                    .isEmpty();
            assertThat(staff(() -> midnight)
                            .lack(visitor, Set.of(Role.CLERK))
                            .orElseThrow()
                            .courses())
                    .as(zone)
                    .hasSize(3)
                    .allSatisfy(course -> assertThat(course.lastDay()).hasValue(last));
        }
    }

    @Test
    void nobodyIsRefusedWhileACompanyIsIntroducedAndItIsOnRecord() {
        Browser browser = signedIn(clerk);
        assertThat(browser.get("/intake").body()).contains("14 days left in which nobody is refused");
        assertThat(browser.post("/intake/new", Map.of()).status()).isEqualTo(WRONG);
        assertThat(browser.post("/intake/new", Map.of()).status()).isEqualTo(WRONG);
        assertThat(bean(QualifiedStaff.class).unqualified(Set.of(clerk)))
                .containsExactly(new QualifiedStaff.Unqualified(clerk, today, List.of("privacy", "law", "handling")));
        UUID qualified = shop.account(Role.CLERK);
        Learner.qualify(qualified, today, Role.CLERK);
        assertThat(signedIn(qualified).post("/intake/new", Map.of()).status()).isEqualTo(WRONG);
        assertThat(bean(QualifiedStaff.class).unqualified(Set.of(qualified))).isEmpty();
        String name = bean(Accounts.class).workName(clerk).orElseThrow();
        String page = shop.browser(Role.MANAGER).get("/staff").body();
        assertThat(page.substring(page.indexOf("Who acted unqualified"))).contains(name);
    }

    @Test
    void anIntroductionIsOverAfterFourteenDays() {
        Instant begun = bean(Organisations.class).createdAt(shop.organisation());
        AtomicReference<Instant> now =
                new AtomicReference<>(begun.plus(Duration.ofDays(14)).minusMillis(1));
        Introductions introductions = introductions(now::get);
        assertThat(introductions.of(shop.organisation()).daysLeft()).isEqualTo(1);
        now.set(begun.plus(Duration.ofDays(14)));
        assertThat(introductions.of(shop.organisation()).isRunning()).isFalse();
        assertThat(introductions.prolong(shop.organisation(), clerk))
                .as("what is over is not prolonged")
                .isFalse();
    }

    @Test
    void anAdministratorProlongsItOnceOrEndsItForGood() {
        UUID administrator = shop.account(Role.ADMINISTRATOR);
        assertThat(signedIn(administrator)
                        .post("/staff/introduction/end", Map.of())
                        .location())
                .startsWith("/confirm");
        assertThat(confirmed(shop.account(Role.MANAGER))
                        .post("/staff/introduction/end", Map.of())
                        .status())
                .isEqualTo(FORBIDDEN);
        Browser browser = confirmed(administrator);
        assertThat(browser.post("/staff/introduction/prolong", Map.of()).status())
                .isEqualTo(MOVED);
        assertThat(browser.post("/staff/introduction/prolong", Map.of()).status())
                .isEqualTo(MOVED);
        Introductions.Introduction prolonged = bean(Introductions.class).of(shop.organisation());
        assertThat(prolonged.daysLeft()).isEqualTo(28);
        assertThat(prolonged.changes()).hasSize(1);

        assertThat(browser.post("/staff/introduction/end", Map.of()).status()).isEqualTo(MOVED);
        String name = bean(Accounts.class).workName(administrator).orElseThrow();
        assertThat(browser.get("/staff").body()).contains("Ended at once", "Prolonged until", name);
        assertThat(introductions(() -> Instant.now().minus(Duration.ofDays(1)))
                        .of(shop.organisation())
                        .isRunning())
                .as("a clock that was set back")
                .isFalse();
    }

    @Test
    void oneIsToldWhenAQualificationEndsSoon() {
        Learner.qualify(clerk, today.plusDays(100), Role.CLERK);
        Browser browser = signedIn(clerk);
        assertThat(browser.get("/intake").body()).doesNotContain("class=\"notice\"");
        UUID other = shop.account(Role.CLERK);
        Learner.qualify(other, today.plusDays(100), Role.CLERK);
        Learner.qualify(other, "safety", today.plusDays(3)); // nothing that they need
        assertThat(signedIn(other).get("/intake").body()).doesNotContain("class=\"notice\"");
        UUID soon = shop.account(Role.CLERK);
        Learner.qualify(soon, today.plusDays(30), Role.CLERK);
        assertThat(signedIn(soon).get("/intake").body()).contains("renew it now", "/learning/courses/privacy");
    }

    private static QualifiedStaff staff(InstantSource clock) {
        return new QualifiedStaff(
                bean(Courses.class),
                bean(QualificationTable.class),
                bean(Introductions.class),
                bean(VisibleSites.class),
                jdbc(),
                clock);
    }

    private static Introductions introductions(InstantSource clock) {
        return new Introductions(jdbc(), bean(Organisations.class), clock);
    }
}
