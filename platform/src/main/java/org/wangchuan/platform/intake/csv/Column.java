package org.wangchuan.platform.intake.csv;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/** A column that a list may have, by the names that its first row may give it. */
public enum Column {
    KIND("kind", "设备类型", "类型"),
    BRAND("brand", "品牌"),
    MODEL("model", "型号"),
    SERIAL("serial", "序列号"),
    DRIVES("drives", "硬盘数"),
    DRIVE_SERIALS("drive-serials", "硬盘序列号"),
    CONDITION("condition", "外观", "外观状况"),
    WEIGHT("weight", "重量", "重量kg"),
    REFERENCE("reference", "资产编号"),
    /** Whether somebody compared an IMEI whose check digit does not fit: it stands on the device like that. */
    NUMBER_CHECKED("number-checked", "序列号已核对"),
    /** Whether somebody has seen that it is another device than the one that is here under the same number. */
    ANOTHER_DEVICE("another-device", "另一台设备");

    /** Without these a row can't be taken in. */
    static final Set<Column> NEEDED = Set.of(KIND, BRAND, MODEL);

    private final String names;

    Column(String... names) {
        this.names = String.join("\n", names);
    }

    /** The field of the intake form, the name in the first row, and the key of its words. */
    public String id() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** As whoever writes a list may call it. */
    public String name(boolean isChinese) {
        return names.lines().skip(isChinese ? 1 : 0).findFirst().orElseThrow();
    }

    /** The one of this name; small differences of writing do not count. */
    static Optional<Column> of(String name) {
        String plain = plain(name)
                .replace("driveserials", "drive-serials")
                .replace("numberchecked", "number-checked")
                .replace("anotherdevice", "another-device");
        return Arrays.stream(values())
                .filter(column -> column.names.lines().anyMatch(plain::equals))
                .findFirst();
    }

    /** Without small differences of writing. */
    static String plain(String name) {
        return name.strip().toLowerCase(Locale.ROOT).replaceAll("[ _()（）]", "");
    }
}
