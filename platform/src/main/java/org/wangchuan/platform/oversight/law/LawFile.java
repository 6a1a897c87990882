package org.wangchuan.platform.oversight.law;

import java.time.LocalDate;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.wangchuan.platform.oversight.Words;

/**
 * The register as its file says it: {@code law/register.vN.json}.
 *
 * @param rules laws, drafts and standards, in the order in which they are shown
 * @param entries what they ask for, each rule's together
 */
public record LawFile(int version, List<Rule> rules, List<Entry> entries) {
    public LawFile {
        rules = List.copyOf(rules);
        entries = List.copyOf(entries);
    }

    /** What binds, and what does not. */
    public enum Standing {
        LAW,
        /** Law in some places, and it is not known here in which. */
        BY_PLACE,
        /** Not in force, whatever day it is. */
        DRAFT,
        /** Asked for by contracts and certificates, and by no law. */
        STANDARD;

        /** In the keys of words. */
        public String id() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /** How far what is asked for is answered. */
    public enum State {
        MET,
        PARTLY,
        /** By people, on paper or elsewhere. */
        OUTSIDE,
        NOT_YET;

        /** In the keys of words. */
        public String id() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /**
     * A law, a draft or a standard.
     *
     * @param since first day on which it is in force, such as {@code 2027-01-01}; empty if none is known here
     * @param until last day; empty if there is none
     * @param source what was read of it
     * @param compared whether somebody has compared what is written here with its official text
     */
    public record Rule(
            String id, Words name, Standing standing, String since, String until, Words source, boolean compared) {
        /** The day from which on it is in force. */
        public Optional<LocalDate> firstDay() {
            return since.isEmpty() ? Optional.empty() : Optional.of(LocalDate.parse(since));
        }

        /** The last one. */
        public Optional<LocalDate> lastDay() {
            return until.isEmpty() ? Optional.empty() : Optional.of(LocalDate.parse(until));
        }

        /** Whether it is in force on a day, as far as it is known here: of a law without a day it is taken for so. */
        public boolean isInForce(LocalDate day) {
            return standing == Standing.LAW
                    && firstDay().filter(first -> first.isAfter(day)).isEmpty()
                    && lastDay().filter(last -> last.isBefore(day)).isEmpty();
        }

        /** The next day after this one on which something changes: it comes into force, or is in force no more. */
        public Optional<LocalDate> changesAfter(LocalDate day) {
            if (standing != Standing.LAW) {
                return Optional.empty();
            }
            return java.util.stream.Stream.concat(firstDay().stream(), lastDay().map(last -> last.plusDays(1)).stream())
                    .filter(change -> change.isAfter(day))
                    .min(LocalDate::compareTo);
        }
    }

    /**
     * What one article asks for, and what answers it.
     *
     * @param rule its id
     * @param requirements ids of the design's, such as {@code R-12}
     * @param control what the product does
     * @param code classes and files that do it
     * @param tests that show it
     * @param open what is not answered, or not known; empty if nothing
     */
    public record Entry(
            String rule,
            Words article,
            Words asks,
            List<String> requirements,
            State state,
            Words control,
            List<String> code,
            List<String> tests,
            Words open) {
        public Entry {
            requirements = List.copyOf(requirements);
            code = List.copyOf(code);
            tests = List.copyOf(tests);
        }
    }
}
