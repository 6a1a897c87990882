package org.wangchuan.platform.intake.workflow;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.springframework.core.io.ClassPathResource;
import org.wangchuan.makers.Topic;
import org.wangchuan.platform.web.content.StrictReader;

/**
 * What can be done with a phone that is locked, broken or dead, in an order: what can still be tried, what may become of it, and what of that clears
 * nothing. It is help, as {@link WhereToTap} is: no answer and no verdict follows from it. Read strictly when it is first asked for.
 *
 * @param version raised with each change
 */
public record PhoneExits(int version, List<Case> cases) {
    /** What may become of one; words under {@code intake.exit.ID}. */
    public static final List<String> EXITS = List.of("return", "destroy", "parts");

    /** What stands for one that hangs on the cable and can't be asked: no answer of a workflow says it. */
    public static final String NO_PERMISSION = "no-permission";

    private static final String FILE = "exits/phone.v1.json";
    private static final int CASES_MAX = 20;
    private static final int TRIES_MAX = 8;
    private static final List<String> BY = List.of("owner", "staff");
    private static final Set<String> TOPICS =
            Arrays.stream(Topic.values()).map(Topic::id).collect(Collectors.toUnmodifiableSet());
    private static final StrictReader<PhoneExits> FILES = new StrictReader<>(PhoneExits.class, "a file of exits");

    public PhoneExits {
        cases = List.copyOf(cases);
    }

    /**
     * One way in which a phone can't be gone through.
     *
     * @param id the answer to the step of a workflow that erases, or {@link #NO_PERMISSION}
     * @param shows how it is known
     * @param tries in the order in which they are tried
     * @param exits of {@link #EXITS}: what is left when nothing helped
     * @param clears what none of it clears
     */
    public record Case(String id, Workflow.Text shows, List<Try> tries, List<String> exits, Workflow.Text clears) {
        public Case {
            tries = List.copyOf(tries);
            exits = List.copyOf(exits);
        }
    }

    /**
     * What can still be tried.
     *
     * @param by who does it: {@code owner} or {@code staff}
     * @param topics of the makers' knowledge that say where
     * @param leads whether the ordinary way is open again where it helps; else it leads nowhere that could be proved
     * @param source what it rests on
     */
    public record Try(String id, Workflow.Text text, String by, List<String> topics, boolean leads, String source) {
        public Try {
            topics = List.copyOf(topics);
        }

        /** Its topics, as the makers have them. */
        public List<Topic> known() {
            return Arrays.stream(Topic.values())
                    .filter(topic -> topics.contains(topic.id()))
                    .toList();
        }
    }

    private static final class Shipped {
        static final PhoneExits ALL = load();
    }

    /** Those that this program ships. */
    public static PhoneExits shipped() {
        return Shipped.ALL;
    }

    private static PhoneExits load() {
        try {
            return FILES.read(new ClassPathResource(FILE), _ -> "phone.v1.json", PhoneExits::check);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The one of this id. */
    public Optional<Case> find(String id) {
        return cases.stream().filter(one -> one.id().equals(id)).findFirst();
    }

    /**
     * Reads a file.
     *
     * @throws IOException if it says anything that is not foreseen, or leaves out something
     */
    static PhoneExits read(byte[] json) throws IOException {
        PhoneExits read = FILES.read(json);
        check(read);
        return read;
    }

    private static void check(PhoneExits read) throws IOException {
        FILES.require(read.version() == 1, "version", read.version());
        FILES.require(
                !read.cases().isEmpty() && read.cases().size() <= CASES_MAX,
                "cases",
                read.cases().size());
        Set<String> ids = new HashSet<>();
        for (Case one : read.cases()) {
            FILES.require(ids.add(one.id()) && one.id().matches("[a-z][a-z-]{1,30}"), "a case once", one.id());
            requireWords(one.shows(), one.id());
            requireWords(one.clears(), one.id());
            // Whatever it is, its owner can have it back, and nobody is left without an end.
            FILES.require(
                    EXITS.containsAll(one.exits()) && one.exits().containsAll(List.of("return", "destroy")),
                    "exits",
                    one.id());
            FILES.require(!one.tries().isEmpty() && one.tries().size() <= TRIES_MAX, "tries", one.id());
            for (Try tried : one.tries()) {
                requireTry(one.id() + "." + tried.id(), tried);
            }
        }
    }

    private static void requireTry(String where, Try tried) throws IOException {
        requireWords(tried.text(), where);
        FILES.require(BY.contains(tried.by()), "whoever does it", where);
        FILES.require(TOPICS.containsAll(tried.topics()), "topics of the makers", where);
        FILES.require(!tried.source().isBlank(), "source", where);
    }

    private static void requireWords(Workflow.Text text, String where) throws IOException {
        FILES.require(!text.en().isBlank(), "English words", where);
        FILES.require(StrictReader.hasHan(text.zh()), "Chinese words", where);
    }
}
