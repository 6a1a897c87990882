package org.wangchuan.platform.web.access;

import jakarta.servlet.http.HttpServletRequest;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Knows who is qualified for what; as of this request, so that whoever is not any more is stopped at once. */
public interface Qualifications {
    /**
     * What keeps somebody from acting in any of these roles; empty if nothing does. Whoever may act only because their company is still
     * being introduced is on record afterwards.
     *
     * @param roles by which the handler lets them in; none for any
     */
    Optional<Lack> lack(Visitor visitor, Set<Role> roles);

    /**
     * Whether somebody may act in any of these roles, and how long yet, as far as it is known today. It is a look, and no act: nothing goes
     * on record.
     */
    Standing standing(Visitor visitor, Set<Role> roles);

    /**
     * How it stands with somebody.
     *
     * @param lastDay the last day on which they may act, or might; absent if nothing ends it, or they never might
     */
    record Standing(boolean mayAct, Optional<LocalDate> lastDay) {}

    /** What is missing of the role that they are nearest to; at least one course. */
    record Lack(List<Missing> courses) {
        public Lack {
            courses = List.copyOf(courses);
        }

        /** What a request was refused for, if it was refused for that. */
        public static Optional<Lack> of(HttpServletRequest request) {
            return request.getAttribute(Lack.class.getName()) instanceof Lack lack
                    ? Optional.of(lack)
                    : Optional.empty();
        }

        void tell(HttpServletRequest request) {
            request.setAttribute(Lack.class.getName(), this);
        }
    }

    /**
     * A course that somebody has not passed, or no longer.
     *
     * @param path where it can be taken
     * @param lastDay on which they were qualified; absent if they never were
     */
    record Missing(String english, String chinese, String path, Optional<LocalDate> lastDay) {
        /** What it is called, in the reader's language. */
        public String title(boolean isChinese) {
            return isChinese ? chinese : english;
        }
    }
}
