package org.wangchuan.platform.intake;

import java.util.UUID;

/** Told in the transaction that changes an order: who has to go with it listens at once, who only tells of it after the commit. */
public record OrderChanged(UUID order, OrderState state) {}
