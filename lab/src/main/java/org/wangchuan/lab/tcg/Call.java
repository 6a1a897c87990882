package org.wangchuan.lab.tcg;

import java.util.List;
import java.util.Optional;

/**
 * A method that is called (Core 2.01, "Method Encoding").
 *
 * @param object on which, by its UID
 * @param method by its UID
 * @param parameters what stands between the marks of its list
 */
record Call(long object, long method, List<Token> parameters) {
    /** Of the status list that every call ends with: it counts for the answer alone, and is all zeros here. */
    private static final List<Token> END = List.of(
            Token.END_LIST,
            Token.END_OF_DATA,
            Token.START_LIST,
            new Token.Whole(0),
            new Token.Whole(0),
            new Token.Whole(0),
            Token.END_LIST);

    private static final int UID_DIGITS = 16;
    private static final int HEAD = 4;
    private static final int NAMED = 4;

    Call {
        parameters = List.copyOf(parameters);
    }

    /** What it is; empty if the tokens are no whole call. */
    static Optional<Call> read(List<Token> tokens) {
        int end = tokens.size() - END.size();
        boolean whole = end >= HEAD
                && tokens.get(0).equals(Token.CALL)
                && tokens.get(3).equals(Token.START_LIST)
                && tokens.subList(end, tokens.size()).equals(END);
        return whole
                ? uid(tokens.get(1))
                        .flatMap(object ->
                                uid(tokens.get(2)).map(method -> new Call(object, method, tokens.subList(HEAD, end))))
                : Optional.empty();
    }

    private static Optional<Long> uid(Token token) {
        return token instanceof Token.Bytes(String hex) && hex.length() == UID_DIGITS
                ? Optional.of(Long.parseUnsignedLong(hex, 16))
                : Optional.empty();
    }

    /** The value of a parameter that has a number for its name. */
    Optional<Token> named(long name) {
        for (int at = 0; at + NAMED <= parameters.size(); at++) {
            if (parameters.get(at).equals(Token.START_NAME)
                    && parameters.get(at + 1).equals(new Token.Whole(name))
                    && parameters.get(at + 3).equals(Token.END_NAME)) {
                return Optional.of(parameters.get(at + 2));
            }
        }
        return Optional.empty();
    }
}
