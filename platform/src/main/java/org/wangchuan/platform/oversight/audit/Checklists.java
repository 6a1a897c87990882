package org.wangchuan.platform.oversight.audit;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.springframework.core.io.Resource;
import org.springframework.core.io.support.PathMatchingResourcePatternResolver;
import org.springframework.stereotype.Component;
import org.wangchuan.platform.oversight.Words;
import org.wangchuan.platform.web.content.StrictReader;

/** All versions of the checklists, read strictly when the platform starts: a mistake in one keeps it from starting. Thread-safe. */
@Component
class Checklists {
    private static final StrictReader<Checklist> FILES = new StrictReader<>(Checklist.class, "a checklist");

    private static final Pattern ID = Pattern.compile("[a-z][a-z-]{0,39}");
    private static final int CHARS_MAX = 400;
    private static final int ITEMS_MAX = 100;
    private static final int MONTHS_MAX = 60;

    private final List<Checklist> all;

    Checklists() throws IOException {
        this(List.of(new PathMatchingResourcePatternResolver().getResources("classpath*:checklists/*.json")));
    }

    Checklists(List<Resource> files) throws IOException {
        List<Checklist> read = new ArrayList<>();
        for (Resource file : files) {
            read.add(FILES.read(file, list -> list.id() + ".v" + list.version() + ".json", Checklists::check));
        }
        FILES.require(!read.isEmpty(), "checklists/ID.v1.json, expected at least one", 0);
        all = read.stream()
                .sorted(Comparator.comparing(Checklist::id).thenComparingInt(Checklist::version))
                .toList();
    }

    /** The newest version of each, by id. */
    List<Checklist> current() {
        List<Checklist> out = new ArrayList<>();
        for (Checklist list : all) {
            out.removeIf(one -> one.id().equals(list.id()));
            out.add(list);
        }
        return List.copyOf(out);
    }

    /** The newest version of one. */
    Optional<Checklist> current(String id) {
        return current().stream().filter(list -> list.id().equals(id)).findFirst();
    }

    /** The one by which an audit was begun. */
    Optional<Checklist> version(String id, int version) {
        return all.stream()
                .filter(list -> list.id().equals(id) && list.version() == version)
                .findFirst();
    }

    /**
     * Reads one.
     *
     * @throws IOException if it says anything that is not foreseen, or leaves out something
     */
    static Checklist read(byte[] json) throws IOException {
        Checklist read = FILES.read(json);
        check(read);
        return read;
    }

    private static void check(Checklist list) throws IOException {
        FILES.require(ID.matcher(list.id()).matches(), "id, expected such as counter-quarterly", list.id());
        FILES.require(list.version() >= 1, "version, expected 1 or more", list.version());
        FILES.require(
                list.everyMonths() >= 1 && list.everyMonths() <= MONTHS_MAX,
                "every-months, expected 1 to " + MONTHS_MAX,
                list.everyMonths());
        words("title", list.title(), list.id());
        FILES.require(
                !list.items().isEmpty() && list.items().size() <= ITEMS_MAX,
                "items, expected 1 to " + ITEMS_MAX,
                list.items().size());
        Set<String> ids = new HashSet<>();
        for (Checklist.Item item : list.items()) {
            FILES.require(ID.matcher(item.id()).matches(), "items, expected an id", item.id());
            FILES.require(ids.add(item.id()), "items, expected once", item.id());
            words("text", item.text(), item.id());
            words("how", item.how(), item.id());
            words("source", item.source().title(), item.id());
            FILES.require(item.source().part().length() <= CHARS_MAX, "part, expected at most " + CHARS_MAX, item.id());
        }
    }

    private static void words(String what, Words words, String where) throws IOException {
        FILES.require(words.areBoth(CHARS_MAX), what + ", expected in both languages", where);
        FILES.require(StrictReader.hasHan(words.zh()), what + ", expected Chinese", where);
        FILES.require(!StrictReader.hasHan(words.en()), what + ", expected English", where);
    }
}
