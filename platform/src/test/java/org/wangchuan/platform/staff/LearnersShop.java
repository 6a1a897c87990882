package org.wangchuan.platform.staff;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Map;
import java.util.UUID;
import org.wangchuan.platform.testing.PlatformTest;
import org.wangchuan.platform.web.access.Role;

/** A shop whose people learn: one has just begun, one is qualified and soon has to renew, one lapsed; for pages to look at. */
public final class LearnersShop {
    /** Of whom this is about. */
    public final UUID learner;

    public final UUID qualified;
    public final UUID manager;
    public final UUID administrator;
    /** Paths of exams: open, not passed, over, passed. */
    public final String open;

    public final String failed;
    public final String over;
    public final String passed;

    private final PlatformTest.Shop shop = PlatformTest.newShop();

    public LearnersShop() throws ExamException {
        learner = shop.account(Role.CLERK, Role.TECHNICIAN);
        qualified = shop.account(Role.CLERK);
        manager = shop.account(Role.MANAGER);
        administrator = shop.account(Role.ADMINISTRATOR);
        LocalDate today = LocalDate.now(Learner.SHANGHAI);
        Instant yesterday = Instant.now().minus(Duration.ofHours(25));
        failed = path(new Learner(learner, () -> yesterday).sit("privacy", Learner.SHANGHAI, 6));
        UUID late = Learner.exams(() -> yesterday).begin(learner, "law", Learner.SHANGHAI);
        Exams now = Learner.exams(Instant::now);
        over = path(now.look(learner, late, Learner.SHANGHAI).orElseThrow());
        UUID going = now.begin(learner, "privacy", Learner.SHANGHAI);
        Attempt attempt = now.look(learner, going, Learner.SHANGHAI).orElseThrow();
        for (Attempt.Drawn drawn : attempt.questions().subList(0, 3)) {
            var _ = now.answer(learner, going, drawn.ordinal(), Learner.places(attempt, drawn, true), Learner.SHANGHAI);
        }
        open = path(attempt);
        passed = path(new Learner(qualified, Instant::now).sit("privacy", Learner.SHANGHAI, 1));
        Learner.qualify(qualified, "law", today.plusDays(20), manager);
        Learner.qualify(qualified, "handling", today.plusDays(200), manager);
        Learner.qualify(manager, "privacy", today.minusDays(40), administrator);
        Learner.qualify(manager, "law", today.plusMonths(1).withDayOfMonth(1), administrator);
        var _ = PlatformTest.signedIn(learner).post("/intake/new", Map.of());
    }

    /** Nobody waits for it any more. */
    public void endIntroduction() {
        var _ = PlatformTest.bean(Introductions.class).end(shop.organisation(), administrator);
    }

    private static String path(Attempt attempt) {
        return LearningController.ATTEMPT + attempt.id();
    }
}
