package org.wangchuan.engine.medium.open;

/** The medium is held, exclusively, and can't be written to; the caller closes it. */
public record OpenedForReading(ReadOnlyMedium medium) implements ReadOpening {}
