package org.wangchuan.engine.adb;

import java.util.ArrayList;
import java.util.List;

/** Cuts text at a character, into a bounded number of pieces. */
public final class Pieces {
    private Pieces() {}

    /** The pieces between the separators, empty ones too; the last one is all that is left. */
    public static List<String> of(String text, char separator, int piecesMax) {
        List<String> pieces = new ArrayList<>();
        int from = 0;
        while (pieces.size() < piecesMax - 1) {
            int to = text.indexOf(separator, from);
            if (to < 0) {
                break;
            }
            pieces.add(text.substring(from, to));
            from = to + 1;
        }
        pieces.add(text.substring(from));
        return pieces;
    }
}
