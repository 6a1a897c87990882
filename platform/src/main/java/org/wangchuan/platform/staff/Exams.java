package org.wangchuan.platform.staff;

import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Supplier;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;
import org.wangchuan.platform.staff.ExamException.Code;
import org.wangchuan.platform.staff.course.Course;
import org.wangchuan.platform.staff.course.Courses;

/**
 * Exams: drawn, begun, answered, ended. A try is kept, and so counts, before anybody sees a question of it, and what was drawn with it:
 * closing the browser neither loses it nor draws another. Thread-safe.
 */
@Component
class Exams {
    /** How often the exam of one course can be begun in {@link #TRIES_WITHIN}. */
    static final int TRIES_MAX = 3;

    static final Duration TRIES_WITHIN = Duration.ofHours(24);

    /** How often answers can be saved in one try. */
    static final int ANSWERS_MAX = 500;

    private final SecureRandom random = new SecureRandom();
    private final Courses courses;
    private final AttemptTable attempts;
    private final QualificationTable qualifications;
    private final InstantSource clock;
    private final TransactionTemplate transactions;

    Exams(
            Courses courses,
            AttemptTable attempts,
            QualificationTable qualifications,
            InstantSource clock,
            TransactionTemplate transactions) {
        this.courses = courses;
        this.attempts = attempts;
        this.qualifications = qualifications;
        this.clock = clock;
        this.transactions = transactions;
    }

    /** What may be refused. */
    @FunctionalInterface
    private interface Deed<T> {
        T run() throws ExamException;
    }

    /**
     * Begins an exam of the newest version of a course.
     *
     * @param zone of the days of the place where they work
     */
    UUID begin(UUID account, String courseId, ZoneId zone) throws ExamException {
        return inTransaction(() -> {
            attempts.lock(account);
            if (settled(account, zone).isPresent()) {
                throw new ExamException(Code.OPEN_ALREADY, "one at a time");
            }
            Course course =
                    courses.newest(courseId).orElseThrow(() -> new ExamException(Code.NO_COURSE, "no such course"));
            Instant now = clock.instant();
            if (attempts.begunSince(account, courseId, now.minus(TRIES_WITHIN)).size() >= TRIES_MAX) {
                throw new ExamException(Code.TRIES_USED, "at most " + TRIES_MAX);
            }
            Optional<LocalDate> lastDay =
                    Optional.ofNullable(qualifications.lastDays(account).get(courseId));
            LocalDate today = LocalDate.ofInstant(now, zone);
            if (lastDay.filter(last -> !Validity.isRenewable(today, last)).isPresent()) {
                throw new ExamException(Code.TOO_EARLY, "before the time for renewal");
            }
            Attempt attempt = new Attempt(
                    UUID.randomUUID(),
                    account,
                    course.id(),
                    course.version(),
                    course.exam().pass(),
                    now,
                    now.plus(Duration.ofMinutes(course.exam().minutes())),
                    Optional.empty(),
                    draw(course));
            attempts.add(attempt);
            return attempt.id();
        });
    }

    /** From when on the exam of a course can be begun again; absent if it can now, as far as tries go. */
    Optional<Instant> again(UUID account, String course) {
        List<Instant> begun =
                attempts.begunSince(account, course, clock.instant().minus(TRIES_WITHIN));
        return begun.size() < TRIES_MAX
                ? Optional.empty()
                : Optional.of(begun.get(begun.size() - TRIES_MAX).plus(TRIES_WITHIN));
    }

    /**
     * Saves an answer; the last one of a question counts.
     *
     * @param places of the chosen options as they are shown, from 0
     * @return the try as it is then: it has ended if the answer came too late, and the answer is not in it
     */
    Optional<Attempt> answer(UUID account, UUID id, int ordinal, Set<Integer> places, ZoneId zone)
            throws ExamException {
        return inTransaction(() -> {
            Optional<Attempt> open =
                    settled(account, zone).filter(attempt -> attempt.id().equals(id));
            if (open.isPresent()) {
                save(open.get(), ordinal, places);
            }
            return attempts.find(id, account);
        });
    }

    private void save(Attempt attempt, int ordinal, Set<Integer> places) throws ExamException {
        Attempt.Drawn drawn =
                attempt.question(ordinal).orElseThrow(() -> new ExamException(Code.BAD_ANSWER, "no such question"));
        boolean isOne = asked(attempt, drawn)
                .filter(question -> question.kind() == Course.Kind.ONE)
                .isPresent();
        boolean isThere = places.stream()
                .allMatch(place -> place >= 0 && place < drawn.options().size());
        if (places.isEmpty() || !isThere || (isOne && places.size() > 1)) {
            throw new ExamException(Code.BAD_ANSWER, "not an answer of this question");
        }
        List<String> chosen = places.stream().sorted().map(drawn.options()::get).toList();
        if (chosen.equals(drawn.chosen())) {
            return; // a double click
        }
        if (attempts.answers(attempt.id()) >= ANSWERS_MAX) {
            throw new ExamException(Code.TOO_MANY_ANSWERS, "at most " + ANSWERS_MAX);
        }
        attempts.answer(attempt.id(), ordinal, chosen, now(attempt));
    }

    /** Ends a try, by whoever sits it. What was not answered is wrong. */
    Optional<Attempt> handIn(UUID account, UUID id, ZoneId zone) {
        return done(() -> {
            settled(account, zone)
                    .filter(attempt -> attempt.id().equals(id))
                    .ifPresent(attempt -> end(attempt, now(attempt), false, zone));
            return attempts.find(id, account);
        });
    }

    /** One of somebody's; ended if its time is over. */
    Optional<Attempt> look(UUID account, UUID id, ZoneId zone) {
        return done(() -> {
            var _ = settled(account, zone);
            return attempts.find(id, account);
        });
    }

    /** The one that somebody has open; one whose time is over is ended first. */
    Optional<Attempt> open(UUID account, ZoneId zone) {
        return done(() -> settled(account, zone));
    }

    /** The question that was drawn; absent only if its file is gone, and then nobody can answer it rightly. */
    Optional<Course.Question> asked(Attempt attempt, Attempt.Drawn drawn) {
        return courses.find(attempt.course(), attempt.version()).flatMap(course -> course.question(drawn.question()));
    }

    private Optional<Attempt> settled(UUID account, ZoneId zone) {
        Optional<Attempt> open = attempts.openLocked(account);
        if (open.isPresent() && !now(open.get()).isBefore(open.get().deadline())) {
            // It ends when its time was over, whenever that is noticed: the day of the exam is that day.
            end(open.get(), open.get().deadline(), true, zone);
            return Optional.empty();
        }
        return open;
    }

    /** A clock that is set back gives nobody time: what has come in says how late it is at least. */
    private Instant now(Attempt attempt) {
        Instant known = attempts.lastAnswer(attempt.id()).orElse(attempt.begunAt());
        Instant told = clock.instant();
        return told.isBefore(known) ? known : told;
    }

    private void end(Attempt attempt, Instant at, boolean isOver, ZoneId zone) {
        int right = (int) attempt.questions().stream()
                .filter(drawn -> asked(attempt, drawn)
                        .filter(question -> drawn.isAnswered() && question.isRight(drawn.chosen()))
                        .isPresent())
                .count();
        boolean isPassed = right >= attempt.pass();
        attempts.end(attempt.id(), new Attempt.End(at, isPassed, isOver, right));
        if (isPassed) {
            LocalDate today = LocalDate.ofInstant(at, zone);
            Optional<LocalDate> before = Optional.ofNullable(
                    qualifications.lastDays(attempt.account()).get(attempt.course()));
            qualifications.passed(
                    attempt.account(),
                    attempt.course(),
                    attempt.version(),
                    attempt.id(),
                    at,
                    today,
                    Validity.lastDay(today, before));
        }
    }

    /** At least one question of each lesson, the others of any; in no order that says anything. */
    private List<Attempt.Drawn> draw(Course course) {
        List<Course.Question> bank = new ArrayList<>(course.bank());
        Collections.shuffle(bank, random);
        List<Course.Question> drawn = new ArrayList<>();
        for (Course.Lesson lesson : course.lessons()) {
            bank.stream()
                    .filter(question -> question.lesson().equals(lesson.id()))
                    .findFirst()
                    .ifPresent(drawn::add);
        }
        bank.removeAll(drawn);
        drawn.addAll(bank.subList(0, course.exam().questions() - drawn.size()));
        Collections.shuffle(drawn, random);
        List<Attempt.Drawn> out = new ArrayList<>();
        for (Course.Question question : drawn) {
            List<String> options = new ArrayList<>(
                    question.options().stream().map(Course.Option::id).toList());
            Collections.shuffle(options, random);
            out.add(new Attempt.Drawn(out.size() + 1, question.id(), options, List.of()));
        }
        return out;
    }

    private <T> T done(Supplier<T> deed) {
        return transactions.execute(_ -> deed.get());
    }

    /** What is refused is refused as a whole, except that a try whose time is over has ended. */
    private <T> T inTransaction(Deed<T> deed) throws ExamException {
        List<ExamException> refused = new ArrayList<>();
        Optional<T> out = transactions.execute(_ -> {
            try {
                return Optional.of(deed.run());
            } catch (ExamException e) {
                refused.add(e); // nothing was written before it but such an end
                return Optional.empty();
            }
        });
        if (!refused.isEmpty()) {
            throw refused.getFirst();
        }
        return out.orElseThrow();
    }
}
