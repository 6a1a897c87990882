package org.wangchuan.platform.staff;

import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Stream;
import org.springframework.stereotype.Component;
import org.wangchuan.platform.identity.Accounts;
import org.wangchuan.platform.staff.course.Courses;
import org.wangchuan.platform.web.page.Page;

/** What pages call people and courses. Thread-safe. */
@Component
class WorkNames {
    private final Accounts accounts;
    private final Courses courses;

    WorkNames(Accounts accounts, Courses courses) {
        this.accounts = accounts;
        this.courses = courses;
    }

    /** The names at work of these accounts. */
    Map<UUID, String> of(Stream<UUID> ids) {
        Map<UUID, String> out = new HashMap<>();
        ids.distinct().forEach(id -> out.put(id, accounts.workName(id).orElse("?")));
        return out;
    }

    /** The titles of all courses by their ids, in their order. */
    Map<String, String> titles(Page page) {
        Map<String, String> out = new LinkedHashMap<>();
        courses.newest().forEach(course -> out.put(course.id(), course.title().in(page.isChinese())));
        return out;
    }

    /** What they are about, in a word, where a title would be too long. */
    Map<String, String> areas(Page page) {
        Map<String, String> out = new LinkedHashMap<>();
        courses.newest().forEach(course -> out.put(course.id(), area(page, course.id())));
        return out;
    }

    /** That of one. */
    static String area(Page page, String course) {
        return page.say("staff.area." + course);
    }
}
