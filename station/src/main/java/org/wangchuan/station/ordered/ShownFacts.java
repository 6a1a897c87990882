package org.wangchuan.station.ordered;

import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.wangchuan.canonical.Json;
import org.wangchuan.canonical.JsonValue;
import org.wangchuan.engine.phone.fact.Fact;
import org.wangchuan.engine.phone.fact.Facts;
import org.wangchuan.engine.phone.fact.Property;
import org.wangchuan.engine.phone.fact.Source;

/** What of a phone goes to the platform's pages: a list of what may, so that a property that comes later stays here until somebody has thought about it. */
final class ShownFacts {
    /** As many as the Station API takes. */
    static final int FACTS_MAX = 64;

    /** None of them is a number of the phone, of its SIM or of its owner. Maker and model have their own place. */
    private static final Set<Property> SHOWN = EnumSet.of(
            Property.SYSTEM,
            Property.MODE,
            Property.SCREEN_LOCK,
            Property.ACTIVATION,
            Property.RESET_PROTECTION,
            Property.VERSION,
            Property.PATCH_LEVEL,
            Property.STORAGE_BYTES,
            Property.ENCRYPTION,
            Property.METADATA_ENCRYPTION,
            Property.SECOND_SYSTEM,
            Property.VERIFIED_BOOT,
            Property.BOOTLOADER,
            Property.FIND_DEVICE,
            Property.ACCOUNTS,
            Property.RESET_PROTECTION_STORE,
            Property.OEM_UNLOCK,
            Property.MANAGED,
            Property.MANAGED_BY,
            Property.CARRIER_LOCK,
            Property.SIM,
            Property.ESIM,
            Property.ESIM_CHIP,
            Property.ESIM_PROFILES,
            Property.CARD,
            Property.BATTERY_PERCENT,
            Property.SETUP,
            Property.PERMISSION,
            Property.MARK,
            Property.USER_APPS,
            Property.DATA_BORN);

    /** What its own system tells before what it shows, as a statement has it. */
    private static final List<Source> BEST_FIRST = List.of(
            Source.ADB,
            Source.ATTESTED,
            Source.PAIRED,
            Source.LOCKDOWN,
            Source.MTP,
            Source.USB,
            Source.FASTBOOT,
            Source.SEEN,
            Source.SAID);

    private ShownFacts() {}

    static boolean isShown(Property property) {
        return SHOWN.contains(property);
    }

    static List<JsonValue> json(Facts known) {
        return known.all().stream()
                .filter(fact -> isShown(fact.property()))
                .limit(FACTS_MAX)
                .<JsonValue>map(fact -> Line.object(FactWords.fact(fact))
                        .put("property", fact.property().id())
                        .put("value", fact.value())
                        .put("source", fact.source().id())
                        .build())
                .toList();
    }

    /** What kind of phone it is. */
    static JsonValue.Obj phone(Facts known) {
        return Json.object()
                .put("maker", best(known, Property.MAKER))
                .put("model", best(known, Property.MODEL))
                .put("system", best(known, Property.SYSTEM))
                .put("version", best(known, Property.VERSION))
                .build();
    }

    private static Optional<String> best(Facts known, Property property) {
        return BEST_FIRST.stream()
                .flatMap(source ->
                        known.all().stream().filter(fact -> fact.property() == property && fact.source() == source))
                .map(Fact::value)
                .findFirst();
    }
}
