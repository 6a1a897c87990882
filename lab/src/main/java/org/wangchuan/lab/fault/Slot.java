package org.wangchuan.lab.fault;

import java.nio.file.Path;

/**
 * Where a device is put.
 *
 * @param name within the bench
 * @param serial what it is told to say of itself; some can't be told
 * @param number distinguishes it from all others, from 1
 * @param cells the file on the host that holds its data at first, and what is left of them at last
 */
public record Slot(String name, String serial, int number, Path cells) {
    /** The file, in the guest. */
    String inGuest() {
        return "/mnt/cells/" + cells.getFileName();
    }
}
