package org.wangchuan.engine.medium;

/** What came of opening a medium for erasing: {@link Opened} or {@link Refused}. */
public sealed interface Opening permits Opened, Refused {}
