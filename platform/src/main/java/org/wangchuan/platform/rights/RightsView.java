package org.wangchuan.platform.rights;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.wangchuan.platform.identity.Organisations.Site;
import org.wangchuan.platform.vault.Field;
import org.wangchuan.platform.vault.Vault;

/**
 * One request as whoever answers it sees it.
 *
 * @param orderCode of the order by whose link it was asked
 * @param words that were opened just now, by where the vault has them; empty if none were
 * @param contact of somebody without a link, opened with the words
 * @param isOpened whether they were asked for just now
 * @param gone that words of it were forgotten
 * @param isThere whether the vault can still hold words of whoever asked
 * @param kept of each person that they are to the vault by now, mostly one, without any of it
 * @param others how many others could decide it
 * @param isExcluded whether this reader has decided it before, or handed it on
 * @param names of those who did something, by account
 */
public record RightsView(
        PersonRequest request,
        Site site,
        Optional<String> orderCode,
        Map<UUID, String> words,
        Map<Field, String> contact,
        boolean isOpened,
        Optional<Gone> gone,
        boolean isThere,
        List<Vault.Keeping> kept,
        int others,
        boolean isExcluded,
        Map<UUID, String> names,
        Instant now) {
    public RightsView {
        kept = List.copyOf(kept);
        words = Map.copyOf(words);
        contact = Map.copyOf(contact);
        names = Map.copyOf(names);
    }

    /** Whether words that were written with it can be opened. */
    public boolean hasWords() {
        return !request.texts().isEmpty() && isThere && gone.filter(Gone::isAll).isEmpty();
    }

    /** Grounds that it can be refused for. */
    public List<Ground> grounds() {
        return Ground.of(request.kind()).stream()
                .filter(ground -> ground != Ground.NOT_FOR_KIN || request.isByKin())
                .toList();
    }

    /**
     * That words of a request are kept no more.
     *
     * @param isOwnWish whether the person had them forgotten; else their time was over, or staff did it
     * @param isAll whether nothing that was written with it is left
     */
    public record Gone(Instant at, boolean isOwnWish, boolean isAll) {}

    /**
     * A line of the list.
     *
     * @param site its name
     */
    public record Line(PersonRequest request, String site, Optional<String> orderCode) {}

    /**
     * What the list was asked for.
     *
     * @param isAtOnce whether those are shown that people did themselves
     * @param code how their codes, or those of their orders, begin; empty for all
     */
    public record Asked(String state, String kindId, boolean isAtOnce, String code, int from) {
        /** Whether more would be found if less was asked for. */
        public boolean isNarrowed() {
            return !code.isEmpty() || !kindId.isEmpty();
        }

        Optional<PersonRequest.State> wanted() {
            return PersonRequest.State.of(state);
        }

        Optional<RequestKind> kind() {
            return RequestKind.of(kindId);
        }

        /** This list from another place on. */
        public String at(int place) {
            return "/rights?q=" + code + "&state=" + state + "&kind=" + kindId + (isAtOnce ? "&at-once=1" : "")
                    + "&from=" + Math.max(0, place);
        }
    }
}
