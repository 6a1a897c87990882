package org.wangchuan.platform.staff.course;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.core.io.ByteArrayResource;
import org.springframework.core.io.Resource;

/** What is no course keeps the platform from starting, and is told with its place. */
final class CourseReaderTest {
    @Test
    void allFourAreThere() throws IOException {
        assertThat(new Courses().newest())
                .extracting(Course::id)
                .containsExactly("privacy", "law", "handling", "safety");
    }

    @Test
    void theWrittenOneIsRead() throws IOException {
        Course course = CourseReader.read(CourseText.of("privacy", 1).getBytes(StandardCharsets.UTF_8));
        assertThat(course.lessons()).hasSize(3);
        assertThat(course.bank()).hasSize(21);
        assertThat(course.question("q1")).hasValueSatisfying(question -> {
            assertThat(question.isRight(List.of("a"))).isTrue();
            assertThat(question.isRight(List.of("a", "b"))).isFalse();
            assertThat(question.isRight(List.of())).isFalse();
        });
        assertThat(course.question("q7")).hasValueSatisfying(question -> {
            assertThat(question.kind()).isEqualTo(Course.Kind.MANY);
            assertThat(question.isRight(List.of("a"))).isFalse();
            assertThat(question.isRight(List.of("b", "a"))).isTrue();
        });
    }

    /** Each edit is a mistake that somebody could make; the pattern is what they are told. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            value = {
                "\"version\": 1|\"version\": 0|.*version: 0",
                "\"version\": 1|\"version\": 1.5|.*version.*",
                "\"version\": 1|\"version\": \"1\"|.*version.*",
                "\"version\": 1|\"version\": 1, \"version\": 2|.*uplicate.*version.*",
                "\"version\": 1|\"version\": 1, \"extra\": 2|.*extra.*",
                "\"version\": 1|\"version\": 1 1|.*line 2.*",
                "\"area\": \"privacy\"|\"area\": \"law\"|.*id and area: privacy",
                "\"area\": \"privacy\"|\"area\": \"tax\"|.*area.*tax.*",
                "\"pass\": 8|\"pass\": 11|.*exam.pass",
                "\"pass\": 8|\"pass\": 5|.*exam.pass",
                "\"questions\": 10|\"questions\": 2|.*exam.questions",
                "\"questions\": 10|\"questions\": 22|.*exam.questions",
                "\"id\": \"q2\"|\"id\": \"q1\"|.*a question twice: bank.q1",
                "\"id\": \"q2\", \"lesson\": \"two\"|\"id\": \"q2\", \"lesson\": \"four\"|.*no such lesson: bank.q2: four",
                "\"id\": \"two\"|\"id\": \"one\"|.*a lesson twice: one",
                "\"right\": true, \"text\": {\"zh\": \"甲1\"|\"right\": false, \"text\": {\"zh\": \"甲1\"|.*how many are right: bank.q1",
                "\"right\": false, \"text\": {\"zh\": \"乙1\"|\"right\": true, \"text\": {\"zh\": \"乙1\"|.*how many are right: bank.q1",
                "\"right\": true, \"text\": {\"zh\": \"乙7\"|\"right\": false, \"text\": {\"zh\": \"乙7\"|.*how many are right: bank.q7",
                "乙1|甲1|.*two options that read alike: bank.q1.b",
                "\"right\": true, |~~|.*right.*",
                "为何1\"|why\"|.*Chinese words: bank.q1.why",
                "\"part\": \"art. 1\"|\"part\": null|.*part.*",
                "\"minutes\": 20, \"lessons\"|\"minutes\": 0, \"lessons\"|.*minutes",
            })
    void aMistakeIsToldWithItsPlace(String from, String to, String told) {
        String text = CourseText.of("privacy", 1);
        assertThat(text).contains(from);
        String wrong = text.replace(from, to);

        assertThatThrownBy(() -> CourseReader.read(file("privacy.v1.json", wrong)))
                .isInstanceOf(IOException.class)
                .hasMessageMatching("(?s)privacy[.]v1[.]json: " + told);
    }

    @Test
    void aFileBearsTheNameOfWhatIsInIt() {
        assertThatThrownBy(() -> CourseReader.read(file("law.v1.json", CourseText.of("privacy", 1))))
                .hasMessageContaining("law.v1.json")
                .hasMessageContaining("privacy.v1.json");
    }

    @Test
    void noneIsMissingAndNoneIsThereTwice() throws IOException {
        List<Resource> all = new ArrayList<>();
        for (String id : List.of("privacy", "law", "handling", "safety")) {
            all.add(file(id + ".v1.json", CourseText.of(id, 1)));
        }
        assertThatThrownBy(() -> new Courses(all.subList(0, 3))).hasMessageContaining("courses/safety.v1.json");
        all.add(file("law.v2.json", CourseText.of("law", 2)));
        Courses courses = new Courses(all);
        assertThat(courses.newest("law")).map(Course::version).hasValue(2);
        assertThat(courses.find("law", 1)).isPresent();
        all.add(file("law.v2.json", CourseText.of("law", 2)));
        assertThatThrownBy(() -> new Courses(all)).hasMessageContaining("courses/law.v2.json: there are two");
    }

    private static Resource file(String name, String text) {
        return new ByteArrayResource(text.getBytes(StandardCharsets.UTF_8)) {
            @Override
            public String getFilename() {
                return name;
            }
        };
    }
}
