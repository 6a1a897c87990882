package org.wangchuan.platform.bench;

import java.util.List;
import org.wangchuan.canonical.Json;
import org.wangchuan.canonical.JsonValue;
import org.wangchuan.platform.testing.PlatformTest;

/** A station with phones on its cables, each in another state, for the tests of the pages. */
public final class CableSample {
    private final SigningStation station;

    private CableSample(SigningStation station) {
        this.station = station;
    }

    /** A further station of a shop's first site. */
    public static CableSample of(PlatformTest.Shop shop) {
        return new CableSample(new SigningStation(PlatformTest.newStation(shop.site())));
    }

    /** Tells of them, as now: what was told a while ago is not shown. */
    public void tell() {
        List<JsonValue> phones = List.of(
                phone("1-4.2", 12, "mobile", "told")
                        .put("maker", "HONOR")
                        .put("model", "ANY-AN00")
                        .put("serial", "A5XN9K3P70001234")
                        .put("system", "android")
                        .put("shows", Json.texts(List.of("mtp", "adb")))
                        .put("mode", "system")
                        .build(),
                phone("1-4.3", 13, "mobile", "told")
                        .put("maker", "Apple Inc.")
                        .put("model", "iPhone14,5")
                        .put("system", "ios")
                        .put("shows", Json.texts(List.of("apple-normal")))
                        .put("mode", "system")
                        .put("screenLock", "locked")
                        .put("activation", "activated")
                        .build(),
                phone("1-4.4", 14, "possible", "silent")
                        .put("shows", Json.texts(List.of("fastboot")))
                        .put("mode", "bootloader")
                        .build(),
                phone("1-4.10", 15, "possible", "asking")
                        .put("maker", "W".repeat(64))
                        .build());
        if (station.call(
                                "PUT",
                                "/phones",
                                Json.object()
                                        .put("phones", new JsonValue.Array(phones))
                                        .build())
                        .status()
                != 200) {
            throw new IllegalStateException("the platform takes no phones");
        }
    }

    private static Json.Builder phone(String place, int plug, String means, String answer) {
        return Json.object()
                .put("place", place)
                .put("plug", plug)
                .put("means", means)
                .put("answer", answer);
    }
}
