package org.wangchuan.acceptance.usb;

import java.util.List;

/** What all programs of a phone do out of spite, whatever they are asked, behind a debug bridge that is honest: a shell script each. */
enum ProgramSpite {
    ENDLESS_LINES("exec yes 'Accounts: 2'"),
    ENDLESS_LINE("exec tr '\\0' x < /dev/zero"),
    ENDLESS_ERRORS("exec yes no >&2"),
    NOISE("exec head -c 300000 /dev/urandom"),
    NUMBERS_TOO_LONG("printf '  Accounts: 99999999999999999999\\n  level: 99999999999\\n'"),
    COMMANDS_TO_A_SCREEN("printf '\\033]0;a\\007\\033[2Jencrypted\\n'"),
    KILLS_ITSELF("kill -KILL $$"),
    FAILS("exit 255"),
    NO_END("exec sleep 600");

    /** The programs that a phone is read by. */
    static final List<String> PROGRAMS = List.of("getprop", "settings", "dumpsys", "dpm", "pm", "content", "sm");

    private final String does;

    ProgramSpite(String does) {
        this.does = does;
    }

    /** What each of them is then. */
    String script() {
        return "#!/bin/sh\n" + does + "\n";
    }
}
