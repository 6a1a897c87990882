package org.wangchuan.lab.tcg;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;

/** Tokens as bytes, and bytes as tokens (Core 2.01, "Tokens", "Simple Tokens"). */
final class TokenStream {
    private static final HexFormat HEX = HexFormat.of();

    /** The largest number of six bits, which is its own token. */
    private static final int TINY_MOST = 0x3f;

    private static final int SHORT_BYTES_MAX = 15;
    private static final int WHOLE_BYTES_MAX = 8;

    private TokenStream() {}

    /** All of them; empty if the bytes are no tokens, or one is cut off or is a number that no message here has. */
    static Optional<List<Token>> read(byte[] bytes) {
        List<Token> out = new ArrayList<>();
        for (int at = 0; at < bytes.length; ) {
            int head = Byte.toUnsignedInt(bytes[at]);
            if (head < 0x40) { // a tiny atom
                out.add(new Token.Whole(head));
                at++;
            } else if (head >= 0xf0) {
                if (head != Token.EMPTY.code()) {
                    out.add(new Token.Mark(head));
                }
                at++;
            } else {
                Optional<Atom> atom = Atom.at(bytes, at);
                Optional<Token> token = atom.flatMap(one -> one.token(bytes));
                if (token.isEmpty()) {
                    return Optional.empty();
                }
                out.add(token.get());
                at = atom.get().end();
            }
        }
        return Optional.of(out);
    }

    /**
     * An atom with a header of its own.
     *
     * @param binary whether it is a sequence of bytes
     * @param signed whether it is a number below zero, or one that is said to be of a type
     * @param from where its bytes begin
     * @param end where they end
     */
    private record Atom(boolean binary, boolean signed, int from, int end) {
        static Optional<Atom> at(byte[] bytes, int at) {
            int head = Byte.toUnsignedInt(bytes[at]);
            boolean isShort = head >= 0x80 && head < 0xc0;
            boolean isMedium = head >= 0xc0 && head < 0xe0;
            boolean isLong = head >= 0xe0 && head < 0xe4;
            int headBytes = isShort ? 1 : isMedium ? 2 : 4;
            if (!(isShort || isMedium || isLong) || at + headBytes > bytes.length) {
                return Optional.empty(); // a negative tiny atom is in no message here, what is left is reserved
            }
            int length = isShort ? head & 0x0f : isMedium ? head & 0x07 : 0;
            for (int i = 1; i < headBytes; i++) {
                length = (length << Byte.SIZE) | Byte.toUnsignedInt(bytes[at + i]);
            }
            int binary = isShort ? 0x20 : isMedium ? 0x10 : 0x02;
            int end = at + headBytes + length;
            return end > bytes.length
                    ? Optional.empty()
                    : Optional.of(new Atom((head & binary) != 0, (head & binary / 2) != 0, at + headBytes, end));
        }

        Optional<Token> token(byte[] bytes) {
            if (signed) {
                return Optional.empty();
            }
            if (binary) {
                return Optional.of(new Token.Bytes(HEX.formatHex(bytes, from, end)));
            }
            long value = 0;
            for (int i = from; i < end; i++) {
                value = (value << Byte.SIZE) | Byte.toUnsignedInt(bytes[i]);
            }
            return end - from > WHOLE_BYTES_MAX ? Optional.empty() : Optional.of(new Token.Whole(value));
        }
    }

    /** What they are on the wire; numbers and sequences as short as they can be. */
    static byte[] write(List<Token> tokens) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        for (Token token : tokens) {
            switch (token) {
                case Token.Mark(int code) -> out.write(code);
                case Token.Whole(long value) -> write(value, out);
                case Token.Bytes(String hex) -> write(HEX.parseHex(hex), out);
            }
        }
        return out.toByteArray();
    }

    private static void write(long value, ByteArrayOutputStream out) {
        if (value >= 0 && value <= TINY_MOST) {
            out.write((int) value);
            return;
        }
        int bits = Long.SIZE - Long.numberOfLeadingZeros(value);
        int bytes = (bits + Byte.SIZE - 1) / Byte.SIZE;
        out.write(0x80 | bytes);
        for (int i = bytes - 1; i >= 0; i--) {
            out.write((int) (value >>> (i * Byte.SIZE)));
        }
    }

    private static void write(byte[] bytes, ByteArrayOutputStream out) {
        if (bytes.length > SHORT_BYTES_MAX) {
            out.write(0xd0 | (bytes.length >>> Byte.SIZE));
            out.write(bytes.length);
        } else {
            out.write(0xa0 | bytes.length);
        }
        out.writeBytes(bytes);
    }

    /** A sequence of bytes that is a word. */
    static Token word(String ascii) {
        return new Token.Bytes(HEX.formatHex(ascii.getBytes(StandardCharsets.US_ASCII)));
    }

    /** What a sequence is as a word; nothing of it is checked. */
    static String word(Token.Bytes bytes) {
        return new String(HEX.parseHex(bytes.hex()), StandardCharsets.US_ASCII);
    }

    /** An eight-byte identifier. */
    static Token uid(long uid) {
        return new Token.Bytes(HEX.toHexDigits(uid));
    }

    /** Lists put one behind the other. */
    static List<Token> joined(List<List<Token>> lists) {
        return lists.stream().flatMap(List::stream).toList();
    }
}
