package org.wangchuan.engine.medium.open;

import org.wangchuan.engine.medium.Refused;

/** Nothing is held. */
public record NotOpened(Refused refusal) implements Opening, ReadOpening {}
