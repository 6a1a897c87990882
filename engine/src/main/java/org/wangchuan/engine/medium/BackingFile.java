package org.wangchuan.engine.medium;

import java.util.Optional;

/**
 * The file that a loop device or an image consists of.
 *
 * @param device number of the device that holds it, such as {@code 8:1}
 * @param inode its inode there
 * @param bornMicros when it was made, microseconds since 1970; 0 if unknown. Numbers of inodes are used again, their birth is not
 * @param path as the kernel or the operator named it, for people
 * @param represents the block device that it is, such as {@code 8:16}, if it is a device file
 */
public record BackingFile(String device, long inode, long bornMicros, String path, Optional<String> represents) {

    /** Device and inode: which file, whatever its names. */
    public String id() {
        return device + ":" + inode;
    }
}
