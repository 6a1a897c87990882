package org.wangchuan.engine.apple.model;

/**
 * What a device says of its setup assistant (com.apple.purplebuddy).
 *
 * @param done {@code SetupDone}; absent on a phone that waits at the first screen
 * @param finished {@code SetupFinishedAllSteps}
 */
public record Setup(Answer<Boolean> done, Answer<Boolean> finished) {}
