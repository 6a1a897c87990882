package org.wangchuan.platform.staff;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicReference;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.springframework.web.util.HtmlUtils;
import org.wangchuan.platform.staff.course.Course;
import org.wangchuan.platform.staff.course.Courses;
import org.wangchuan.platform.testing.Browser;
import org.wangchuan.platform.testing.PlatformTest;
import org.wangchuan.platform.web.access.Role;

/** An exam as somebody sits it: begun with their own passkey, kept before it is seen, over when its time is. */
final class ExamTest extends PlatformTest {
    private static final int REFUSED = 422;
    private static final int MOVED = 302;
    private static final Pattern INPUT = Pattern.compile("<input type=\"(radio|checkbox)\" name=\"choice\"[^>]*>");
    private static final String ENDS = "/hand-in";

    private final Shop shop = newShop();
    private final UUID clerk = shop.account(Role.CLERK);
    private final AtomicReference<Instant> now = new AtomicReference<>(Instant.now());
    private final Exams exams = Learner.exams(now::get);
    private final Learner learner = new Learner(clerk, now::get);

    @Test
    void itIsKeptBeforeAnybodySeesIt() {
        Browser browser = confirmed(clerk);
        String page = begin(browser, "privacy");
        Attempt attempt = open();
        assertThat(page).isEqualTo(LearningController.ATTEMPT + attempt.id());
        Course course = bean(Courses.class).newest("privacy").orElseThrow();
        assertThat(attempt.questions()).hasSize(course.exam().questions());
        assertThat(attempt.questions().stream()
                        .map(drawn -> Learner.question(attempt, drawn).lesson())
                        .collect(Collectors.toSet()))
                .as("something of each lesson")
                .isEqualTo(course.lessons().stream().map(Course.Lesson::id).collect(Collectors.toSet()));

        Attempt.Drawn first = attempt.questions().getFirst();
        assertThat(answer(browser, attempt, first, true).location()).startsWith(page + "?question=2");
        Browser another = confirmed(clerk);
        assertThat(another.get("/learning").body()).contains(page);
        assertThat(another.get(page).body())
                .as("after the browser was closed")
                .contains("Question 2 of", "1 of " + attempt.questions().size() + " answered");
        assertThat(open().questions().getFirst().chosen()).isEqualTo(chosen(attempt, first));
    }

    @Test
    void nobodyBeginsItWithoutTheirPasskey() {
        Browser browser = signedIn(clerk);
        assertThat(begin(browser, "privacy")).startsWith("/confirm");
        assertThat(exams.open(clerk, Learner.SHANGHAI)).isEmpty();
    }

    /** Neither by what is sent with the page, nor by the order or the ids of what is shown. */
    @Test
    void whatIsRightCannotBeToldFromThePage() throws ExamException {
        Browser browser = confirmed(clerk);
        String page = begin(browser, "law");
        Attempt attempt = open();
        for (Attempt.Drawn drawn : attempt.questions()) {
            String html = HtmlUtils.htmlUnescape(
                    browser.get(page + "?question=" + drawn.ordinal()).body());
            Course.Question question = Learner.question(attempt, drawn);
            assertThat(html).contains(question.text().en());
            assertThat(html).doesNotContain(question.why().en(), "\"" + question.id() + "\"", "right=");
            List<String> inputs = INPUT.matcher(html)
                    .results()
                    .map(found -> found.group().replaceAll("value=\"[0-9]\"", "value"))
                    .distinct()
                    .toList();
            assertThat(inputs).as("all options alike").hasSize(1);
        }
        assertThat(attempt.questions())
                .as("in an order of its own")
                .anySatisfy(drawn -> assertThat(drawn.options())
                        .isNotEqualTo(Learner.question(attempt, drawn).options().stream()
                                .map(Course.Option::id)
                                .toList()));
        Set<Integer> places = new HashSet<>();
        for (int round = 0; round < Exams.TRIES_MAX; round++) {
            Attempt one = round == 0
                    ? attempt
                    : exams.look(clerk, exams.begin(clerk, "law", Learner.SHANGHAI), Learner.SHANGHAI)
                            .orElseThrow();
            one.questions().forEach(drawn -> places.addAll(Learner.places(one, drawn, true)));
            var _ = exams.handIn(clerk, one.id(), Learner.SHANGHAI);
        }
        assertThat(places).as("at no place of its own").hasSizeGreaterThan(2);
    }

    @Test
    void itIsTriedThreeTimesADay() throws ExamException {
        for (int round = 0; round < Exams.TRIES_MAX; round++) {
            assertThat(learner.sit("privacy", Learner.SHANGHAI, 9)
                            .end()
                            .orElseThrow()
                            .isPassed())
                    .isFalse();
            now.set(now.get().plus(Duration.ofMinutes(1)));
        }
        assertThatThrownBy(() -> exams.begin(clerk, "privacy", Learner.SHANGHAI))
                .hasMessageStartingWith("TRIES_USED");
        Browser browser = confirmed(clerk);
        assertThat(browser.get("/learning/courses/privacy").body()).contains("three times within 24 hours");
        Browser.Answer refused = browser.post("/learning/courses/privacy/begin", Map.of());
        assertThat(refused.status()).isEqualTo(REFUSED);
        assertThat(refused.body()).contains("Nothing was begun");
        now.set(now.get().minus(Duration.ofDays(2)));
        assertThatThrownBy(() -> exams.begin(clerk, "privacy", Learner.SHANGHAI))
                .as("a clock that was set back")
                .hasMessageStartingWith("TRIES_USED");
        now.set(now.get().plus(Duration.ofDays(3)));
        assertThat(exams.begin(clerk, "privacy", Learner.SHANGHAI)).isNotNull();
    }

    @Test
    void oneIsOpenAtATime() throws ExamException {
        Browser browser = confirmed(clerk);
        var _ = begin(browser, "privacy");
        Browser.Answer refused = browser.post("/learning/courses/law/begin", Map.of());
        assertThat(refused.status()).isEqualTo(REFUSED);
        assertThat(refused.body()).contains("another exam open");
        UUID other = shop.account(Role.CLERK);
        assertThat(exams.look(other, open().id(), Learner.SHANGHAI))
                .as("nobody else's to look at")
                .isEmpty();
        assertThat(signedIn(other).get(LearningController.ATTEMPT + open().id()).status())
                .isEqualTo(404);
    }

    @Test
    void whatIsSavedInTimeCountsAndNothingAfterIt() throws ExamException {
        Attempt attempt = begun("privacy");
        Instant begun = now.get();
        for (Attempt.Drawn drawn : attempt.questions().subList(0, attempt.pass() - 1)) {
            save(attempt, drawn, true);
        }
        now.set(attempt.deadline().plusSeconds(1));
        Attempt late = exams.answer(
                        clerk,
                        attempt.id(),
                        attempt.questions().getLast().ordinal(),
                        Learner.places(attempt, attempt.questions().getLast(), true),
                        Learner.SHANGHAI)
                .orElseThrow();
        assertThat(late.end()).hasValue(new Attempt.End(attempt.deadline(), false, true, attempt.pass() - 1));
        assertThat(late.questions().getLast().isAnswered()).isFalse();
        assertThat(signedIn(clerk)
                        .get(LearningController.ATTEMPT + attempt.id())
                        .body())
                .contains("The time was over", "counts as wrong");

        now.set(begun);
        assertThat(exams.open(clerk, Learner.SHANGHAI))
                .as("a clock that was set back opens nothing again")
                .isEmpty();
        save(attempt, attempt.questions().getLast(), true);
        assertThat(exams.look(clerk, attempt.id(), Learner.SHANGHAI)
                        .orElseThrow()
                        .end())
                .isEqualTo(late.end());
    }

    @Test
    void whoHadAnsweredEnoughWhenTheTimeWasOverHasPassed() throws ExamException {
        Attempt attempt = begun("privacy");
        for (Attempt.Drawn drawn : attempt.questions().subList(0, attempt.pass())) {
            save(attempt, drawn, true);
        }
        now.set(attempt.deadline().plus(Duration.ofDays(40)));
        assertThat(exams.open(clerk, Learner.SHANGHAI)).isEmpty();
        assertThat(bean(QualificationTable.class).lastDays(clerk))
                .as("from the day of the exam, and not from the day on which somebody looked")
                .containsEntry(
                        "privacy",
                        LocalDate.ofInstant(attempt.deadline(), Learner.SHANGHAI)
                                .plusMonths(12));
    }

    /** A clock that is set back while an exam is open gives no time: what came in says how late it was. */
    @Test
    void aClockThatIsSetBackGivesNoTime() throws ExamException {
        Attempt attempt = begun("privacy");
        now.set(attempt.deadline().minusSeconds(1));
        save(attempt, attempt.questions().getFirst(), true);
        now.set(attempt.begunAt().minus(Duration.ofDays(1)));
        save(attempt, attempt.questions().getLast(), true);
        assertThat(jdbc().sql("SELECT count(*) FROM staff.answer WHERE attempt_id = ? AND at < ?")
                        .params(attempt.id(), attempt.deadline().minusSeconds(2).atOffset(ZoneOffset.UTC))
                        .query((row, _) -> row.getInt(1))
                        .single())
                .isZero();
    }

    @Test
    void whoFailsIsToldWhatToReadAndNotWhatIsRight() throws ExamException {
        Attempt failed = learner.sit("privacy", Learner.SHANGHAI, 4);
        assertThat(failed.end().orElseThrow().isPassed()).isFalse();
        String page = HtmlUtils.htmlUnescape(
                signedIn(clerk).get(LearningController.ATTEMPT + failed.id()).body());
        Attempt.Drawn wrong = failed.questions().getFirst();
        Course.Question question = Learner.question(failed, wrong);
        assertThat(page).contains("Not passed", "/learning/courses/privacy#" + question.lesson());
        assertThat(page).doesNotContain(question.text().en(), question.why().en());
        for (Course.Option option : question.options()) {
            assertThat(page).doesNotContain(">" + option.text().en() + "<");
        }
        assertThat(bean(QualificationTable.class).lastDays(clerk)).isEmpty();
    }

    @Test
    void whoPassesIsToldWhy() throws ExamException {
        Attempt passed = learner.sit("privacy", Learner.SHANGHAI, 2);
        assertThat(passed.end().orElseThrow().isPassed()).isTrue();
        String page = HtmlUtils.htmlUnescape(
                signedIn(clerk).get(LearningController.ATTEMPT + passed.id()).body());
        assertThat(page).contains("Passed", "qualified until the end of");
        for (Attempt.Drawn drawn : passed.questions()) {
            assertThat(page).contains(Learner.question(passed, drawn).why().en());
        }
        assertThat(signedIn(clerk).get("/learning").body()).contains("qualified");
    }

    @Test
    void aFormThatIsSentTwiceCountsOnce() {
        Browser browser = confirmed(clerk);
        Map<String, String> form = Map.of("_form", "a".repeat(32));
        String first = browser.post("/learning/courses/safety/begin", form).location();
        assertThat(browser.post("/learning/courses/safety/begin", form).location())
                .isEqualTo(first);
        Attempt attempt = open();
        Attempt.Drawn drawn = attempt.questions().getFirst();
        answer(browser, attempt, drawn, true);
        answer(browser, attempt, drawn, true);
        assertThat(bean(AttemptTable.class).answers(attempt.id())).isEqualTo(1);
        attempt.questions().forEach(one -> answer(browser, attempt, one, true));
        Map<String, String> handIn = Map.of("_form", "b".repeat(32));
        assertThat(browser.post(first + ENDS, handIn).status()).isEqualTo(MOVED);
        assertThat(browser.post(first + ENDS, handIn).status()).isEqualTo(MOVED);
        assertThat(browser.post(first + ENDS, Map.of()).status()).isEqualTo(MOVED);
        assertThat(bean(QualificationTable.class).of(clerk)).hasSize(1);
    }

    @Test
    void anAnswerIsOneOfThoseThatAreShown() {
        Browser browser = confirmed(clerk);
        String page = begin(browser, "privacy");
        Attempt attempt = open();
        for (String choice : List.of("", "-1", "17")) {
            assertThat(browser.post(page + "/answer", Map.of("question", "1", "choice", choice))
                            .status())
                    .as(choice)
                    .isEqualTo(REFUSED);
        }
        assertThat(browser.post(page + "/answer", Map.of("question", "99", "choice", "0"))
                        .status())
                .isEqualTo(REFUSED);
        attempt.questions().stream()
                .filter(drawn -> Learner.question(attempt, drawn).kind() == Course.Kind.ONE)
                .findFirst()
                .ifPresent(drawn -> assertThat(browser.post(
                                        page + "/answer",
                                        Map.of("question", String.valueOf(drawn.ordinal()), "choice", "0,1"))
                                .status())
                        .isEqualTo(REFUSED));
        assertThat(open().questions()).noneMatch(Attempt.Drawn::isAnswered);
    }

    @Test
    void aRenewalGoesOnFromTheOldEnd() throws ExamException {
        LocalDate today = LocalDate.ofInstant(now.get(), Learner.SHANGHAI);
        assertThat(learner.sit("privacy", Learner.SHANGHAI, 0)
                        .end()
                        .orElseThrow()
                        .isPassed())
                .isTrue();
        assertThatThrownBy(() -> exams.begin(clerk, "privacy", Learner.SHANGHAI))
                .hasMessageStartingWith("TOO_EARLY");
        now.set(today.plusMonths(12)
                .minusDays(60)
                .atTime(12, 0)
                .atZone(Learner.SHANGHAI)
                .toInstant());
        assertThat(learner.sit("privacy", Learner.SHANGHAI, 0)
                        .end()
                        .orElseThrow()
                        .isPassed())
                .isTrue();
        assertThat(bean(QualificationTable.class).lastDays(clerk))
                .containsEntry("privacy", today.plusMonths(12).plusMonths(12));
    }

    @Test
    void nothingOfItIsWrittenAnew() throws ExamException {
        Attempt passed = learner.sit("privacy", Learner.SHANGHAI, 0);
        for (String change : List.of(
                "UPDATE staff.attempt SET outcome = 'failed', right_count = 0 WHERE id = ?",
                "UPDATE staff.attempt SET ended_at = NULL, outcome = NULL, is_over = NULL, right_count = NULL WHERE id = ?",
                "DELETE FROM staff.attempt WHERE id = ?",
                "UPDATE staff.attempt_question SET question = 'x' WHERE attempt_id = ?",
                "DELETE FROM staff.answer WHERE attempt_id = ?",
                "UPDATE staff.qualification SET last_day = last_day + 1 WHERE attempt_id = ?",
                "DELETE FROM staff.qualification WHERE attempt_id = ?",
                "INSERT INTO staff.answer (attempt_id, ordinal, chosen, at) VALUES (?, 1, '{a}', now())")) {
            assertThatThrownBy(() -> jdbc().sql(change).param(passed.id()).update())
                    .as(change)
                    .hasMessageMatching("(?s).*(APPEND_ONLY|ENDED).*");
        }
    }

    private Attempt begun(String course) throws ExamException {
        UUID id = exams.begin(clerk, course, Learner.SHANGHAI);
        return exams.look(clerk, id, Learner.SHANGHAI).orElseThrow();
    }

    private void save(Attempt attempt, Attempt.Drawn drawn, boolean isRight) throws ExamException {
        var _ = exams.answer(
                clerk, attempt.id(), drawn.ordinal(), Learner.places(attempt, drawn, isRight), Learner.SHANGHAI);
    }

    private static String begin(Browser browser, String course) {
        return browser.post("/learning/courses/" + course + "/begin", Map.of()).location();
    }

    private Attempt open() {
        return bean(Exams.class).open(clerk, Learner.SHANGHAI).orElseThrow();
    }

    private static List<String> chosen(Attempt attempt, Attempt.Drawn drawn) {
        return Learner.places(attempt, drawn, true).stream()
                .sorted()
                .map(drawn.options()::get)
                .toList();
    }

    private static Browser.Answer answer(Browser browser, Attempt attempt, Attempt.Drawn drawn, boolean isRight) {
        return browser.post(
                LearningController.ATTEMPT + attempt.id() + "/answer",
                Map.of(
                        "question",
                        String.valueOf(drawn.ordinal()),
                        "choice",
                        Learner.sent(Learner.places(attempt, drawn, isRight))));
    }
}
