package org.wangchuan.platform.oversight.processing;

import java.util.Arrays;
import java.util.Collection;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.wangchuan.platform.vault.Field;
import org.wangchuan.platform.vault.Purpose;
import org.wangchuan.platform.vault.Reason;

/** What is said of each purpose, on the page and in the documents alike, in the words that the person reads. */
public final class PurposeRows {
    private PurposeRows() {}

    /** Where words come from. */
    @FunctionalInterface
    public interface Say {
        /** The words of a key. */
        String say(String key, Object... parts);
    }

    /** Words, and the marks between them. */
    private record In(Say words, boolean isChinese) {
        String say(String key, Object... parts) {
            return words.say(key, parts);
        }

        String comma() {
            return isChinese ? "、" : ", ";
        }

        String semicolon() {
            return isChinese ? "；" : "; ";
        }

        String colon() {
            return isChinese ? "：" : ": ";
        }
    }

    /** A purpose in words. */
    public record Row(
            Purpose purpose, String name, String data, String kept, String basis, String staff, String told) {}

    /** All of them, in the order of their list. */
    public static List<Row> of(Say say, boolean isChinese) {
        In words = new In(say, isChinese);
        return Arrays.stream(Purpose.values())
                .map(purpose -> new Row(
                        purpose,
                        words.say("vault.purpose." + purpose.id()),
                        fields(purpose.fields(), words),
                        kept(purpose, words),
                        words.say("vault.basis." + purpose.id()),
                        staff(purpose, words),
                        told(purpose, words)))
                .toList();
    }

    /** Fields in words, in the order of their list. */
    public static String fields(Collection<Field> fields, Say words, boolean isChinese) {
        return fields(fields, new In(words, isChinese));
    }

    private static String fields(Collection<Field> fields, In words) {
        if (fields.containsAll(Arrays.asList(Field.values()))) {
            return words.say("oversight.processing.all-fields");
        }
        return fields.isEmpty()
                ? "–"
                : fields.stream()
                        .sorted()
                        .map(field -> words.say("vault.field." + field.id()))
                        .collect(Collectors.joining(words.comma()));
    }

    private static String kept(Purpose purpose, In words) {
        if (!purpose.isCollecting()) {
            return "–";
        }
        return words.say(
                purpose.isKeptByLaw() ? "oversight.processing.kept.law" : "oversight.processing.kept", purpose.days());
    }

    private static String staff(Purpose purpose, In words) {
        String roles = purpose.roles().stream()
                .sorted(Comparator.naturalOrder())
                .map(role -> words.say("identity.role." + role.id()))
                .collect(Collectors.joining(words.comma()));
        String reasons = Reason.ofReading(purpose).stream()
                .map(reason -> words.say("vault.reason." + reason.id()))
                .collect(Collectors.joining(words.semicolon()));
        if (roles.isEmpty()) {
            return words.say("oversight.processing.nobody");
        }
        return reasons.isEmpty() ? roles : roles + words.colon() + reasons;
    }

    private static String told(Purpose purpose, In words) {
        if (!purpose.isCollecting()) {
            return "–";
        }
        Set<Field> told = EnumSet.noneOf(Field.class);
        told.addAll(purpose.fields());
        told.retainAll(Purpose.AUTHORITY_DISCLOSURE.fields());
        return told.isEmpty() ? words.say("oversight.processing.nothing") : fields(told, words);
    }
}
