package org.wangchuan.platform.staff;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.IntStream;
import org.wangchuan.platform.staff.course.Course;

/**
 * An exam as whoever sits it sees it: what is asked, and what they have chosen. Nothing in it comes from what is right, nor do ids of the
 * bank, which an author may have given in an order.
 *
 * @param title of its course
 * @param current the ordinal of the question that is shown
 * @param isMany whether several options are right
 */
public record ExamView(
        UUID id,
        String title,
        List<Place> places,
        int current,
        String text,
        boolean isMany,
        List<Choice> choices,
        Instant deadline) {
    public ExamView {
        places = List.copyOf(places);
        choices = List.copyOf(choices);
    }

    /** A question in the list of all. */
    public record Place(int ordinal, boolean isAnswered) {}

    /**
     * An option.
     *
     * @param place in the order in which they are shown, from 0
     */
    public record Choice(int place, String text, boolean isChosen) {}

    /**
     * The one of a try, at a question; at the first that is not answered if there is no such one.
     *
     * @param course of the try's version; absent if its file is gone
     */
    static ExamView of(Attempt attempt, Optional<Course> course, int asked, boolean isChinese) {
        Attempt.Drawn drawn = attempt.question(asked)
                .or(() -> attempt.questions().stream()
                        .filter(one -> !one.isAnswered())
                        .findFirst())
                .orElse(attempt.questions().getLast());
        Optional<Course.Question> question = course.flatMap(known -> known.question(drawn.question()));
        return new ExamView(
                attempt.id(),
                course.map(known -> known.title().in(isChinese)).orElse(attempt.course()),
                attempt.questions().stream()
                        .map(one -> new Place(one.ordinal(), one.isAnswered()))
                        .toList(),
                drawn.ordinal(),
                question.map(known -> known.text().in(isChinese)).orElse(""),
                question.map(Course.Question::kind)
                        .filter(Course.Kind.MANY::equals)
                        .isPresent(),
                IntStream.range(0, drawn.options().size())
                        .mapToObj(place -> new Choice(
                                place,
                                question.flatMap(known ->
                                                known.option(drawn.options().get(place)))
                                        .map(option -> option.text().in(isChinese))
                                        .orElse(""),
                                drawn.chosen().contains(drawn.options().get(place))))
                        .toList(),
                attempt.deadline());
    }

    /** How many are answered. */
    public int answered() {
        return (int) places.stream().filter(Place::isAnswered).count();
    }

    /** The next one after this that is not answered, or this. */
    public int next() {
        return places.stream()
                .filter(place -> !place.isAnswered() && place.ordinal() > current)
                .findFirst()
                .or(() -> places.stream().filter(place -> !place.isAnswered()).findFirst())
                .map(Place::ordinal)
                .orElse(current);
    }
}
