package org.wangchuan.cli.live;

import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import org.wangchuan.cli.check.ReceiptWithEvidence;
import org.wangchuan.cli.service.OneLine;

/** A receipt on a stick that is of no order: as it was read, and not again. */
final class Stray {
    private final Path file;
    private final byte[] bytes;

    Stray(Path file, byte[] bytes) {
        this.file = file;
        this.bytes = bytes.clone();
    }

    Path file() {
        return file;
    }

    byte[] bytes() {
        return bytes.clone();
    }

    int length() {
        return bytes.length;
    }

    String name() {
        return OneLine.of(String.valueOf(file.getFileName()));
    }

    /** Whether something lies where its evidence should. */
    boolean hasEvidence() {
        return Files.isRegularFile(ReceiptWithEvidence.evidenceOf(file), LinkOption.NOFOLLOW_LINKS);
    }
}
