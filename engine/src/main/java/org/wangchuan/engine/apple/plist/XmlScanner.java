package org.wangchuan.engine.apple.plist;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.util.Locale;

/** Goes through the text of an XML property list: tags, text, comments. Knows the five entities and no other. Not thread-safe. */
final class XmlScanner {
    private static final int TAG_CHARS_MAX = 32;
    private static final int PROLOG_CHARS_MAX = 512;

    private final String text;
    private int at;

    XmlScanner(byte[] bytes) throws PlistException {
        try {
            this.text = StandardCharsets.UTF_8
                    .newDecoder()
                    .onMalformedInput(CodingErrorAction.REPORT)
                    .onUnmappableCharacter(CodingErrorAction.REPORT)
                    .decode(ByteBuffer.wrap(bytes))
                    .toString();
        } catch (CharacterCodingException _) {
            throw new PlistException(PlistException.Code.MALFORMED, 0, "UTF-8");
        }
    }

    /** Where it is, in characters. */
    int at() {
        return at;
    }

    boolean atEnd() {
        return at == text.length();
    }

    PlistException malformed(String expected) {
        return new PlistException(PlistException.Code.MALFORMED, at, expected);
    }

    PlistException unsupported(String expected) {
        return new PlistException(PlistException.Code.UNSUPPORTED, at, expected);
    }

    /** Passes the declaration and the document type, if they are there. Neither is ever fetched, and no declarations of its own are taken. */
    void prolog() throws PlistException {
        if (text.startsWith("<?xml", at)) {
            String declaration = upTo("?>").toLowerCase(Locale.ROOT);
            int encoding = declaration.indexOf("encoding");
            if (encoding >= 0 && !declaration.substring(encoding).matches("encoding\\s*=\\s*[\"']utf-8[\"'].*")) {
                throw unsupported("UTF-8");
            }
        }
        space();
        if (text.startsWith("<!DOCTYPE", at)) {
            String type = upTo(">");
            if (!type.matches(
                    "<!DOCTYPE\\s+plist(\\s+(PUBLIC\\s+\"[^\"\\[\\]<>]*\"|SYSTEM))?\\s+\"[^\"\\[\\]<>]*\"\\s*")) {
                throw unsupported("a document type without declarations");
            }
        }
        space();
    }

    private String upTo(String end) throws PlistException {
        int found = text.indexOf(end, at);
        if (found < 0 || found - at > PROLOG_CHARS_MAX) {
            throw malformed("the end of a declaration");
        }
        String passed = text.substring(at, found);
        at = found + end.length();
        return passed;
    }

    /** Passes blanks and comments. */
    void space() throws PlistException {
        while (at < text.length()) {
            if (isSpace(text.charAt(at))) {
                at++;
            } else if (text.startsWith("<!--", at)) {
                int end = text.indexOf("--", at + 4);
                if (end < 0 || !text.startsWith("-->", end)) {
                    throw malformed("the end of a comment");
                }
                at = end + 3;
            } else {
                return;
            }
        }
    }

    /** Takes the next tag, without its brackets: "dict", "/dict" or "dict/". */
    String tag() throws PlistException {
        if (at >= text.length() || text.charAt(at) != '<') {
            throw malformed("a tag");
        }
        int end = text.indexOf('>', at);
        if (end < 0 || end - at > TAG_CHARS_MAX) {
            throw malformed("the end of a tag");
        }
        String tag = text.substring(at + 1, end);
        if (tag.startsWith("!") || tag.startsWith("?")) {
            throw unsupported("a tag of a property list");
        }
        at = end + 1;
        return tag.endsWith("/") ? tag.substring(0, tag.length() - 1).stripTrailing() + "/" : tag.stripTrailing();
    }

    /** Whether an end tag is next. */
    boolean atEndTag() {
        return text.startsWith("</", at);
    }

    void endTag(String name) throws PlistException {
        if (!tag().equals("/" + name)) {
            throw malformed("the end of the element");
        }
    }

    /** Takes the text up to the end tag of this element, and that tag. */
    String content(String name) throws PlistException {
        int end = text.indexOf('<', at);
        if (end < 0) {
            throw malformed("an end tag");
        }
        StringBuilder content = new StringBuilder();
        while (at < end) {
            char c = text.charAt(at);
            if (c == '&') {
                content.append(entity());
                continue;
            }
            if (!isXml(c)) {
                throw malformed("a character of XML");
            }
            // XML 1.0, 2.11: what ends a line is read as one line feed.
            if (c == '\r') {
                content.append('\n');
                at += text.startsWith("\r\n", at) ? 2 : 1;
                continue;
            }
            content.append(c);
            at++;
        }
        endTag(name);
        return content.toString();
    }

    private char entity() throws PlistException {
        int end = text.indexOf(';', at);
        String name = end < 0 || end - at > TAG_CHARS_MAX ? "" : text.substring(at + 1, end);
        char stands = switch (name) {
            case "amp" -> '&';
            case "lt" -> '<';
            case "gt" -> '>';
            case "quot" -> '"';
            case "apos" -> '\'';
            default -> throw unsupported("one of five entities");
        };
        at = end + 1;
        return stands;
    }

    static boolean isSpace(char c) {
        return c == ' ' || c == '\t' || c == '\n' || c == '\r';
    }

    /** XML 1.0, 2.2; halves of characters outside of the basic plane come in pairs, which decoding has seen to. */
    static boolean isXml(char c) {
        return (c >= ' ' && c < 0xFFFE) || isSpace(c);
    }
}
