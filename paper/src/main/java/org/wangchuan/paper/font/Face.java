package org.wangchuan.paper.font;

import java.util.ArrayList;
import java.util.List;

/**
 * One font in one document: measures text and collects the glyphs that are drawn, numbered in the
 * order of their first use. Not thread-safe.
 */
public final class Face {
    private final TrueTypeFont font;
    private final String resourceName;
    private final String postScriptName;
    private final char[] numberOf = new char[0x10000];
    private final List<Character> characters = new ArrayList<>();

    Face(TrueTypeFont font, String resourceName, String postScriptName) {
        this.font = font;
        this.resourceName = resourceName;
        this.postScriptName = postScriptName;
    }

    /** Whether the character has a glyph. */
    public boolean has(char character) {
        return font.glyph(character) != 0;
    }

    /** Width of a text in points. */
    public double width(String text, double size) {
        int thousandths = 0;
        for (int i = 0; i < text.length(); i++) {
            thousandths += advance(text.charAt(i));
        }
        return thousandths * size / 1000;
    }

    /** Width of a character in thousandths of the type size. */
    public int advance(char character) {
        return font.advance(font.glyph(character));
    }

    /** The number of the character's glyph in this document, from 1. */
    public int use(char character) {
        if (!has(character)) {
            throw new IllegalStateException(postScriptName + " has no glyph for U+" + Integer.toHexString(character));
        }
        if (numberOf[character] == 0) {
            characters.add(character);
            numberOf[character] = (char) characters.size();
        }
        return numberOf[character];
    }

    /** The characters used so far; the first has number 1. */
    public List<Character> characters() {
        return List.copyOf(characters);
    }

    /** The font's glyphs for numbers 0 (the missing glyph), 1, … */
    public int[] glyphs() {
        int[] glyphs = new int[characters.size() + 1];
        for (int i = 1; i < glyphs.length; i++) {
            glyphs[i] = font.glyph(characters.get(i - 1));
        }
        return glyphs;
    }

    /** A font file of the used glyphs alone. */
    public byte[] cut() {
        return FontCut.cut(font, glyphs());
    }

    public TrueTypeFont font() {
        return font;
    }

    /** Its name in the page's resources. */
    public String resourceName() {
        return resourceName;
    }

    public String postScriptName() {
        return postScriptName;
    }
}
