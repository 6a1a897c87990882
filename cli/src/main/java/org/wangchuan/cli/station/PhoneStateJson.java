package org.wangchuan.cli.station;

import java.util.List;
import org.wangchuan.canonical.Json;
import org.wangchuan.canonical.JsonValue;
import org.wangchuan.station.agent.PhoneState;

/** Phones on cables as the Station API has them. */
final class PhoneStateJson {
    private PhoneStateJson() {}

    static JsonValue.Obj of(List<PhoneState> phones) {
        return Json.object()
                .put(
                        "phones",
                        new JsonValue.Array(phones.stream()
                                .<JsonValue>map(PhoneStateJson::of)
                                .toList()))
                .build();
    }

    private static JsonValue.Obj of(PhoneState phone) {
        return Json.object()
                .put("place", phone.place())
                .put("plug", phone.plug())
                .put("means", phone.means())
                .put("maker", phone.maker())
                .put("model", phone.model())
                .put("serial", phone.serial())
                .put("system", phone.system())
                .put("shows", Json.texts(phone.shows()))
                .put("mode", phone.mode())
                .put("screenLock", phone.screenLock())
                .put("activation", phone.activation())
                .put("answer", phone.answer())
                .build();
    }
}
