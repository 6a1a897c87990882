package org.wangchuan.engine.command.tcg;

/**
 * What came of a message.
 *
 * @param <T> what it tells if all went well
 */
public sealed interface TcgAnswer<T> {

    /** The device did it. */
    record Done<T>(T value) implements TcgAnswer<T> {}

    /**
     * The device did not.
     *
     * @param code as it came
     */
    record Refused<T>(MethodStatus status, int code) implements TcgAnswer<T> {}

    /** The session is over: the device ended it. */
    record Ended<T>() implements TcgAnswer<T> {}

    /** The device is still at work: ask again. */
    record NotYet<T>() implements TcgAnswer<T> {}

    /** There is no answer: nothing was asked, or the device threw away what was. */
    record Nothing<T>() implements TcgAnswer<T> {}

    /** The answer is longer than what was read. */
    record TooLong<T>(long leastBytes) implements TcgAnswer<T> {}
}
