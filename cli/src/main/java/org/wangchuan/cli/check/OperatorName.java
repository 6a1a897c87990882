package org.wangchuan.cli.check;

import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.wangchuan.cli.service.Messages;

/** What an operator is called: a station that nobody has given a name has one of an English word and the start of its key. */
final class OperatorName {
    private static final Pattern UNNAMED = Pattern.compile("station ([A-Za-z0-9_-]{16})");

    private OperatorName() {}

    static String in(Messages messages, String name) {
        Matcher unnamed = UNNAMED.matcher(name);
        return unnamed.matches() ? messages.text("operator.unnamed", unnamed.group(1)) : name;
    }
}
