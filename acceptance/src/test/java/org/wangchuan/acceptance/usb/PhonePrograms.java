package org.wangchuan.acceptance.usb;

import java.util.List;

/** Programs of an Android that Debian's adbd has none of: shell scripts that say what a phone would. */
final class PhonePrograms {
    /** What its system tells as its number. */
    static final String SERIAL = "MADE-SERIAL-0042";

    private PhonePrograms() {}

    /** The programs of a phone that the daemon's shell finds before any others, by their names. */
    static List<String> names() {
        return List.of("getprop", "settings", "dumpsys", "dpm", "pm");
    }

    /** What one of them does. */
    static String text(String name) {
        return switch (name) {
            case "getprop" -> """
                    #!/bin/sh
                    case "$1" in
                    ro.product.manufacturer) echo Made;;
                    ro.product.model) echo Phone 1;;
                    ro.build.version.release) echo 14;;
                    ro.build.version.security_patch) echo 2026-03-01;;
                    ro.crypto.state) echo encrypted;;
                    ro.crypto.type) echo file;;
                    ro.boot.verifiedbootstate) echo green;;
                    ro.boot.flash.locked) echo 1;;
                    ro.serialno) echo %s;;
                    gsm.sim.state) echo ABSENT;;
                    esac
                    """.formatted(SERIAL);
            case "settings" -> """
                    #!/bin/sh
                    if [ "$3" = device_provisioned ] && [ -e /data/owner ]; then echo 1; else echo 0; fi
                    """;
            case "dumpsys" -> """
                    #!/bin/sh
                    case "$1" in
                    account) if [ -e /data/owner ]; then echo Accounts: 2; else echo Accounts: 0; fi;;
                    device_policy) echo Current Device Policy Manager state:;;
                    battery) echo '  level: 83';;
                    esac
                    """;
            case "dpm" -> """
                    #!/bin/sh
                    [ "$1" = list-owners ] && echo no owners
                    """;
            case "pm" -> """
                    #!/bin/sh
                    [ "$1" = list ] || { echo false; exit 1; }
                    if [ -e /data/hang ]; then touch /data/hangs; sleep 60; fi
                    if [ -e /data/owner ]; then echo package:org.example.one; fi
                    """;
            default -> throw new IllegalArgumentException(name);
        };
    }
}
