package org.wangchuan.cli.service;

import java.nio.file.Path;

/** Where the PSID of a drive comes from. Never from the command line itself: others see that, and shells keep it. */
public sealed interface PsidSource {

    /** Nobody gives one. */
    record None() implements PsidSource {}

    /** Typed or scanned at the terminal, unseen, for each drive that needs it. */
    record Asked() implements PsidSource {}

    /** The first line of a file; {@code -} is standard input. */
    record File(Path path) implements PsidSource {}
}
