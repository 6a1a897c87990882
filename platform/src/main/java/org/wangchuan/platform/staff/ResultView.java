package org.wangchuan.platform.staff;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.wangchuan.platform.staff.course.Course;

/**
 * How an exam ended, for whoever sat it. Who has passed is told why each answer is so; who has not is told what to read again, and no more,
 * for the same questions may be drawn for them tomorrow.
 *
 * @param course its id
 * @param isOver whether its time was over
 * @param again the lessons of what was wrong; empty after passing
 * @param told each question with the reason of its answer; empty after failing
 */
public record ResultView(
        String course,
        String title,
        boolean isPassed,
        boolean isOver,
        int right,
        int of,
        int pass,
        List<Lesson> again,
        List<Told> told) {
    public ResultView {
        again = List.copyOf(again);
        told = List.copyOf(told);
    }

    /** A lesson to read again. */
    public record Lesson(String id, String title) {}

    /** A question, whether it was answered rightly, its right options and why. */
    public record Told(String text, boolean isRight, List<String> answer, String why) {
        public Told {
            answer = List.copyOf(answer);
        }
    }

    /** That of a try that has ended. */
    static ResultView of(Attempt attempt, Attempt.End end, Optional<Course> course, boolean isChinese) {
        return new ResultView(
                attempt.course(),
                course.map(known -> known.title().in(isChinese)).orElse(attempt.course()),
                end.isPassed(),
                end.isOver(),
                end.right(),
                attempt.questions().size(),
                attempt.pass(),
                end.isPassed()
                        ? List.of()
                        : course.map(known -> again(attempt, known, isChinese)).orElse(List.of()),
                end.isPassed()
                        ? course.map(known -> told(attempt, known, isChinese)).orElse(List.of())
                        : List.of());
    }

    private static List<Lesson> again(Attempt attempt, Course course, boolean isChinese) {
        return course.lessons().stream()
                .filter(lesson -> drawn(attempt, course)
                        .anyMatch(one -> !one.isRight() && one.question.lesson().equals(lesson.id())))
                .map(lesson -> new Lesson(lesson.id(), lesson.title().in(isChinese)))
                .toList();
    }

    private static List<Told> told(Attempt attempt, Course course, boolean isChinese) {
        return drawn(attempt, course)
                .map(one -> new Told(
                        one.question.text().in(isChinese),
                        one.isRight(),
                        one.question.options().stream()
                                .filter(Course.Option::right)
                                .map(option -> option.text().in(isChinese))
                                .toList(),
                        one.question.why().in(isChinese)))
                .toList();
    }

    private record Answered(Course.Question question, Attempt.Drawn drawn) {
        boolean isRight() {
            return drawn.isAnswered() && question.isRight(drawn.chosen());
        }
    }

    private static Stream<Answered> drawn(Attempt attempt, Course course) {
        return attempt.questions().stream()
                .flatMap(one -> course.question(one.question()).map(question -> new Answered(question, one)).stream());
    }
}
