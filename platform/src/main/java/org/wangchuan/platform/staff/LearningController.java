package org.wangchuan.platform.staff;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.server.ResponseStatusException;
import org.springframework.web.servlet.ModelAndView;
import org.wangchuan.platform.identity.VisibleSites;
import org.wangchuan.platform.staff.course.Course;
import org.wangchuan.platform.staff.course.Courses;
import org.wangchuan.platform.web.access.Access;
import org.wangchuan.platform.web.access.Access.To;
import org.wangchuan.platform.web.access.Fresh;
import org.wangchuan.platform.web.access.Role;
import org.wangchuan.platform.web.access.Unqualified;
import org.wangchuan.platform.web.access.Visitor;
import org.wangchuan.platform.web.once.Once;
import org.wangchuan.platform.web.page.Answer;
import org.wangchuan.platform.web.page.Page;

/** Somebody's own courses and exams. */
@Controller
class LearningController {
    static final String PATH = "/learning";

    /** The page of a course; its id follows. */
    static final String COURSE = PATH + "/courses/";

    /** How an exam of a course went, and where it is sat; the id of the try follows. */
    static final String ATTEMPT = PATH + "/attempts/";

    private static final int TRIES_SHOWN = 20;

    private final Courses courses;
    private final Exams exams;
    private final AttemptTable attempts;
    private final QualificationTable qualifications;
    private final QualifiedStaff staff;
    private final Introductions introductions;
    private final VisibleSites sites;
    private final WorkNames names;

    LearningController(
            Courses courses,
            Exams exams,
            AttemptTable attempts,
            QualificationTable qualifications,
            QualifiedStaff staff,
            Introductions introductions,
            VisibleSites sites,
            WorkNames names) {
        this.names = names;
        this.courses = courses;
        this.exams = exams;
        this.attempts = attempts;
        this.qualifications = qualifications;
        this.staff = staff;
        this.introductions = introductions;
        this.sites = sites;
    }

    @Access(To.STAFF)
    @GetMapping(PATH)
    ModelAndView look(Page page, Visitor visitor) {
        List<CourseLine> lines = lines(visitor);
        return new ModelAndView(
                "staff/learning",
                Map.of(
                        "page",
                        page,
                        "lines",
                        lines,
                        "titles",
                        names.titles(page),
                        "roles",
                        acting(visitor, lines),
                        "open",
                        exams.open(visitor.account(), sites.zone(visitor)).map(Attempt::id),
                        "isIntroduced",
                        visitor.organisation()
                                .map(introductions::of)
                                .filter(Introductions.Introduction::isRunning)
                                .isPresent(),
                        "names",
                        names.of(lines.stream()
                                .flatMap(line -> line.elsewhere().stream())
                                .map(Qualification.Elsewhere::by))));
    }

    @Access(To.STAFF)
    @GetMapping(COURSE + "{course}")
    ModelAndView course(Page page, Visitor visitor, @PathVariable String course) {
        return course(page, visitor, required(course), "");
    }

    /** With their own passkey: at a counter that several share, nobody sits the exam of another. */
    @Access(To.STAFF)
    @Unqualified("an exam is how somebody becomes qualified")
    @Fresh(COURSE + "{course}")
    @Once
    @PostMapping(COURSE + "{course}/begin")
    ModelAndView begin(Page page, Visitor visitor, @PathVariable String course) {
        Course known = required(course);
        try {
            return new ModelAndView(
                    "redirect:" + ATTEMPT + exams.begin(visitor.account(), known.id(), sites.zone(visitor)));
        } catch (ExamException e) {
            return course(page, visitor, known, "staff.problem." + e.code());
        }
    }

    /** The exam while it is open, then how it went. */
    @Access(To.STAFF)
    @GetMapping(ATTEMPT + "{attempt}")
    ModelAndView attempt(
            Page page, Visitor visitor, @PathVariable UUID attempt, @RequestParam(defaultValue = "0") int question) {
        Attempt known = exams.look(visitor.account(), attempt, sites.zone(visitor))
                .orElseThrow(() -> new ResponseStatusException(HttpStatus.NOT_FOUND));
        return show(page, visitor, known, question, "");
    }

    /** Each answer is kept when it is given; one that comes too late is not, and it is said that it came too late. */
    @Access(To.STAFF)
    @Unqualified("an exam is how somebody becomes qualified")
    @PostMapping(ATTEMPT + "{attempt}/answer")
    ModelAndView answer(
            Page page,
            Visitor visitor,
            @PathVariable UUID attempt,
            @RequestParam(defaultValue = "0") int question,
            @RequestParam(defaultValue = "") Set<Integer> choice) {
        try {
            Attempt now = exams.answer(visitor.account(), attempt, question, choice, sites.zone(visitor))
                    .orElseThrow(() -> new ResponseStatusException(HttpStatus.NOT_FOUND));
            int next = ExamView.of(now, Optional.empty(), question, page.isChinese())
                    .next();
            return new ModelAndView(
                    "redirect:" + ATTEMPT + attempt + (now.end().isPresent() ? "" : "?question=" + next));
        } catch (ExamException e) {
            Attempt now = exams.look(visitor.account(), attempt, sites.zone(visitor))
                    .orElseThrow(() -> new ResponseStatusException(HttpStatus.NOT_FOUND));
            return show(page, visitor, now, question, "staff.problem." + e.code());
        }
    }

    @Access(To.STAFF)
    @Unqualified("an exam is how somebody becomes qualified")
    @Once
    @PostMapping(ATTEMPT + "{attempt}/hand-in")
    ModelAndView handIn(Visitor visitor, @PathVariable UUID attempt) {
        var _ = exams.handIn(visitor.account(), attempt, sites.zone(visitor))
                .orElseThrow(() -> new ResponseStatusException(HttpStatus.NOT_FOUND));
        return new ModelAndView("redirect:" + ATTEMPT + attempt);
    }

    private ModelAndView show(Page page, Visitor visitor, Attempt attempt, int question, String problem) {
        Optional<Course> course = courses.find(attempt.course(), attempt.version());
        Optional<LocalDate> lastDay =
                Optional.ofNullable(qualifications.lastDays(visitor.account()).get(attempt.course()));
        return attempt.end()
                .map(end -> new ModelAndView(
                        "staff/result",
                        Map.of(
                                "page",
                                page,
                                "result",
                                ResultView.of(attempt, end, course, page.isChinese()),
                                "lastDay",
                                lastDay)))
                .orElseGet(() -> Answer.of(
                        "staff/exam",
                        !problem.isEmpty(),
                        Map.of(
                                "page",
                                page,
                                "exam",
                                ExamView.of(attempt, course, question, page.isChinese()),
                                "timeZone",
                                sites.zone(visitor).getId(),
                                "problem",
                                problem)));
    }

    private ModelAndView course(Page page, Visitor visitor, Course course, String problem) {
        return Answer.of(
                "staff/course",
                !problem.isEmpty(),
                Map.of(
                        "page",
                        page,
                        "course",
                        course,
                        "line",
                        line(visitor, course),
                        "open",
                        exams.open(visitor.account(), sites.zone(visitor)).map(Attempt::id),
                        "again",
                        exams.again(visitor.account(), course.id()),
                        "tries",
                        Tried.of(attempts.of(visitor.account(), course.id(), TRIES_SHOWN)),
                        "timeZone",
                        sites.zone(visitor).getId(),
                        "problem",
                        problem));
    }

    /** For each role of theirs the titles of what it lacks. */
    private static Map<Role, List<String>> acting(Visitor visitor, List<CourseLine> lines) {
        Map<Role, List<String>> out = new LinkedHashMap<>();
        for (Role role : Role.values()) {
            List<String> needed = visitor.roles().contains(role) ? Needs.of(role) : List.of();
            if (!needed.isEmpty()) {
                List<String> missing = new ArrayList<>(needed);
                lines.stream().filter(line -> line.state().holds()).forEach(line -> missing.remove(line.course()));
                out.put(role, missing);
            }
        }
        return out;
    }

    private List<CourseLine> lines(Visitor visitor) {
        return courses.newest().stream().map(course -> line(visitor, course)).toList();
    }

    private CourseLine line(Visitor visitor, Course course) {
        return CourseLine.of(
                course.id(),
                course.version(),
                Needs.of(visitor.roles()).contains(course.id()),
                qualifications.of(visitor.account()),
                staff.today(visitor));
    }

    private Course required(String id) {
        return courses.newest(id).orElseThrow(() -> new ResponseStatusException(HttpStatus.NOT_FOUND));
    }
}
