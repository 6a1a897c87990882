package org.wangchuan.engine.fastboot;

/** What a device is to start. Not every boot loader knows each. */
public enum RestartInto {
    SYSTEM("reboot"),
    BOOT_LOADER("reboot-bootloader"),
    RECOVERY("reboot-recovery"),
    /** Fastboot in user space. */
    FASTBOOTD("reboot-fastboot"),
    /** Goes on starting, without a restart. */
    CONTINUE("continue");

    private final String command;

    RestartInto(String command) {
        this.command = command;
    }

    String command() {
        return command;
    }
}
