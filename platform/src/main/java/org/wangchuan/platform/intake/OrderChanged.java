package org.wangchuan.platform.intake;

import java.util.UUID;

/** Told when an order has changed, after the change is durable. */
public record OrderChanged(UUID order, OrderState state) {}
