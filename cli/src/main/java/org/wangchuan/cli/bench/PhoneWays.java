package org.wangchuan.cli.bench;

import java.util.ArrayList;
import java.util.List;
import org.wangchuan.canonical.Json;
import org.wangchuan.canonical.JsonValue;
import org.wangchuan.cli.service.Console;
import org.wangchuan.cli.service.Messages;
import org.wangchuan.engine.phone.fact.Property;
import org.wangchuan.engine.phone.technique.PhoneTechnique;
import org.wangchuan.engine.phone.technique.TechniqueCatalogue;

/** Which ways to erase a phone this version has, and which of them was ever tried on a real one: from the data of each way, and from nowhere else. */
final class PhoneWays {
    private PhoneWays() {}

    static void print(Console console) {
        Messages messages = console.messages();
        console.result(messages.text("phones.ways"));
        for (PhoneTechnique way : TechniqueCatalogue.all()) {
            console.result("    "
                    + messages.text(
                            way.isTried() ? "phones.way-tried" : "phones.way-untried",
                            PhoneWords.in(way.title(), messages),
                            way.id(),
                            messages.text(way.reaches().isPresent() ? "phone.offer-cleared" : "phone.offer-unproven")));
        }
    }

    static JsonValue.Array json() {
        List<JsonValue> out = new ArrayList<>();
        for (PhoneTechnique way : TechniqueCatalogue.all()) {
            out.add(Json.object()
                    .put("id", way.id())
                    .put("version", way.version())
                    .put("zh", way.title().zh())
                    .put("en", way.title().en())
                    .put("systems", Json.texts(systems(way)))
                    .put("by", Json.wireName(way.by()))
                    .put("fills", way.fills())
                    .put("reaches", way.reaches().map(Json::wireName))
                    .put("tried", way.isTried())
                    .build());
        }
        return new JsonValue.Array(out);
    }

    private static List<String> systems(PhoneTechnique way) {
        return way.needs().stream()
                .filter(need -> need.property() == Property.SYSTEM)
                .flatMap(need -> need.is().stream())
                .distinct()
                .toList();
    }
}
