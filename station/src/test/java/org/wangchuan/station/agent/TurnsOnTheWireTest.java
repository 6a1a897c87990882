package org.wangchuan.station.agent;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.UUID;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.wangchuan.canonical.CanonicalJson;
import org.wangchuan.canonical.Json;
import org.wangchuan.canonical.JsonValue;
import org.wangchuan.station.phone.MadePhone;
import org.wangchuan.station.testing.InMemoryPhones;

/**
 * What this side tells of a phone is kept as a file that the platform's tests read with the platform's own reader, so that neither side is tried against
 * its own picture of the other alone. A member that is told and is not in that file fails here; one that the platform passes over fails there.
 */
@Tag("slow")
@Timeout(120)
class TurnsOnTheWireTest {
    private static final Path GOLDEN =
            Path.of("../platform/src/test/resources/org/wangchuan/platform/bench/turns-of-a-phone.json");

    @TempDir
    Path folder;

    @Test
    void whatIsToldHasTheFormOfWhatThePlatformReads() throws Exception {
        List<JsonValue.Obj> told = told();
        if (Boolean.getBoolean("wangchuan.fixtures.write")) {
            Files.createDirectories(GOLDEN.getParent());
            Files.writeString(GOLDEN, CanonicalJson.writeText(golden(told)) + "\n");
        }
        SortedSet<String> kept = new TreeSet<>();
        forms("", CanonicalJson.readObject(Files.readString(GOLDEN).strip().getBytes(StandardCharsets.UTF_8)), kept);
        SortedSet<String> now = new TreeSet<>();
        forms("", golden(told), now);
        assertThat(names(kept))
                .as("written anew by -Dwangchuan.fixtures.write=true")
                .containsAll(names(now));
        assertThat(kept)
                .contains(
                        "turns.question.kind=choose",
                        "turns.question.kind=observe",
                        "turns.question.asks=managed",
                        "turns.question.kind=goes-on",
                        "turns.step=fill",
                        "turns.notices.topic=reset");
    }

    /** Without the words: which of them are told depends on how fast who is. */
    private static SortedSet<String> names(SortedSet<String> forms) {
        SortedSet<String> out = new TreeSet<>();
        forms.forEach(form -> out.add(form.replaceFirst("=.*", ": text")));
        return out;
    }

    /** A phone that is filled, one that somebody has to allow to be asked, and one that does not go. */
    private List<JsonValue.Obj> told() throws Exception {
        try (PhoneShop shop = new PhoneShop(folder)) {
            MadePhone filled = new MadePhone("37061FDJH0011Z");
            shop.hub.plug("1-4.2", filled);
            shop.start();
            Task first = shop.queue("1-4.2", filled);
            shop.counter.chooses(first.id(), "android-reset-fill-reset");
            PhoneShop.await(() -> shop.platform.receipt(first.id()).isPresent() && shop.isIdle());

            MadePhone left = new MadePhone("37061FDJH0012Z");
            left.setDebugging(false);
            shop.hub.plug("1-4.3", left);
            shop.counter.resets(false);
            shop.counter.answers(
                    (task, question) -> InMemoryPhones.text(question, "kind").equals("goes-on")
                            ? Optional.of(MadeCounter.said("answer", "end"))
                            : shop.counter.usual(task, question));
            Task second = shop.queue("1-4.3", left);
            PhoneShop.await(() -> shop.platform.receipt(second.id()).isPresent() && shop.isIdle());
            return shop.platform.phoneDesk().told();
        }
    }

    /** One turn of each form, with names and numbers that are the same each time. */
    private static JsonValue.Obj golden(List<JsonValue.Obj> told) {
        List<JsonValue> out = new ArrayList<>();
        SortedSet<String> seen = new TreeSet<>();
        for (JsonValue.Obj turn : told) {
            SortedSet<String> forms = new TreeSet<>();
            forms("", turn, forms);
            if (seen.addAll(forms)) {
                Map<String, JsonValue> members = new TreeMap<>(turn.members());
                members.put("turn", new JsonValue.Whole(out.size() + 1));
                if (members.get("question") instanceof JsonValue.Obj asked) {
                    Map<String, JsonValue> question = new TreeMap<>(asked.members());
                    question.put("id", new JsonValue.Text(new UUID(0, out.size() + 1).toString()));
                    members.put("question", new JsonValue.Obj(question));
                }
                out.add(new JsonValue.Obj(members));
            }
        }
        return Json.object().put("turns", new JsonValue.Array(out)).build();
    }

    /** Where what stands, with those words that are closed lists. */
    private static void forms(String path, JsonValue value, SortedSet<String> out) {
        switch (value) {
            case JsonValue.Obj object ->
                object.members().forEach((name, one) -> forms(path.isEmpty() ? name : path + "." + name, one, out));
            case JsonValue.Array array -> array.items().forEach(one -> forms(path, one, out));
            case JsonValue.Text text -> out.add(isClosed(path) ? path + "=" + text.value() : path + ": text");
            case JsonValue.Whole _ -> out.add(path + ": number");
            case JsonValue.Bool _ -> out.add(path + ": truth");
            case JsonValue.Null _ -> out.add(path + ": nothing");
        }
    }

    private static boolean isClosed(String path) {
        String last = path.substring(path.lastIndexOf('.') + 1);
        return List.of("step", "kind", "topic", "property", "code", "missing", "asks", "state", "by", "reaches")
                .contains(last);
    }
}
