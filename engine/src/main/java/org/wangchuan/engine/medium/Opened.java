package org.wangchuan.engine.medium;

/** The medium is held, exclusively; the caller closes it. */
public record Opened(OpenMedium medium) implements Opening {}
