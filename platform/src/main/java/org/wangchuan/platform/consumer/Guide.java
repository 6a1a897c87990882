package org.wangchuan.platform.consumer;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * What somebody does before they give a kind of device away; data in {@code preparation/*.json}. Everybody may read all of it; of a
 * device that is handed in, the items are the owner's checklist.
 *
 * @param kinds of devices that come over a counter with these items as their checklist, by their ids; none for what is only read
 * @param brands in lower case, of these kinds; empty for all that no other guide of the kind names
 * @param words in lower case: what somebody may type who looks for it
 * @param items what is done first: it costs nothing if they change their mind
 * @param reset how it is reset afterwards. That is advice, and no proof: what happens at a counter does not rest on it
 * @param notes from which versions the names of menus are
 * @param shows what a person can see after a reset, and what that tells
 * @param leaves what a reset does not reach
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
        List<Source> sources) {
    public Guide {
        kinds = List.copyOf(kinds);
        brands = List.copyOf(brands);
        words = List.copyOf(words);
        items = List.copyOf(items);
        reset = List.copyOf(reset);
        notes = List.copyOf(notes);
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

    /** What of it is not done, by what was said of its items. */
    public List<Item> missing(Map<String, String> said) {
        return items.stream()
                .filter(item -> !"done".equals(said.get(item.id())))
                .toList();
    }

    /**
     * What a form says of its items.
     *
     * @param prefix what stands before an item in the names of the form
     * @param known what was said before
     * @param isRestDone whether those that nothing was said of are done
     */
    Map<String, String> answers(
            Map<String, String> form, String prefix, Map<String, String> known, boolean isRestDone) {
        Map<String, String> out = new LinkedHashMap<>();
        for (Item item : items) {
            String answer = form.getOrDefault(prefix + item.id(), "");
            if (answer.equals("done") || answer.equals("skipped") || answer.equals("unable")) {
                out.put(item.id(), answer);
            } else if (isRestDone && !known.containsKey(item.id())) {
                out.put(item.id(), "done");
            }
        }
        return out;
    }

    /**
     * One thing to do.
     *
     * @param text where to find it
     * @param source where this is written
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
