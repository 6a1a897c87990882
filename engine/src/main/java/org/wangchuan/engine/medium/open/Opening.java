package org.wangchuan.engine.medium.open;

/** What came of opening a medium for erasing. */
public sealed interface Opening permits Opened, NotOpened {}
