package org.wangchuan.proof.log;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The path of a tile or entry bundle (C2SP tlog-tiles), relative to the log.
 *
 * @param level 0 to 63; {@link #ENTRIES} for entry bundles
 * @param number from 0, of the tile in its level
 * @param width number of hashes or entries: 1 to 255 in a partial tile, 256 in a full one
 */
public record TilePath(int level, long number, int width) {
    /** In place of a level: the entries themselves. */
    public static final int ENTRIES = -1;

    /** Hashes or entries in a full tile. */
    public static final int WIDTH = 256;

    /** Highest level. */
    public static final int LEVEL_MAX = 63;

    private static final Pattern SHAPE =
            Pattern.compile("tile/(entries|0|[1-9][0-9]?)/((?:x[0-9]{3}/){0,5}[0-9]{3})(?:\\.p/([1-9][0-9]{0,2}))?");

    public TilePath {
        if (level < ENTRIES || level > LEVEL_MAX || number < 0 || width < 1 || width > WIDTH) {
            throw new IllegalArgumentException(
                    "no such tile: level " + level + ", number " + number + ", width " + width);
        }
    }

    /** The tile that holds what a tree of this size has at a level and number; empty if it has nothing there. */
    public static Optional<TilePath> inTree(int level, long number, long treeSize) {
        long nodes = level <= 0 ? treeSize : nodesAt(level, treeSize);
        long width = Math.min(nodes - number * WIDTH, WIDTH);
        return width < 1 ? Optional.empty() : Optional.of(new TilePath(level, number, (int) width));
    }

    /** How many complete subtrees of 256^level leaves a tree has. */
    static long nodesAt(int level, long treeSize) {
        return level * 8 >= Long.SIZE ? 0 : treeSize >>> (level * 8);
    }

    /** Reads the one spelling; empty for any other text. */
    public static Optional<TilePath> parse(String path) {
        Matcher matcher = SHAPE.matcher(path);
        if (!matcher.matches()) {
            return Optional.empty();
        }
        int level = matcher.group(1).equals("entries") ? ENTRIES : Integer.parseInt(matcher.group(1));
        long number = Long.parseLong(matcher.group(2).replace("x", "").replace("/", ""));
        String width = matcher.group(3);
        int hashes = width == null ? WIDTH : Integer.parseInt(width);
        if (level > LEVEL_MAX || (width != null && hashes >= WIDTH)) {
            return Optional.empty();
        }
        TilePath parsed = new TilePath(level, number, hashes);
        return parsed.path().equals(path) ? Optional.of(parsed) : Optional.empty();
    }

    /** Whether it holds fewer than 256. */
    public boolean isPartial() {
        return width < WIDTH;
    }

    /** For example {@code tile/0/x001/x234/067} or {@code tile/entries/000.p/17}. */
    public String path() {
        StringBuilder groups = new StringBuilder(String.format("%03d", number % 1000));
        for (long rest = number / 1000; rest > 0; rest /= 1000) {
            groups.insert(0, String.format("x%03d/", rest % 1000));
        }
        return "tile/" + (level == ENTRIES ? "entries" : level) + "/" + groups + (isPartial() ? ".p/" + width : "");
    }
}
