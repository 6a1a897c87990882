package org.wangchuan.engine.medium;

/** What came of looking at a path: {@link Examined} or {@link Refused}. */
public sealed interface Examination permits Examined, Refused {}
