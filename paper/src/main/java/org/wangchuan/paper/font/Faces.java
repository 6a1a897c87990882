package org.wangchuan.paper.font;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;

/**
 * The two weights of one document. The fonts behind them are read once and shared.
 *
 * @param regular for everything, data included
 * @param bold for our own words only
 */
public record Faces(Face regular, Face bold) {
    /** Faces with no glyph used yet. */
    public static Faces fresh() {
        return new Faces(
                new Face(Loaded.REGULAR, "R", "NotoSansSC-Regular"), new Face(Loaded.BOLD, "B", "NotoSansSC-Bold"));
    }

    /** Read on first use, by whichever thread comes first. */
    private static final class Loaded {
        static final TrueTypeFont REGULAR = load("NotoSansSC-Regular-cut.ttf");
        static final TrueTypeFont BOLD = load("NotoSansSC-Bold-cut.ttf");

        private static TrueTypeFont load(String name) {
            try (InputStream in = Faces.class.getResourceAsStream(name)) {
                if (in == null) {
                    throw new IllegalStateException("the module lacks its font " + name);
                }
                return new TrueTypeFont(in.readAllBytes());
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }
}
