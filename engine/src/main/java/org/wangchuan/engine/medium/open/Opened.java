package org.wangchuan.engine.medium.open;

/** The medium is held, exclusively; the caller closes it. */
public record Opened(OpenMedium medium) implements Opening {}
