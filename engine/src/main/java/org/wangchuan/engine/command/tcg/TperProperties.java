package org.wangchuan.engine.command.tcg;

import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.OptionalLong;
import org.wangchuan.engine.command.AnswerException;
import org.wangchuan.engine.command.AnswerException.Code;
import org.wangchuan.engine.command.tcg.Token.Mark;

/**
 * What a device says that it can take (Core Specification 2.01, "Properties").
 *
 * @param values by the standard's names, in the order of the device
 */
public record TperProperties(Map<String, Long> values) {
    private static final int NAME_BYTES_MAX = 64;
    private static final int PROPERTIES_MAX = 64;
    private static final int HOST_PROPERTIES = 0;

    public TperProperties {
        values = java.util.Collections.unmodifiableMap(new LinkedHashMap<>(values));
    }

    /** Bytes of a message to it at most, if told. */
    public OptionalLong maxComPacketBytes() {
        return value("MaxComPacketSize");
    }

    /** Milliseconds after which it ends an idle session by itself, 0 for never, if told. */
    public OptionalLong sessionTimeoutMillis() {
        return value("DefSessionTimeout");
    }

    private OptionalLong value(String name) {
        Long value = values.get(name);
        return value == null ? OptionalLong.empty() : OptionalLong.of(value);
    }

    /** The parameters of the call that answers; what the device makes of the host's own is not looked at. */
    static TperProperties parse(TokenReader tokens) throws AnswerException {
        tokens.expect(Mark.START_LIST);
        tokens.expect(Mark.START_LIST);
        Map<String, Long> values = new LinkedHashMap<>();
        while (!tokens.isNext(Mark.END_LIST)) {
            tokens.expect(Mark.START_NAME);
            byte[] name = tokens.bytes();
            tokens.must(name.length <= NAME_BYTES_MAX, Code.LENGTH, "a name of at most 64 bytes", name.length);
            tokens.must(values.size() < PROPERTIES_MAX, Code.SIZE, "at most 64 properties", values.size());
            long value = tokens.whole(Long.MAX_VALUE);
            Long before = values.put(new String(name, StandardCharsets.ISO_8859_1), value);
            tokens.must(before == null, Code.VALUE, "each property once", value);
            tokens.expect(Mark.END_NAME);
        }
        tokens.expect(Mark.END_LIST);
        if (tokens.isNext(Mark.START_NAME)) {
            tokens.expect(Mark.START_NAME);
            tokens.must(tokens.whole(Long.MAX_VALUE) == HOST_PROPERTIES, Code.VALUE, "host properties (0)", 0);
            tokens.skipList();
            tokens.expect(Mark.END_NAME);
        }
        tokens.expect(Mark.END_LIST);
        return new TperProperties(values);
    }
}
