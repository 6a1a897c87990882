package org.wangchuan.platform.intake.list;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import org.wangchuan.platform.intake.Actor;
import org.wangchuan.platform.intake.Presence;
import org.wangchuan.proof.encoding.Bytes32;

/**
 * What was said of several devices of a list at once. It holds for exactly those: their list is a text, and the declaration has
 * its digest, so that none that came later is covered by it.
 *
 * @param grade of a presence: what shows it
 * @param terms the amount; the version of the words, their language, and the rule set with its version (not in those from before it was kept); where the vault has the signature
 * @param digest SHA-256 of the list as it was shown
 * @param orders those that it was said of
 * @param text their list as it reads now, byte for byte what the digest was made of if nothing has changed
 */
public record ListDeclaration(
        UUID id,
        Kind kind,
        Optional<Presence> grade,
        String terms,
        Bytes32 digest,
        Actor.Kind by,
        Instant at,
        List<UUID> orders,
        String text) {
    private static final String FORMAT = "wangchuan-list/v1";

    public ListDeclaration {
        orders = List.copyOf(orders);
    }

    /** What is said. */
    public enum Kind {
        /** The offer is accepted. */
        ACCEPTED,
        /** Whoever may says yes to the erasure. */
        CONSENTED,
        /** Somebody was, or was not, there while they were erased. */
        PRESENT;

        /** As it stands in the database, and in the keys of words. */
        public String id() {
            return name().toLowerCase(Locale.ROOT);
        }

        /** The one of this id. */
        public static Kind of(String id) {
            return valueOf(id.toUpperCase(Locale.ROOT));
        }
    }

    /** Whether the devices that are noted with it are those that it was said of. */
    public boolean isIntact() {
        return digest(text).equals(digest);
    }

    /** The digest as it is shown. */
    public String digestHex() {
        return hex(digest);
    }

    /** The list that something is said of: a line for each device, in the order of their codes. */
    static String text(Kind kind, Batch batch, List<BatchItem> items) {
        StringBuilder out = new StringBuilder(FORMAT)
                .append('\n')
                .append(kind.id())
                .append('\n')
                .append(batch.code())
                .append('\n')
                .append(items.size())
                .append('\n');
        items.stream()
                .sorted(Comparator.comparing(item -> item.order().code()))
                .forEach(item -> out.append(String.join(
                                "\t",
                                item.order().code(),
                                item.device().code(),
                                item.device().kind().id(),
                                item.device().brand(),
                                item.device().model(),
                                item.device().serialTail().orElse("")))
                        .append('\n'));
        return out.toString();
    }

    /** As {@code sha256sum} shows it. */
    static String hex(Bytes32 digest) {
        return HexFormat.of().formatHex(digest.toBytes());
    }

    static Bytes32 digest(String text) {
        return Bytes32.sha256(text.getBytes(StandardCharsets.UTF_8));
    }
}
