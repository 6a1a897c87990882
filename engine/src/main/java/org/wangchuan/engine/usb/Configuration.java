package org.wangchuan.engine.usb;

import java.util.List;

/**
 * One configuration as its descriptor says (USB 2.0, 9.6.3).
 *
 * @param value what it is chosen by, 0 to 255
 * @param settings all settings of all interfaces, in the order in which they stand
 */
public record Configuration(int value, List<InterfaceSetting> settings) {
    public Configuration {
        settings = List.copyOf(settings);
    }

    /** How many interfaces there are. */
    public int interfaces() {
        return (int) settings.stream().map(InterfaceSetting::number).distinct().count();
    }
}
