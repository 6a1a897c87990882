package org.wangchuan.platform.staff.course;

import java.util.List;
import java.util.Optional;

/**
 * A course, as its file says it.
 *
 * @param version raised with each change; exams and qualifications name the version that they were of
 * @param minutes that it takes to read
 * @param bank the questions that exams are drawn from
 */
public record Course(
        String id,
        int version,
        Area area,
        Text title,
        Text summary,
        int minutes,
        List<Lesson> lessons,
        Exam exam,
        List<Question> bank) {
    public Course {
        lessons = List.copyOf(lessons);
        bank = List.copyOf(bank);
    }

    /** What it is about. */
    public enum Area {
        PRIVACY,
        LAW,
        HANDLING,
        SAFETY
    }

    /** Words in both languages. */
    public record Text(String en, String zh) {
        /** In the reader's language. */
        public String in(boolean isChinese) {
            return isChinese ? zh : en;
        }
    }

    /**
     * One thing to learn.
     *
     * @param points what to remember of it, or to do
     * @param sources where it stands
     */
    public record Lesson(String id, Text title, List<Text> paragraphs, List<Text> points, List<Source> sources) {
        public Lesson {
            paragraphs = List.copyOf(paragraphs);
            points = List.copyOf(points);
            sources = List.copyOf(sources);
        }
    }

    /** Where something stands: a law, a standard; which part of it, if it has parts. */
    public record Source(Text title, String part) {}

    /**
     * How it is asked for.
     *
     * @param questions how many are drawn
     * @param pass how many of them have to be right
     * @param minutes how long somebody has
     */
    public record Exam(int questions, int pass, int minutes) {}

    /** How many options are right. */
    public enum Kind {
        /** Exactly one. */
        ONE,
        /** Several: all of them have to be chosen, and no other. */
        MANY
    }

    /**
     * A question.
     *
     * @param lesson the id of the one that answers it
     * @param why shown after the exam was passed, never before
     */
    public record Question(String id, String lesson, Kind kind, Text text, List<Option> options, Text why) {
        public Question {
            options = List.copyOf(options);
        }

        /** Whether exactly these options, by their ids, are its answer. */
        public boolean isRight(List<String> chosen) {
            return options.stream().allMatch(option -> option.right() == chosen.contains(option.id()));
        }

        /** The option of this id. */
        public Optional<Option> option(String asked) {
            return options.stream().filter(one -> one.id().equals(asked)).findFirst();
        }
    }

    /**
     * One of a question's options.
     *
     * @param right whether it is a right one, or the right one
     */
    public record Option(String id, boolean right, Text text) {}

    /** The lesson of this id. */
    public Optional<Lesson> lesson(String asked) {
        return lessons.stream().filter(one -> one.id().equals(asked)).findFirst();
    }

    /** The question of this id. */
    public Optional<Question> question(String asked) {
        return bank.stream().filter(one -> one.id().equals(asked)).findFirst();
    }
}
