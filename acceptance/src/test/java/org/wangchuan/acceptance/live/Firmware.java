package org.wangchuan.acceptance.live;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;

/** What a computer starts with; as QEMU and Debian's package ovmf have it. */
enum Firmware {
    BIOS("firmware BIOS"),
    UEFI("firmware UEFI: Secure boot disabled"),
    /** With Microsoft's keys, as computers are sold. */
    SECURE_BOOT("firmware UEFI: Secure boot enabled");

    private static final Path OVMF = Path.of("/usr/share/OVMF");

    private final String said;

    Firmware(String said) {
        this.said = said;
    }

    /** What the image says of it. */
    String said() {
        return said;
    }

    /** What it asks a TFTP server for. */
    String bootFile() {
        return this == BIOS ? "bios.0" : "shimx64.efi";
    }

    /**
     * Arguments of QEMU.
     *
     * @param work where its settings may be written
     */
    List<String> arguments(Path work) throws IOException {
        return switch (this) {
            case BIOS -> List.of("-machine", "q35,accel=tcg");
            case UEFI -> flash(work, "OVMF_CODE_4M.fd", "OVMF_VARS_4M.fd", "q35,accel=tcg", "off");
            case SECURE_BOOT -> flash(work, "OVMF_CODE_4M.ms.fd", "OVMF_VARS_4M.ms.fd", "q35,accel=tcg,smm=on", "on");
        };
    }

    private static List<String> flash(Path work, String code, String variables, String machine, String secure)
            throws IOException {
        Path own = work.resolve("variables.fd");
        Files.copy(OVMF.resolve(variables), own, StandardCopyOption.REPLACE_EXISTING);
        return List.of(
                "-machine",
                machine,
                "-global",
                "driver=cfi.pflash01,property=secure,value=" + secure,
                "-drive",
                "if=pflash,format=raw,unit=0,readonly=on,file=" + OVMF.resolve(code),
                "-drive",
                "if=pflash,format=raw,unit=1,file=" + own);
    }
}
