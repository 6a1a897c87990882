package org.wangchuan.platform.oversight.law;

import java.io.IOException;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.springframework.core.io.Resource;
import org.springframework.core.io.support.PathMatchingResourcePatternResolver;
import org.springframework.stereotype.Component;
import org.wangchuan.platform.oversight.Words;
import org.wangchuan.platform.oversight.law.LawFile.Entry;
import org.wangchuan.platform.oversight.law.LawFile.Rule;
import org.wangchuan.platform.oversight.law.LawFile.Standing;
import org.wangchuan.platform.web.content.StrictReader;

/** The register of laws, read strictly when the platform starts: a mistake in it keeps it from starting. Thread-safe. */
@Component
public class LawRegister {
    private static final StrictReader<LawFile> FILES = new StrictReader<>(LawFile.class, "a register of laws");

    private static final Pattern ID = Pattern.compile("[a-z0-9][a-z0-9-]{0,39}");
    private static final Pattern REQUIREMENT = Pattern.compile("R-(?:0[1-9]|[12][0-9]|3[0-9])");
    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9_.#-]{1,200}");
    private static final int CHARS_MAX = 400;

    private final LawFile file;

    LawRegister() throws IOException {
        this(newest(new PathMatchingResourcePatternResolver().getResources("classpath*:law/*.json")));
    }

    LawRegister(Resource resource) throws IOException {
        this(FILES.read(resource, file -> "register.v" + file.version() + ".json", LawRegister::check));
    }

    LawRegister(LawFile file) {
        this.file = file;
    }

    private static Resource newest(Resource[] found) throws IOException {
        FILES.require(found.length == 1, "law/register.vN.json, expected one", found.length);
        return found[0];
    }

    /** What one reads of it on a day. */
    public record View(
            LocalDate today, Optional<LocalDate> next, List<Part> changing, List<Part> inForce, List<Part> other) {
        public View {
            changing = List.copyOf(changing);
            inForce = List.copyOf(inForce);
            other = List.copyOf(other);
        }
    }

    /** A rule, and what it asks for. */
    public record Part(Rule rule, List<Entry> entries) {
        public Part {
            entries = List.copyOf(entries);
        }
    }

    /** The register as of a day: what changes next, what is in force, and what is not, or comes later. */
    public View on(LocalDate today) {
        Optional<LocalDate> next = file.rules().stream()
                .flatMap(rule -> rule.changesAfter(today).stream())
                .min(LocalDate::compareTo);
        List<Part> changing = new ArrayList<>();
        List<Part> inForce = new ArrayList<>();
        List<Part> other = new ArrayList<>();
        for (Rule rule : file.rules()) {
            Part part = new Part(rule, entries(rule));
            boolean isNext = next.isPresent() && rule.changesAfter(today).equals(next);
            if (isNext) {
                changing.add(part);
            }
            if (rule.isInForce(today)) {
                inForce.add(part);
            } else if (!isNext) {
                other.add(part);
            }
        }
        return new View(today, next, changing, inForce, other);
    }

    private List<Entry> entries(Rule rule) {
        return file.entries().stream()
                .filter(entry -> entry.rule().equals(rule.id()))
                .toList();
    }

    /** All of it, in the order of its rules. */
    public List<Part> all() {
        return file.rules().stream().map(rule -> new Part(rule, entries(rule))).toList();
    }

    /** Classes, tests and files that it names. */
    public Set<String> names() {
        Set<String> out = new TreeSet<>();
        file.entries().forEach(entry -> {
            out.addAll(entry.code());
            out.addAll(entry.tests());
        });
        return out;
    }

    /**
     * Reads one.
     *
     * @throws IOException if it says anything that is not foreseen, or leaves out something
     */
    static LawRegister read(byte[] json) throws IOException {
        LawFile read = FILES.read(json);
        check(read);
        return new LawRegister(read);
    }

    private static void check(LawFile file) throws IOException {
        FILES.require(file.version() >= 1, "version, expected 1 or more", file.version());
        Set<String> rules = new HashSet<>();
        for (Rule rule : file.rules()) {
            FILES.require(ID.matcher(rule.id()).matches(), "rules, expected an id", rule.id());
            FILES.require(rules.add(rule.id()), "rules, expected once", rule.id());
            words(rule.name(), rule.id(), true);
            words(rule.source(), rule.id(), true);
            days(rule);
        }
        Set<String> asked = new HashSet<>();
        for (Entry entry : file.entries()) {
            String where = entry.rule() + ", " + entry.article().en();
            FILES.require(rules.contains(entry.rule()), "rule, expected one of the list", where);
            FILES.require(asked.add(where), "an article, expected once", where);
            words(entry.article(), where, true);
            words(entry.asks(), where, true);
            words(entry.control(), where, true);
            words(entry.open(), where, false);
            FILES.require(!entry.requirements().isEmpty(), "requirements, expected at least one", where);
            for (String id : entry.requirements()) {
                FILES.require(REQUIREMENT.matcher(id).matches(), "requirements, expected such as R-12", id);
            }
            for (String name : entry.code()) {
                FILES.require(NAME.matcher(name).matches(), "code, expected a class or a file", name);
            }
            for (String name : entry.tests()) {
                FILES.require(NAME.matcher(name).matches(), "tests, expected a class and a method", name);
            }
            boolean isAnswered = entry.state() == LawFile.State.MET || entry.state() == LawFile.State.PARTLY;
            FILES.require(
                    !isAnswered || (!entry.code().isEmpty() && !entry.tests().isEmpty()),
                    "code and tests, expected of what is said to be answered",
                    where);
        }
    }

    private static void words(Words words, String where, boolean isNeeded) throws IOException {
        boolean isEmpty = words.zh().isEmpty() && words.en().isEmpty();
        FILES.require(
                words.areBoth(CHARS_MAX) || (!isNeeded && isEmpty),
                "words, expected in both languages, at most " + CHARS_MAX,
                where);
    }

    private static void days(Rule rule) throws IOException {
        try {
            Optional<LocalDate> first = rule.firstDay();
            FILES.require(
                    rule.lastDay()
                            .filter(last -> first.isEmpty() || last.isBefore(first.get()))
                            .isEmpty(),
                    "until, expected after since",
                    rule.id());
        } catch (DateTimeException e) {
            throw new IOException(rule.id() + ": expected a day such as 2027-01-01, or nothing", e);
        }
        FILES.require(
                rule.standing() == Standing.LAW || rule.since().isEmpty(), "since, expected of a law alone", rule.id());
    }
}
