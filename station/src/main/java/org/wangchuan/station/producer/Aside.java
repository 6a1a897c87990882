package org.wangchuan.station.producer;

import java.nio.file.Path;
import java.util.List;

/**
 * That a kept statement stays behind, or may, and because of which files. Whoever laid it there is told: it is silent nowhere else.
 *
 * @param kept what stays behind
 * @param because the files that have to do with it, in the order of their names; none where it is no file's doing
 */
public record Aside(Kept kept, Why why, List<Path> because) {
    /** Why. Codes are stable. */
    public enum Why {
        /** A later one of its number withdraws it or states less, by its own key or by one that a trust list here gives to the same producer. */
        LATER,
        /** The same, but no trust list here has either key: it goes by the name that both files give themselves. */
        LATER_BY_NAME,
        /** There are two of its number and of one sequence, its own or a later one: none of them travels. */
        CONTRADICTED,
        /** The same, but no trust list here has either key: it goes by the name that both files give themselves. */
        CONTRADICTED_BY_NAME,
        /** It bears name and number of an earlier one, whose producer by a trust list here is another: it takes nothing out of force. */
        NOT_THEIRS,
        /** Others go first, and no more travel with one receipt. */
        FULL,
        /** So many others that go first speak of the same phones that it may stay behind. */
        MAY_BE_FULL,
        /** It fits, but the result was signed without it: it came too late, or could not be told then. */
        SIGNED_WITHOUT
    }

    public Aside {
        because = List.copyOf(because);
    }
}
