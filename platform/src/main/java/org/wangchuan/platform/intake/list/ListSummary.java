package org.wangchuan.platform.intake.list;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/**
 * That there is a signed summary of a list, with what pages show of it.
 *
 * @param event of its record
 * @param number which one it is, from 1
 * @param isFinal whether nothing of the list was open
 * @param good how many of its devices were cleared and met the rules, by evidence alone
 */
public record ListSummary(UUID event, int number, boolean isFinal, int devices, int good, Instant at) {
    /** What checks all of it, in the folder of the files. */
    public static final String CHECK =
            "./wangchuan verify summary.json certificates/*.json --trust wangchuan-operator.trust";

    /**
     * What a page of them shows.
     *
     * @param all the newest first
     * @param isChanged whether what is true now is not what the newest says
     * @param isOpen whether one that was made now would be interim
     */
    public record Shown(List<ListSummary> all, boolean isChanged, boolean isOpen) {
        public Shown {
            all = List.copyOf(all);
        }

        /** The newest. */
        public Optional<ListSummary> newest() {
            return all.stream().findFirst();
        }
    }

    /** Its part of a word's key. */
    public String stage() {
        return isFinal ? "final" : "interim";
    }

    /** Whether each device was cleared and met the rules, and nothing was open. */
    public boolean isAllGood() {
        return isFinal && good == devices;
    }
}
