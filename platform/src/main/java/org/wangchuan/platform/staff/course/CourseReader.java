package org.wangchuan.platform.staff.course;

import java.io.IOException;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import org.springframework.core.io.Resource;
import org.wangchuan.platform.web.content.StrictReader;

/** Reads the file of a course, and refuses whatever is not foreseen in it, with its name and the place. */
final class CourseReader {
    private static final StrictReader<Course> FILES = new StrictReader<>(Course.class, "a course");

    private static final Pattern ID = Pattern.compile("[a-z0-9-]{1,40}");
    private static final Pattern OPTION = Pattern.compile("[a-e]");
    private static final int TEXT_CHARS_MAX = 600;
    private static final int TITLE_CHARS_MAX = 120;
    private static final int MINUTES_MAX = 240;
    private static final int BANK_MAX = 400;
    private static final int OF_LESSON_MIN = 3;
    private static final int BANK_MIN = 20;

    private CourseReader() {}

    /**
     * Reads a file.
     *
     * @throws IOException with its name, if there is a mistake in it
     */
    static Course read(Resource file) throws IOException {
        return FILES.read(file, course -> course.id() + ".v" + course.version() + ".json", CourseReader::check);
    }

    /**
     * Reads one.
     *
     * @throws IOException if it says anything that is not foreseen, or leaves out something
     */
    static Course read(byte[] json) throws IOException {
        Course course = FILES.read(json);
        check(course);
        return course;
    }

    private static void check(Course course) throws IOException {
        require(course.id().equals(course.area().name().toLowerCase(Locale.ROOT)), "id and area", course.id());
        require(course.version() >= 1, "version", course.version());
        requireWords(course.title(), TITLE_CHARS_MAX, "title");
        requireWords(course.summary(), TEXT_CHARS_MAX, "summary");
        requireCount(course.minutes(), 1, MINUTES_MAX, "minutes");
        requireCount(course.lessons().size(), 3, 8, "lessons");
        Set<String> ids = new HashSet<>();
        for (Course.Lesson lesson : course.lessons()) {
            require(ids.add(lesson.id()), "a lesson twice", lesson.id());
            requireLesson(lesson);
        }
        requireExam(course);
        requireBank(course);
    }

    private static void requireLesson(Course.Lesson lesson) throws IOException {
        String where = "lessons." + lesson.id();
        require(ID.matcher(lesson.id()).matches(), "id", where);
        requireWords(lesson.title(), TITLE_CHARS_MAX, where + ".title");
        requireCount(lesson.paragraphs().size(), 2, 8, where + ".paragraphs");
        requireAll(lesson.paragraphs(), where + ".paragraphs");
        requireCount(lesson.points().size(), 0, 8, where + ".points");
        requireAll(lesson.points(), where + ".points");
        requireCount(lesson.sources().size(), 1, 20, where + ".sources");
        for (Course.Source source : lesson.sources()) {
            requireWords(source.title(), TEXT_CHARS_MAX, where + ".sources");
            require(source.part().length() <= TITLE_CHARS_MAX, "too long", where + ".sources");
        }
    }

    /** Whoever passes has to know something of each lesson, or guesses could do. */
    private static void requireExam(Course course) throws IOException {
        Course.Exam exam = course.exam();
        requireCount(exam.questions(), course.lessons().size(), course.bank().size(), "exam.questions");
        requireCount(exam.pass(), exam.questions() / 2 + 1, exam.questions(), "exam.pass");
        requireCount(exam.minutes(), 1, MINUTES_MAX, "exam.minutes");
    }

    private static void requireBank(Course course) throws IOException {
        requireCount(course.bank().size(), BANK_MIN, BANK_MAX, "bank");
        Set<String> ids = new HashSet<>();
        for (Course.Question question : course.bank()) {
            String where = "bank." + question.id();
            require(ids.add(question.id()), "a question twice", where);
            require(ID.matcher(question.id()).matches(), "id", where);
            require(course.lesson(question.lesson()).isPresent(), "no such lesson", where + ": " + question.lesson());
            requireWords(question.text(), TEXT_CHARS_MAX, where + ".text");
            requireWords(question.why(), TEXT_CHARS_MAX, where + ".why");
            requireOptions(question, where);
        }
        for (Course.Lesson lesson : course.lessons()) {
            long of = course.bank().stream()
                    .filter(question -> question.lesson().equals(lesson.id()))
                    .count();
            requireCount(of, OF_LESSON_MIN, BANK_MAX, "bank: questions of " + lesson.id());
        }
    }

    private static void requireOptions(Course.Question question, String where) throws IOException {
        requireCount(question.options().size(), 3, 5, where + ".options");
        Set<String> ids = new HashSet<>();
        Set<String> english = new HashSet<>();
        Set<String> chinese = new HashSet<>();
        for (Course.Option option : question.options()) {
            require(OPTION.matcher(option.id()).matches(), "id", where + "." + option.id());
            require(ids.add(option.id()), "an option twice", where + "." + option.id());
            // An option may be a figure or a code that both languages write alike.
            requireText(option.text().en(), TEXT_CHARS_MAX, where + "." + option.id());
            requireText(option.text().zh(), TEXT_CHARS_MAX, where + "." + option.id());
            require(
                    english.add(option.text().en()) && chinese.add(option.text().zh()),
                    "two options that read alike",
                    where + "." + option.id());
        }
        long right = question.options().stream().filter(Course.Option::right).count();
        boolean isOne = question.kind() == Course.Kind.ONE;
        require(isOne ? right == 1 : right >= 2, "how many are right", where);
    }

    private static void requireAll(List<Course.Text> texts, String where) throws IOException {
        for (Course.Text text : texts) {
            requireWords(text, TEXT_CHARS_MAX, where);
        }
    }

    private static void requireWords(Course.Text text, int charsMax, String where) throws IOException {
        requireText(text.en(), charsMax, where + " (en)");
        requireText(text.zh(), charsMax, where + " (zh)");
        require(StrictReader.hasHan(text.zh()), "Chinese words", where);
    }

    private static void requireText(String text, int charsMax, String where) throws IOException {
        require(!text.isBlank(), "no words", where);
        require(text.length() <= charsMax, "too long, expected at most " + charsMax + " characters", where);
        require(text.chars().noneMatch(Character::isISOControl), "characters that nobody sees", where);
    }

    private static void requireCount(long count, long min, long max, String where) throws IOException {
        require(count >= min && count <= max, "expected " + min + " to " + max + ", found " + count, where);
    }

    private static void require(boolean isTrue, String expected, Object found) throws IOException {
        FILES.require(isTrue, expected, found);
    }
}
