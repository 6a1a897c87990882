package org.wangchuan.acceptance.live;

import java.io.IOException;
import java.nio.file.Path;
import org.wangchuan.acceptance.disk.CommandLine;

/** A stick as a file, and the part of it that people see, by mtools: nothing is mounted. */
record Stick(Path file) {
    /** Where partition 1 begins (image/stick.sh). */
    private static final String PEOPLE = "@@1048576";

    /** A fresh one from the image that was built. */
    static Stick fresh(Path image, Path file) throws IOException {
        String _ = CommandLine.run("cp", "--sparse=always", image.toString(), file.toString());
        return new Stick(file);
    }

    /** Takes away what a computer starts from it by; what it is known by stays. */
    void makeUnbootable() throws IOException {
        shell(
                "dd if=/dev/zero of=\"$1\" bs=440 count=1 conv=notrunc status=none && mdeltree -i \"$1@@34603008\" ::/efi ::/live",
                file);
    }

    /** Puts what is in a folder of the host's into it. */
    void put(Path folder) throws IOException {
        shell("mcopy -s -o -i \"$0\" \"$1\"/* ::/", folder);
    }

    /** Takes all out of its folder for receipts. */
    void takeReceipts(Path folder) throws IOException {
        shell("mcopy -n -i \"$0\" '::/receipts/*' \"$1\"/", folder);
    }

    /** The same, where it may have none, and of a computer that still runs. */
    void takeReceiptsIfAny(Path folder) throws IOException {
        shell("mcopy -o -i \"$0\" '::/receipts/*' \"$1\"/ 2> /dev/null || true", folder);
    }

    /** What it says of its last start; empty while there is nothing. */
    String said() throws IOException {
        return shell("mtype -i \"$0\" ::/boot.txt 2> /dev/null || true", file);
    }

    /** What was said on the screen when it carried out an order, or refused it. */
    String lastOrder() throws IOException {
        return shell("mtype -i \"$0\" ::/last-order.txt 2> /dev/null || true", file);
    }

    /** Whether it says that an order on it was begun. */
    boolean hasBegun() throws IOException {
        return !shell("mdir -b -/ -i \"$0\" ::/orders 2> /dev/null | grep begun.txt || true", file)
                .isBlank();
    }

    private String shell(String command, Path second) throws IOException {
        return CommandLine.run("sh", "-c", "export MTOOLS_SKIP_CHECK=1; " + command, file + PEOPLE, second.toString());
    }
}
