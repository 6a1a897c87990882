package org.wangchuan.platform.staff;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.springframework.stereotype.Component;
import org.wangchuan.platform.web.access.Role;
import org.wangchuan.platform.web.access.Visitor;
import org.wangchuan.platform.web.page.Notice;
import org.wangchuan.platform.web.page.Notices;
import org.wangchuan.platform.web.page.Page;

/** Tells somebody on each of their pages what they lack, or will soon; and for how long nobody is refused yet. */
@Component
class ExpiryNotices implements Notices {
    private final QualificationTable table;
    private final Introductions introductions;
    private final QualifiedStaff staff;

    ExpiryNotices(QualificationTable table, Introductions introductions, QualifiedStaff staff) {
        this.table = table;
        this.introductions = introductions;
        this.staff = staff;
    }

    @Override
    public List<Notice> of(Visitor visitor, Page page) {
        List<String> needed = Needs.of(visitor.roles());
        boolean isAdministrator = visitor.hasAny(Role.ADMINISTRATOR);
        if (visitor.organisation().isEmpty() || (needed.isEmpty() && !isAdministrator)) {
            return List.of();
        }
        List<Notice> out = new ArrayList<>();
        Map<String, LocalDate> lastDays = table.lastDays(visitor.account());
        LocalDate today = staff.today(visitor);
        List<String> missing = QualifiedStaff.missing(needed, lastDays, today);
        Introductions.Introduction introduction =
                introductions.of(visitor.organisation().get());
        if (introduction.isRunning() && !missing.isEmpty()) {
            out.add(new Notice(
                    page.say("staff.notice.introduction", introduction.daysLeft(), named(missing, page)),
                    LearningController.PATH));
        } else if (introduction.isRunning() && isAdministrator) {
            out.add(new Notice(page.say("staff.notice.running", introduction.daysLeft()), PeopleController.PATH));
        } else if (!missing.isEmpty()) {
            out.add(new Notice(page.say("staff.notice.missing", named(missing, page)), LearningController.PATH));
        }
        nextEnd(needed, lastDays, today)
                .ifPresent(course -> out.add(new Notice(
                        page.say("staff.notice.ends", named(List.of(course), page), day(lastDays, course, page)),
                        LearningController.COURSE + course)));
        return out;
    }

    private static String day(Map<String, LocalDate> lastDays, String course, Page page) {
        return Optional.ofNullable(lastDays.get(course)).map(page::day).orElse("");
    }

    private static Optional<String> nextEnd(List<String> needed, Map<String, LocalDate> lastDays, LocalDate today) {
        return lastDays.entrySet().stream()
                .filter(one -> needed.contains(one.getKey()) && Validity.isToldOf(today, one.getValue()))
                .min(Comparator.comparing(Map.Entry<String, LocalDate>::getValue)
                        .thenComparingInt(one -> needed.indexOf(one.getKey())))
                .map(Map.Entry::getKey);
    }

    private static String named(List<String> ids, Page page) {
        return ids.stream()
                .map(id -> WorkNames.area(page, id))
                .collect(Collectors.joining(page.isChinese() ? "、" : ", "));
    }
}
