package org.wangchuan.paper.receipt;

import org.wangchuan.paper.PaperException;
import org.wangchuan.paper.QrModules;
import org.wangchuan.paper.ReceiptPage;
import org.wangchuan.paper.layout.Strip;
import org.wangchuan.paper.pdf.Canvas;
import org.wangchuan.paper.pdf.Colour;

/**
 * A QR code (ISO/IEC 18004) as vector squares on white, with the quiet zone of four modules around it. A
 * module is at least 3.2 dots of a 203 dpi label printer wide, and the whole at least 30 mm.
 */
public final class QrBlock implements Strip {
    private static final double POINTS_PER_MILLIMETRE = 72 / 25.4;
    private static final double MODULE_MILLIMETRES = 0.4;
    private static final double SIDE_MILLIMETRES_MIN = 30;
    private static final int QUIET_MODULES = 4;

    private final boolean[][] rows;

    private final boolean onlyNames;

    private QrBlock(boolean[][] rows, boolean onlyNames) {
        this.rows = rows;
        this.onlyNames = onlyNames;
    }

    /**
     * The code of a text.
     *
     * @throws PaperException unless it is 1 to {@value ReceiptPage#QR_BYTES_MAX} printable ASCII characters
     */
    public static QrBlock of(String text) throws PaperException {
        return new QrBlock(rows(QrModules.of(text)), text.startsWith(ReceiptPage.QR_NAME));
    }

    /** Whether the text says where the record is, and nothing of what it says. */
    boolean onlyNames() {
        return onlyNames;
    }

    private static boolean[][] rows(QrModules code) {
        boolean[][] rows = new boolean[code.side()][code.side()];
        for (int y = 0; y < rows.length; y++) {
            for (int x = 0; x < rows[y].length; x++) {
                rows[y][x] = code.isDark(x, y);
            }
        }
        return rows;
    }

    /** Side with the quiet zone, in points. */
    @Override
    public double height() {
        double modules = rows.length + 2.0 * QUIET_MODULES;
        double codeMillimetres = Math.max(SIDE_MILLIMETRES_MIN, rows.length * MODULE_MILLIMETRES);
        return codeMillimetres * modules / rows.length * POINTS_PER_MILLIMETRE;
    }

    @Override
    public void draw(Canvas canvas, double x, double top) {
        double module = height() / (rows.length + 2 * QUIET_MODULES);
        canvas.fill(Colour.WHITE, x, top - height(), height(), height());
        canvas.squares(rows, x + QUIET_MODULES * module, top - QUIET_MODULES * module, module);
    }
}
