package org.wangchuan.engine.medium;

/** A medium was found and read. */
public record Examined(Medium medium) implements Examination {}
