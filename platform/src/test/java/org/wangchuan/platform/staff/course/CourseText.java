package org.wangchuan.platform.staff.course;

import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** The text of a course that is right, as small as one can be; for tests that make it wrong. */
final class CourseText {
    private static final List<String> LESSONS = List.of("one", "two", "three");
    private static final int QUESTIONS = 21;
    private static final int OF_SEVERAL = 7;

    private CourseText() {}

    static String of(String id, int version) {
        return """
                {"id": "%s",
                 "version": %d, "area": "%s", "title": {"zh": "课程", "en": "Course"}, "summary": {"zh": "简介", "en": "Summary"},
                 "minutes": 20, "lessons": [%s],
                 "exam": {"questions": 10, "pass": 8, "minutes": 20},
                 "bank": [%s]}
                """.formatted(
                        id,
                        version,
                        id,
                        LESSONS.stream().map(CourseText::lesson).collect(Collectors.joining(", ")),
                        IntStream.rangeClosed(1, QUESTIONS)
                                .mapToObj(CourseText::question)
                                .collect(Collectors.joining(",\n")));
    }

    private static String lesson(String id) {
        return """
                {"id": "%s", "title": {"zh": "一课", "en": "A lesson"},
                 "paragraphs": [{"zh": "一段", "en": "One"}, {"zh": "二段", "en": "Two"}], "points": [],
                 "sources": [{"title": {"zh": "法律", "en": "A law"}, "part": "art. 1"}]}""".formatted(id);
    }

    private static String question(int number) {
        boolean isMany = number == OF_SEVERAL;
        return """
                {"id": "q%d", "lesson": "%s", "kind": "%s", "text": {"zh": "问题%d", "en": "Question %d"}, "options": [
                 {"id": "a", "right": true, "text": {"zh": "甲%d", "en": "A%d"}},
                 {"id": "b", "right": %s, "text": {"zh": "乙%d", "en": "B%d"}},
                 {"id": "c", "right": false, "text": {"zh": "丙%d", "en": "C%d"}}], "why": {"zh": "为何%d", "en": "Why %d"}}""".formatted(
                        number,
                        LESSONS.get((number - 1) % LESSONS.size()),
                        isMany ? "many" : "one",
                        number,
                        number,
                        number,
                        number,
                        isMany,
                        number,
                        number,
                        number,
                        number,
                        number,
                        number);
    }
}
