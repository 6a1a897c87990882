package org.wangchuan.platform.consumer;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/**
 * What somebody does before they give a kind of device away; data in {@code preparation/*.json}, and of phones what {@link MakerGuides}
 * makes of what is known of their makers. Everybody may read all of it; of a device that is handed in, the items are the owner's
 * checklist.
 *
 * @param kinds of devices that come over a counter with these items as their checklist, by their ids; none for what is only read
 * @param brands in lower case, of these kinds; empty for all that no other guide of the kind names
 * @param words in lower case: what somebody may type who looks for it
 * @param items what is done first: it costs nothing if they change their mind
 * @param reset how it is reset afterwards. That is advice, and no proof: what happens at a counter does not rest on it
 * @param notes from which versions the names of menus are
 * @param shows what a person can see after a reset, and what that tells
 * @param leaves what a reset does not reach
 * @param gaps what is not known
 */
public record Guide(
        String id,
        int version,
        Group group,
        Words title,
        Words lead,
        List<String> kinds,
        List<String> brands,
        List<String> words,
        List<Item> items,
        List<Words> reset,
        List<Words> notes,
        Words shows,
        Words leaves,
        List<Words> gaps,
        List<Source> sources) {
    /** The item of the guides that have one: what is to be kept is saved elsewhere. */
    static final String BACKUP = "backup";

    /** All items that are about what is to be kept: of a phone, its chats and photos are asked for by themselves, since no backup holds all of them. */
    private static final Set<String> SAVING = Set.of(BACKUP, "chats", "photos");

    /** Where the answer to the one question stands that is asked if that is not done; no item of a guide is called so. */
    public static final String KEEP = "keep";

    /** There is nothing that anybody wants to keep. */
    static final String NOTHING_TO_KEEP = "nothing";

    /** What is to be kept was copied, and looked at. */
    static final String COPIED = "copied";

    /** It was not yet: nothing is erased. */
    public static final String NOT_YET = "not-yet";

    /** All answers to that question, as the page asks. */
    public static final List<String> KEEPING = List.of(NOTHING_TO_KEEP, COPIED, NOT_YET);

    public Guide {
        kinds = List.copyOf(kinds);
        brands = List.copyOf(brands);
        words = List.copyOf(words);
        items = List.copyOf(items);
        reset = List.copyOf(reset);
        notes = List.copyOf(notes);
        gaps = List.copyOf(gaps);
        sources = List.copyOf(sources);
    }

    /** Under which heading it stands in the list of all, in this order. */
    public enum Group {
        PHONE,
        TABLET,
        COMPUTER,
        STORAGE,
        WEARABLE,
        OFFICE,
        CONSOLE,
        HOME,
        VEHICLE,
        OTHER;

        /** As it stands in the file, and in the keys of words. */
        public String id() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /** The same in both languages. */
    public record Words(String zh, String en) {
        /** In one of them. */
        public String in(boolean isChinese) {
            return isChinese ? zh : en;
        }
    }

    /**
     * Where it is written.
     *
     * @param address where it can be read, or empty
     * @param seen the day on which the guide was last compared with it, or empty if it was not: the page says which
     */
    public record Source(Words title, String address, String seen) {}

    /**
     * What of it is neither done nor needless, by what was said of its items: it can't be done, or nobody said anything of it. Of the backup
     * the question says it that was asked instead.
     */
    public List<Item> missing(Map<String, String> said) {
        return items.stream()
                .filter(item -> !"done".equals(said.get(item.id())) && !"skipped".equals(said.get(item.id())))
                .filter(item -> !SAVING.contains(item.id()) || !isKept(said))
                .toList();
    }

    /**
     * Whether its owner has said of what they want to keep that they have it elsewhere, or that there is nothing of that kind: the words
     * which they agree to say so, too. That no backup is needed is not enough, for people say it of what they can't do.
     */
    public static boolean isKept(Map<String, String> said) {
        return ("done".equals(said.get(BACKUP)) && SAVING.stream().noneMatch(one -> "unable".equals(said.get(one))))
                || NOTHING_TO_KEEP.equals(said.get(KEEP))
                || COPIED.equals(said.get(KEEP));
    }

    /**
     * What a form says of its items. Of an item that it says nothing of, nothing is said: silence is never an answer. Another answer about
     * what is to be saved takes back what was said of what is to be kept, which is then asked again.
     *
     * @param prefix what stands before an item in the names of the form
     * @param known what was said before
     */
    Map<String, String> answers(Map<String, String> form, String prefix, Map<String, String> known) {
        Map<String, String> out = new LinkedHashMap<>();
        for (Item item : items) {
            String answer = form.getOrDefault(prefix + item.id(), "");
            if (answer.equals("done") || answer.equals("skipped") || answer.equals("unable")) {
                out.put(item.id(), answer);
            }
        }
        if (SAVING.stream()
                .anyMatch(one -> out.containsKey(one) && !out.get(one).equals(known.get(one)))) {
            out.put(KEEP, "");
        }
        return out;
    }

    /**
     * One thing to do.
     *
     * @param text where to find it
     * @param source where this is written; empty if nobody has read it anywhere, which the pages say
     */
    public record Item(String id, Words title, Words text, String source) {
        /** Its title in a language. */
        public String title(boolean isChinese) {
            return title.in(isChinese);
        }

        /** Its explanation in a language. */
        public String text(boolean isChinese) {
            return text.in(isChinese);
        }
    }
}
