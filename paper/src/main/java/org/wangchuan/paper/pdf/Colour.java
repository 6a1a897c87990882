package org.wangchuan.paper.pdf;

/** The colours of the page; every component is 0 to 255. */
public enum Colour {
    INK(0x12324a),
    RIVER(0x1c6e8c),
    SLATE(0x5b6f7c),
    GRAPHITE(0x3b4c57),
    MIST(0xdfe6e9),
    PAPER(0xf4f7f7),
    JADE(0x1f7a5a),
    AMBER(0xa66a00),
    VIOLET(0x5d5a77),
    VERMILION(0xb3261e),
    WHITE(0xffffff),
    BLACK(0x000000);

    private final int rgb;

    Colour(int rgb) {
        this.rgb = rgb;
    }

    public int red() {
        return rgb >> 16;
    }

    public int green() {
        return (rgb >> 8) & 255;
    }

    public int blue() {
        return rgb & 255;
    }
}
