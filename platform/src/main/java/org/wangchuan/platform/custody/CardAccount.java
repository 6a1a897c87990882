package org.wangchuan.platform.custody;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * What somebody says of what was in a phone beside itself: its kind and what became of it, and nothing that names it. There is no word for
 * "I don't know": who doesn't know says nothing, and the phone stays uncounted.
 */
public record CardAccount(Sim sim, Esim esim, Card card) {
    /** Of the SIM, or of all of them. None is ever erased here: one that is left inside is not accounted for. */
    public enum Sim {
        /** There was none. */
        NONE,
        /** In its owner's hand. */
        GIVEN_BACK,
        /** Before its owner's eyes. */
        DESTROYED;

        /** As it stands in the database, and in the keys of words. */
        public String id() {
            return CardAccount.id(this);
        }
    }

    /** Of profiles that are in no tray. */
    public enum Esim {
        /** It is known that there was none. */
        NONE,
        /** Deleted, or moved by its owner to another phone. */
        DELETED;

        /** As it stands in the database, and in the keys of words. */
        public String id() {
            return CardAccount.id(this);
        }
    }

    /** Of the memory card. */
    public enum Card {
        /** There was none. */
        NONE,
        /** In its owner's hand. */
        GIVEN_BACK,
        /** It stays here: a medium of its own, to be erased. One that can't be goes into the bag with its phone. */
        STAYS;

        /** As it stands in the database, and in the keys of words. */
        public String id() {
            return CardAccount.id(this);
        }
    }

    /** How many media the phone is with it: itself, and a card that stays. */
    public int media() {
        return card == Card.STAYS ? 2 : 1;
    }

    /**
     * Whether it explains what was seen before it.
     *
     * @param all what was seen, this among it
     */
    boolean explains(CardsSaid.Seen seen, List<CardsSaid.Seen> all) {
        return switch (seen.kind()) {
            // A phone calls a profile a SIM, too; whoever looks sees none in the tray. Only of a phone that is known to
            // have one that may be it.
            case SIM ->
                sim != Sim.NONE
                        || (seen.by() == CardsSaid.By.PHONE
                                && esim != Esim.NONE
                                && all.stream().anyMatch(one -> one.kind() == CardsSaid.Kind.ESIM));
            case ESIM -> esim != Esim.NONE;
            case CARD -> card != Card.NONE;
            case SOMETHING -> sim != Sim.NONE || card != Card.NONE;
        };
    }

    /**
     * Whether it explains what was seen after it: only what stays may still be there, and only until a station has begun with it. From then on it is in a reader,
     * or came out of one, and what is seen in the phone may be another.
     */
    boolean explainsLater(CardsSaid.Kind seen, boolean isCardBegun) {
        return !seen.isSim() && card == Card.STAYS && !isCardBegun;
    }

    /** The one of these ids; empty if one of them is none. */
    public static Optional<CardAccount> of(String sim, String esim, String card) {
        return find(Sim.values(), sim)
                .flatMap(first -> find(Esim.values(), esim)
                        .flatMap(second ->
                                find(Card.values(), card).map(third -> new CardAccount(first, second, third))));
    }

    private static <T extends Enum<T>> Optional<T> find(T[] values, String id) {
        return Arrays.stream(values).filter(one -> id(one).equals(id)).findFirst();
    }

    private static String id(Enum<?> one) {
        return one.name().toLowerCase(Locale.ROOT);
    }
}
