package org.wangchuan.platform.intake.csv;

import java.io.FilterReader;
import java.io.IOException;
import java.io.Reader;

/** Ends the reading of a CSV file at a row that is longer than any may be: its cells are objects by the million before anybody could count them. */
final class RowGuard extends FilterReader {
    private final char separator;
    private final int charsMax;

    private int chars;
    private boolean isCellBegun;
    private boolean isQuoted;
    /** A quotation mark was just there that ends what is quoted, or is the first of two that stand for one. */
    private boolean isQuoteEnded;

    RowGuard(Reader in, char separator, int charsMax) {
        super(in);
        this.separator = separator;
        this.charsMax = charsMax;
    }

    /** A row is longer. */
    static final class TooLong extends IOException {
        private static final long serialVersionUID = 1;

        TooLong(int charsMax) {
            super("a row of more than " + charsMax + " characters");
        }
    }

    @Override
    public int read() throws IOException {
        int letter = super.read();
        if (letter >= 0) {
            count((char) letter);
        }
        return letter;
    }

    @Override
    public int read(char[] letters, int from, int length) throws IOException {
        int read = super.read(letters, from, length);
        for (int i = from; i < from + read; i++) {
            count(letters[i]);
        }
        return read;
    }

    private void count(char letter) throws TooLong {
        boolean isQuote = letter == '"';
        boolean isEnd = !isQuoted && (letter == '\n' || letter == '\r');
        chars = isEnd ? 0 : chars + 1;
        if (chars > charsMax) {
            throw new TooLong(charsMax);
        }
        if (isQuoted) {
            isQuoted = !isQuote;
            isQuoteEnded = isQuote;
        } else {
            isQuoted = isQuote && (!isCellBegun || isQuoteEnded);
            isQuoteEnded = false;
            isCellBegun = !isEnd && letter != separator;
        }
    }
}
