package org.wangchuan.platform.staff;

import java.time.InstantSource;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.wangchuan.platform.identity.VisibleSites;
import org.wangchuan.platform.staff.course.Course;
import org.wangchuan.platform.staff.course.Courses;
import org.wangchuan.platform.web.access.Qualifications;
import org.wangchuan.platform.web.access.Role;
import org.wangchuan.platform.web.access.Visitor;

/** Says with each request who may act: the one place where that is decided. Thread-safe. */
@Component
public class QualifiedStaff implements Qualifications {
    /** Most lines that are shown of who acted unqualified. */
    public static final int SHOWN_MAX = 200;

    /** Who may act before who may not, and of those who may longest. */
    private static final Comparator<Standing> LONGEST = Comparator.comparing(Standing::mayAct)
            .thenComparing(one -> one.lastDay().orElse(LocalDate.MAX));

    private final Courses courses;
    private final QualificationTable table;
    private final Introductions introductions;
    private final VisibleSites sites;
    private final JdbcClient jdbc;
    private final InstantSource clock;

    QualifiedStaff(
            Courses courses,
            QualificationTable table,
            Introductions introductions,
            VisibleSites sites,
            JdbcClient jdbc,
            InstantSource clock) {
        this.courses = courses;
        this.table = table;
        this.introductions = introductions;
        this.sites = sites;
        this.jdbc = jdbc;
        this.clock = clock;
    }

    /**
     * Somebody who acted, or tried to, while nobody was refused.
     *
     * @param courses the ids of what they lacked on that day
     */
    public record Unqualified(UUID account, LocalDate day, List<String> courses) {
        public Unqualified {
            courses = List.copyOf(courses);
        }
    }

    @Override
    public Optional<Lack> lack(Visitor visitor, Set<Role> roles) {
        Set<Role> acting = EnumSet.noneOf(Role.class);
        acting.addAll(visitor.roles());
        if (!roles.isEmpty()) {
            acting.retainAll(roles);
        }
        Map<String, LocalDate> lastDays = table.lastDays(visitor.account());
        LocalDate today = today(visitor);
        // Whoever has several roles acts in the one that they are nearest to.
        List<String> missing = acting.stream()
                .map(role -> missing(Needs.of(role), lastDays, today))
                .min(Comparator.comparingInt(List::size))
                .orElse(List.of());
        if (missing.isEmpty()) {
            return Optional.empty();
        }
        if (visitor.organisation()
                .map(introductions::of)
                .filter(Introductions.Introduction::isRunning)
                .isPresent()) {
            note(visitor.account(), today, missing);
            return Optional.empty();
        }
        return Optional.of(new Lack(
                missing.stream().map(course -> missing(course, lastDays)).toList()));
    }

    @Override
    public Standing standing(Visitor visitor, Set<Role> roles) {
        Map<String, LocalDate> lastDays = table.lastDays(visitor.account());
        LocalDate today = today(visitor);
        Optional<LocalDate> introduced = visitor.organisation()
                .map(introductions::of)
                .filter(Introductions.Introduction::isRunning)
                .map(running -> LocalDate.ofInstant(running.until(), sites.zone(visitor)));
        return visitor.roles().stream()
                .filter(role -> roles.isEmpty() || roles.contains(role))
                .map(role -> standing(Needs.of(role), lastDays, today))
                .max(LONGEST)
                .map(best -> best.mayAct() || introduced.isEmpty() ? best : new Standing(true, introduced))
                .orElse(new Standing(false, Optional.empty()));
    }

    private static Standing standing(List<String> needed, Map<String, LocalDate> lastDays, LocalDate today) {
        boolean hasAll = needed.stream().allMatch(lastDays::containsKey);
        Optional<LocalDate> first = hasAll
                ? needed.stream()
                        .flatMap(course -> Optional.ofNullable(lastDays.get(course)).stream())
                        .min(Comparator.naturalOrder())
                : Optional.empty();
        return new Standing(missing(needed, lastDays, today).isEmpty(), first);
    }

    /** What of these courses somebody lacks today. */
    static List<String> missing(List<String> needed, Map<String, LocalDate> lastDays, LocalDate today) {
        return needed.stream()
                .filter(course -> {
                    LocalDate last = lastDays.get(course);
                    return last == null || today.isAfter(last);
                })
                .toList();
    }

    /** The day that it is where somebody works. */
    public LocalDate today(Visitor visitor) {
        return LocalDate.ofInstant(clock.instant(), sites.zone(visitor));
    }

    /** The day that it is somewhere. */
    LocalDate today(ZoneId zone) {
        return LocalDate.ofInstant(clock.instant(), zone);
    }

    /** Those of these people who acted unqualified, the latest first. */
    public List<Unqualified> unqualified(Set<UUID> accounts) {
        return accounts.isEmpty()
                ? List.of()
                : jdbc.sql("""
                        SELECT account_id, day, courses FROM staff.unqualified_day
                        WHERE account_id = ANY (?) ORDER BY day DESC, first_at DESC LIMIT ?""")
                        .params(accounts.toArray(UUID[]::new), SHOWN_MAX)
                        .query((row, _) -> new Unqualified(
                                row.getObject(1, UUID.class), row.getObject(2, LocalDate.class), List.of((String[])
                                        row.getArray(3).getArray())))
                        .list();
    }

    /** Before it is done: what nobody could write down afterwards would be missing. */
    private void note(UUID account, LocalDate day, List<String> missing) {
        jdbc.sql("INSERT INTO staff.unqualified_day VALUES (?, ?, ?, ?) ON CONFLICT DO NOTHING")
                .params(
                        account,
                        day,
                        missing.toArray(String[]::new),
                        clock.instant().atOffset(ZoneOffset.UTC))
                .update();
    }

    private Missing missing(String id, Map<String, LocalDate> lastDays) {
        Course course = courses.newest(id).orElseThrow(() -> new IllegalStateException("no course " + id));
        return new Missing(
                course.title().en(),
                course.title().zh(),
                LearningController.COURSE + id,
                Optional.ofNullable(lastDays.get(id)));
    }
}
