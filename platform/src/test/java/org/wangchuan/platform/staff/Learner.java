package org.wangchuan.platform.staff;

import static org.wangchuan.platform.testing.PlatformTest.bean;

import java.time.InstantSource;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.springframework.transaction.support.TransactionTemplate;
import org.wangchuan.platform.staff.course.Course;
import org.wangchuan.platform.staff.course.Courses;
import org.wangchuan.platform.testing.PlatformTest;
import org.wangchuan.platform.web.access.Role;

/** Somebody who learns; knows all answers, for what was drawn stands in the database. */
public final class Learner {
    static final ZoneId SHANGHAI = ZoneId.of("Asia/Shanghai");

    private final UUID account;
    private final Exams exams;

    Learner(UUID account, InstantSource clock) {
        this.account = account;
        this.exams = exams(clock);
    }

    /** Exams by another clock. */
    static Exams exams(InstantSource clock) {
        return new Exams(
                bean(Courses.class),
                bean(AttemptTable.class),
                bean(QualificationTable.class),
                clock,
                bean(TransactionTemplate.class));
    }

    /** The introduction of a company ends at once. */
    public static void endIntroduction(PlatformTest.Shop shop) {
        var _ = bean(Introductions.class).end(shop.organisation(), shop.account(Role.ADMINISTRATOR));
    }

    /** What this account needs for these roles is there, until the end of this day. */
    public static void qualify(UUID account, LocalDate lastDay, Role... roles) {
        Set.of(roles).stream()
                .flatMap(role -> Needs.of(role).stream())
                .distinct()
                .forEach(course -> qualify(account, course, lastDay));
    }

    /** One course of it. */
    static void qualify(UUID account, String course, LocalDate lastDay) {
        qualify(account, course, lastDay, UUID.randomUUID());
    }

    /** The same, entered by this account. */
    static void qualify(UUID account, String course, LocalDate lastDay, UUID by) {
        PlatformTest.jdbc()
                .sql("""
                        INSERT INTO staff.qualification (account_id, course, at, first_day, last_day, kind, reference, entered_by)
                        VALUES (?, ?, now(), ?::date - 300, ?, 'vocational', 'A-1', ?)""")
                .params(account, course, lastDay, lastDay, by)
                .update();
    }

    /** Passes an exam with so many answers wrong. */
    Attempt sit(String course, ZoneId zone, int wrong) throws ExamException {
        UUID id = exams.begin(account, course, zone);
        Attempt attempt = exams.look(account, id, zone).orElseThrow();
        for (Attempt.Drawn drawn : attempt.questions()) {
            var _ = exams.answer(account, id, drawn.ordinal(), places(attempt, drawn, drawn.ordinal() > wrong), zone);
        }
        return exams.handIn(account, id, zone).orElseThrow();
    }

    /** The places of the right options of a question, or of one that is wrong. */
    static Set<Integer> places(Attempt attempt, Attempt.Drawn drawn, boolean isRight) {
        Course.Question question = question(attempt, drawn);
        List<Integer> found = IntStream.range(0, drawn.options().size())
                .filter(place -> question.option(drawn.options().get(place))
                                .orElseThrow()
                                .right()
                        == isRight)
                .boxed()
                .toList();
        return isRight ? Set.copyOf(found) : Set.of(found.getFirst());
    }

    static Course.Question question(Attempt attempt, Attempt.Drawn drawn) {
        return bean(Courses.class)
                .find(attempt.course(), attempt.version())
                .orElseThrow()
                .question(drawn.question())
                .orElseThrow();
    }

    /** As a form sends them. */
    static String sent(Set<Integer> places) {
        return places.stream().map(String::valueOf).collect(Collectors.joining(","));
    }
}
