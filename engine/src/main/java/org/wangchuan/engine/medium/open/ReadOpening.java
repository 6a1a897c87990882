package org.wangchuan.engine.medium.open;

/** What came of opening a medium to read it alone. */
public sealed interface ReadOpening permits OpenedForReading, NotOpened {}
