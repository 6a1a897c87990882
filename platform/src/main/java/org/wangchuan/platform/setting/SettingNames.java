package org.wangchuan.platform.setting;

import java.lang.reflect.RecordComponent;
import java.util.Arrays;
import java.util.Locale;

/** How settings are named, and what their numbers may be. */
public final class SettingNames {
    /** What all of them begin with. */
    public static final String PREFIX = "wangchuan";

    private SettingNames() {}

    /** {@code wangchuan.owner-requests-per-minute} of the component {@code ownerRequestsPerMinute}. */
    public static String of(RecordComponent component) {
        return of(component.getName());
    }

    static String of(String component) {
        return PREFIX + "." + component.replaceAll("([A-Z])", "-$1").toLowerCase(Locale.ROOT);
    }

    /**
     * Holds a number against what its {@link Setting} says.
     *
     * @param settings the record of settings
     * @param component its component
     * @throws SettingException if it is less or more
     */
    public static void requireInRange(Class<? extends Record> settings, String component, long value) {
        Setting setting = Arrays.stream(settings.getRecordComponents())
                .filter(one -> one.getName().equals(component))
                .map(one -> one.getAnnotation(Setting.class))
                .findFirst()
                .orElseThrow();
        if (value < setting.min() || value > setting.max()) {
            throw SettingException.value(of(component), setting.min() + " to " + setting.max(), value);
        }
    }
}
