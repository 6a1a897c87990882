package org.wangchuan.engine.command.tcg;

/** What a device handed over for a ComID. */
sealed interface Delivery {

    /** A message. */
    record Message(SessionNumbers session, TokenReader tokens) implements Delivery {}

    /** It is still at work: ask again. */
    record NotYet() implements Delivery {}

    /** There is nothing to be fetched: nothing was asked, or what was asked was thrown away as malformed. */
    record Nothing() implements Delivery {}

    /** More than was read. */
    record TooLong(long leastBytes) implements Delivery {}
}
