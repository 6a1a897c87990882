package org.wangchuan.proof.producer;

import java.time.Instant;
import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.util.AbstractList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.wangchuan.proof.statement.Phone;

/**
 * What a producer's statement that is in force speaks of. All of it has to be so for the statement to say anything of a phone. Immutable and thread-safe.
 *
 * @param makers the words by which such a phone tells its maker, exactly; 1 to {@value #MAKERS_MAX}
 * @param models the words by which it tells its model, exactly; 1 to {@value #MODELS_MAX}
 * @param system one of {@link Phone#SYSTEMS}
 * @param versionLeast the least version of the system: numbers with dots between
 * @param patchLeast the least security patch level, a date such as 2025-06-05; absent if none is asked for
 * @param ways to erase it, by the ids and versions of this program's techniques; 1 to {@value #WAYS_MAX}
 * @param conditions what else such a phone has to have told of itself before it was erased; at most one for each property
 * @param meets the clauses that are said to be met; 1 to {@value #MEETS_MAX} rule sets, each version once
 * @param from erasures that were set off before this are not spoken of
 * @param until nor those that were set off then or later
 * @param text what is stated, for people
 */
public record ProducerScope(
        List<String> makers,
        List<String> models,
        String system,
        String versionLeast,
        Optional<String> patchLeast,
        List<Way> ways,
        List<Condition> conditions,
        List<Meets> meets,
        Instant from,
        Instant until,
        ProducerText text) {

    /** Most spellings of a maker's name. */
    public static final int MAKERS_MAX = 8;

    /** Most models of one statement. */
    public static final int MODELS_MAX = 500;

    /** Most ways of one statement. */
    public static final int WAYS_MAX = 16;

    /** Most rule sets of one statement. */
    public static final int MEETS_MAX = 16;

    /** Most clauses of one rule set. */
    public static final int CLAUSES_MAX = 32;

    /** What a condition can be about, with the answers it can ask for: of the engine's properties those that a system tells of its own build. */
    public static final Map<String, List<String>> CONDITIONS = Map.of(
            "encryption", List.of("full-disk", "file-based", "hardware"),
            "metadata-encryption", List.of("yes", "no"),
            "verified-boot", List.of("green"),
            "bootloader", List.of("locked"),
            "managed", List.of("yes", "no"));

    private static final Pattern ID = Pattern.compile("[a-z0-9-]{1,64}");
    private static final Pattern POLICY_VERSION = Pattern.compile("[1-9][0-9]{0,8}");
    private static final int DATE_CHARS = 10;

    /** A way to erase a phone, as data of this program. */
    public record Way(String id, long version) {
        public Way {
            if (!isId(id) || version < 1 || version > Integer.MAX_VALUE) {
                throw new IllegalArgumentException("no name or version of a technique");
            }
        }
    }

    /**
     * What a phone has to have told of itself.
     *
     * @param property one of {@link #CONDITIONS}
     * @param is any of these answers
     */
    public record Condition(String property, List<String> is) {
        public Condition {
            is = List.copyOf(is);
            List<String> answers = CONDITIONS.getOrDefault(property, List.of());
            if (is.isEmpty() || !answers.containsAll(is) || !areOnce(is)) {
                throw new IllegalArgumentException("a condition that no phone can tell");
            }
        }
    }

    /**
     * Clauses of one version of one rule set.
     *
     * @param clauses their ids, 1 to {@value #CLAUSES_MAX}
     */
    public record Meets(String policy, String version, List<String> clauses) {
        public Meets {
            clauses = List.copyOf(clauses);
            boolean isSound = isId(policy)
                    && POLICY_VERSION.matcher(version).matches()
                    && !clauses.isEmpty()
                    && clauses.size() <= CLAUSES_MAX
                    && clauses.stream().allMatch(ProducerScope::isId)
                    && areOnce(clauses);
            if (!isSound) {
                throw new IllegalArgumentException("no clauses of a rule set");
            }
        }
    }

    /** @throws IllegalArgumentException for anything out of its range, or twice */
    public ProducerScope {
        makers = List.copyOf(makers);
        models = models instanceof OnceList ? models : new OnceList(models);
        ways = List.copyOf(ways);
        conditions = List.copyOf(conditions);
        meets = List.copyOf(meets);
        boolean isSound = areLines(makers, MAKERS_MAX)
                && areLines(models, MODELS_MAX)
                && Phone.SYSTEMS.contains(system)
                && DottedVersion.isOne(versionLeast)
                && patchLeast.map(ProducerScope::isDate).orElse(true)
                && isNumber(ways.size(), WAYS_MAX)
                && areOnce(ways)
                && areOnce(conditions.stream().map(Condition::property).toList())
                && isNumber(meets.size(), MEETS_MAX)
                && areOnce(meets.stream()
                        .map(one -> one.policy() + " " + one.version())
                        .toList())
                && from.isBefore(until);
        if (!isSound) {
            throw new IllegalArgumentException("beyond what a producer's statement can speak of");
        }
    }

    private static boolean areLines(List<String> texts, int most) {
        return isNumber(texts.size(), most) && texts.stream().allMatch(Phone::isLine) && areOnce(texts);
    }

    private static boolean isNumber(int found, int most) {
        return found >= 1 && found <= most;
    }

    private static boolean areOnce(List<?> items) {
        return new HashSet<>(items).size() == items.size();
    }

    /** Whether a text can be the id of a rule set, a clause or a technique: lower-case letters, digits and hyphens, 1 to 64. */
    public static boolean isId(String text) {
        return ID.matcher(text).matches();
    }

    /** Whether a text can be the version of a rule set: a number from 1. */
    public static boolean isPolicyVersion(String text) {
        return POLICY_VERSION.matcher(text).matches();
    }

    /** Whether a text is a day of the calendar such as 2025-06-05. */
    static boolean isDate(String text) {
        try {
            return text.length() == DATE_CHARS
                    && LocalDate.parse(text).toString().equals(text);
        } catch (DateTimeParseException _) {
            return false;
        }
    }

    /** The clauses that are said to be met of this version of a rule set; none if it is not among them. */
    public List<String> clausesOf(String policy, String version) {
        return meets.stream()
                .filter(one -> one.policy().equals(policy) && one.version().equals(version))
                .findFirst()
                .map(Meets::clauses)
                .orElse(List.of());
    }

    /**
     * Whether what a statement shows of a phone is what this speaks of: maker, model, system and least version. A phone that does not tell one of them is
     * none. Its patch level and the conditions only its record tells.
     */
    public boolean covers(Phone phone) {
        return phone.maker().filter(makers::contains).isPresent()
                && phone.model().filter(models::contains).isPresent()
                && phone.system().filter(system::equals).isPresent()
                && phone.version()
                        .filter(told -> DottedVersion.isAtLeast(told, versionLeast))
                        .isPresent();
    }

    /** Whether an erasure that was set off then is spoken of. */
    public boolean covers(Instant setOff) {
        return !setOff.isBefore(from) && setOff.isBefore(until);
    }

    /**
     * Whether this speaks of every phone of which an earlier one does, and asks for nothing more of it: system, makers, models, least version and patch level,
     * conditions. What a record has to show for the earlier one shows it for this one, too. Ways, clauses and dates are not compared.
     */
    public boolean asksNoMoreThan(ProducerScope earlier) {
        return system.equals(earlier.system)
                && makers.containsAll(earlier.makers)
                && DottedVersion.isAtLeast(earlier.versionLeast, versionLeast)
                // Days in their one spelling stand in the order of time.
                && patchLeast
                        .map(least -> earlier.patchLeast
                                .filter(before -> before.compareTo(least) >= 0)
                                .isPresent())
                        .orElse(true)
                && conditions.stream()
                        .allMatch(condition -> earlier.conditions.stream()
                                .anyMatch(before -> before.property().equals(condition.property())
                                        && condition.is().containsAll(before.is())))
                // At last, since there may be hundreds; and each is there once.
                && models.size() >= earlier.models.size()
                && models.containsAll(earlier.models);
    }

    /** Texts that are found at once: of hundreds of models each is looked for in each of a thousand statements. Immutable. */
    private static final class OnceList extends AbstractList<String> {
        private final List<String> inOrder;
        private final Set<String> found;

        OnceList(List<String> texts) {
            this.inOrder = List.copyOf(texts);
            this.found = Set.copyOf(inOrder);
        }

        @Override
        public String get(int index) {
            return inOrder.get(index);
        }

        @Override
        public int size() {
            return inOrder.size();
        }

        @Override
        public boolean contains(@Nullable Object text) {
            return text != null && found.contains(text);
        }
    }
}
