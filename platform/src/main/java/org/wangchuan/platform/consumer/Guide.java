package org.wangchuan.platform.consumer;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What an owner does before the erasure of one kind of device; data in {@code preparation/*.json}.
 *
 * @param kinds of devices, by their ids
 * @param brands in lower case; empty for all that no other guide of the kind names
 */
public record Guide(String id, int version, List<String> kinds, List<String> brands, List<Item> items) {
    public Guide {
        kinds = List.copyOf(kinds);
        brands = List.copyOf(brands);
        items = List.copyOf(items);
    }

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
     * @param title by language
     * @param text where to find it, by language
     * @param source where this is written
     */
    public record Item(String id, Map<String, String> title, Map<String, String> text, String source) {
        public Item {
            title = Map.copyOf(title);
            text = Map.copyOf(text);
        }

        /** Its title in a language. */
        public String title(boolean isChinese) {
            return title.getOrDefault(isChinese ? "zh" : "en", id);
        }

        /** Its explanation in a language. */
        public String text(boolean isChinese) {
            return text.getOrDefault(isChinese ? "zh" : "en", "");
        }
    }
}
