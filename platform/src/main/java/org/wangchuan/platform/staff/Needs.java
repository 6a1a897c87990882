package org.wangchuan.platform.staff;

import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Stream;
import org.wangchuan.platform.staff.course.Course.Area;
import org.wangchuan.platform.web.access.Role;

/**
 * Which courses a role needs to act. In code, beside the annotations that ask for it: who may sign is nothing that an operator turns off in
 * a file, and a change of it is read, tested and decided like one of them (decision 59).
 */
public final class Needs {
    private Needs() {}

    /** The ids of the courses, in the order in which they are shown. */
    public static List<String> of(Role role) {
        return ids(areas(role));
    }

    /** Those of any of these roles. */
    public static List<String> of(Set<Role> roles) {
        Set<Area> all = EnumSet.noneOf(Area.class);
        roles.forEach(role -> all.addAll(areas(role)));
        return ids(all);
    }

    /** Of what is known here: the id of a course is its area. */
    static String id(Area area) {
        return area.name().toLowerCase(Locale.ROOT);
    }

    private static List<String> ids(Set<Area> areas) {
        return Stream.of(Area.values()).filter(areas::contains).map(Needs::id).toList();
    }

    private static Set<Area> areas(Role role) {
        return switch (role) {
            // Sets up what others work with, reads nothing of a person and signs for no device.
            case ADMINISTRATOR -> Set.of();
            // Speak with owners, write down who they are, and let devices in and out.
            case CLERK, MANAGER -> Set.of(Area.PRIVACY, Area.LAW, Area.HANDLING);
            // Answers people about their data, in words that bind the company.
            case DATA_PROTECTION_OFFICER -> Set.of(Area.PRIVACY, Area.LAW);
            // Hold in their hands what others have confided, opened, and with batteries in it.
            case TECHNICIAN, VERIFIER -> Set.of(Area.PRIVACY, Area.HANDLING, Area.SAFETY);
        };
    }
}
