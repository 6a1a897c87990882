package org.wangchuan.cli.bench;

import org.wangchuan.cli.service.Console;
import org.wangchuan.paper.Figures;
import org.wangchuan.station.phone.PhoneNotice;

/** Tells how far a fill is, once for each hundredth. Not thread-safe. */
final class PhoneProgress {
    private static final int PERCENT = 100;

    private final Console console;
    private boolean wasVerifying;
    private long told = -1;

    PhoneProgress(Console console) {
        this.console = console;
    }

    void at(PhoneNotice.Filling filling) {
        long percent = filling.allBytes() <= 0
                ? 0
                : Math.min(PERCENT, (long) ((double) filling.doneBytes() / filling.allBytes() * PERCENT));
        if (percent == told && filling.isVerifying() == wasVerifying) {
            return;
        }
        told = percent;
        wasVerifying = filling.isVerifying();
        console.note(console.messages()
                .text(
                        filling.isVerifying() ? "phone.verifying" : "phone.filling",
                        percent,
                        Figures.size(filling.doneBytes()),
                        Figures.size(filling.allBytes())));
    }
}
