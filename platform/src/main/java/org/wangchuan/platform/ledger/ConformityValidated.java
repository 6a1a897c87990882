package org.wangchuan.platform.ledger;

import java.util.UUID;

/** Told, within the same transaction, when a person has answered for the last clause that was open: the statement conforms now. */
public record ConformityValidated(UUID order, UUID eventId, String verdict, UUID byAccount) {}
