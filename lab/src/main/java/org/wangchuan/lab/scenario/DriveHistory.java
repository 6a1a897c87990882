package org.wangchuan.lab.scenario;

import org.wangchuan.lab.nvme.CommandWatch;

/** What a drive was told while the product was at it, as far as it tells where its job is. Safe for use by several threads. */
final class DriveHistory implements CommandWatch {
    private boolean listening;
    private long orders;
    private boolean inHand;
    private long writtenSinceOrder;
    private long readSince;
    private long lastWriteEnd;
    private long writtenNow;
    private long readNow;

    /**
     * What it was told so far.
     *
     * @param orders how often it was told to erase itself
     * @param inHand whether such an order has come and was not answered, as far as the drive knows
     * @param writtenSinceOrder bytes written since then, or at all if there is none
     * @param readSince bytes read since it was last told to erase itself, or was last written to
     * @param lastWriteEnd where the last write ended, bytes
     * @param writtenNow bytes written since its power came back last
     * @param readNow bytes read since then, and since it was last told or written anything
     */
    record View(
            long orders,
            boolean inHand,
            long writtenSinceOrder,
            long readSince,
            long lastWriteEnd,
            long writtenNow,
            long readNow) {
        /** Whether anything was done to it that can't be undone. */
        boolean touched() {
            return orders > 0 || writtenSinceOrder > 0;
        }
    }

    /** The power is back, and the product begins: what the kernel asks by itself before is not counted. */
    synchronized void listen() {
        listening = true;
        inHand = false;
        writtenNow = 0;
        readNow = 0;
    }

    /** The power is off. */
    synchronized void deaf() {
        listening = false;
    }

    synchronized View view() {
        return new View(orders, inHand, writtenSinceOrder, readSince, lastWriteEnd, writtenNow, readNow);
    }

    @Override
    public synchronized void sees(Told command, boolean carriedOut) {
        if (!listening) {
            return;
        }
        if (!carriedOut) {
            inHand = command.orders();
            return;
        }
        if (command.orders()) {
            orders++;
            writtenSinceOrder = 0;
            readSince = 0;
            readNow = 0;
        } else if (command.writes()) {
            writtenSinceOrder += command.bytes();
            writtenNow += command.bytes();
            lastWriteEnd = command.offset() + command.bytes();
            readSince = 0;
            readNow = 0;
        } else if (command.reads()) {
            readSince += command.bytes();
            readNow += command.bytes();
        }
    }
}
