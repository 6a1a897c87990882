package org.wangchuan.lab.scsi;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.time.Duration;
import java.util.Optional;
import org.wangchuan.lab.drive.EraseCourse;
import org.wangchuan.lab.drive.EraseCourse.Phase;
import org.wangchuan.lab.drive.Fill;
import org.wangchuan.lab.drive.Firmware;
import org.wangchuan.lab.drive.Way;
import org.wangchuan.lab.tcg.Tper;

/** The ATA commands of a made drive (ACS-4, clause 7). */
final class AtaDevice {
    private static final long KEY_CRYPTO = 0x4372_7970L;
    private static final long KEY_BLOCK = 0x426b_4572L;
    private static final long KEY_OVERWRITE = 0x4f57L;
    private static final long KEY_FREEZE = 0x4672_4c6bL;
    private static final long KEY_ANTIFREEZE = 0x416e_7469L;
    private static final long SMART_KEY = 0xc24f00L;
    private static final int PROGRESS_WHOLE = 65536;

    /** SANITIZE DEVICE ERROR REASON, in the LBA field of what is aborted (ACS-4, "Sanitize Device Error Reason"). */
    private static final int REASON_UNSUCCESSFUL = 1;

    private static final int REASON_INVALID = 2;
    private static final int REASON_FROZEN = 3;
    private static final int REASON_ANTIFROZEN = 4;

    private final BlockCommands blocks;
    private final EraseCourse course;
    private final Firmware firmware;
    private final AtaSecurity security;
    private final Optional<Tper> tper;
    private final AtaCapacity capacity;
    private final AtaStatistics statistics;
    private boolean sanitizeFrozen;
    private boolean antifrozen;

    /** COMMAND of the last one, which some have to follow. */
    private int before;

    AtaDevice(BlockCommands blocks, EraseCourse course, Firmware firmware, Optional<Tper> tper) {
        this.tper = tper;
        this.blocks = blocks;
        this.course = course;
        this.firmware = firmware;
        security = new AtaSecurity(firmware);
        capacity = new AtaCapacity(blocks, firmware);
        statistics = new AtaStatistics(blocks, course);
        freezeAsFirmwareDoes();
    }

    private void freezeAsFirmwareDoes() {
        sanitizeFrozen = switch (firmware.lock()) {
            case FROZEN, FROZEN_AGAIN -> true;
            case NONE, LOCKED -> false;
        };
    }

    /** Its power was off and comes on. The firmware of some computers freezes it again. */
    void powerOn() {
        security.powerOn();
        capacity.powerOn();
        tper.ifPresent(Tper::powerOn);
        sanitizeFrozen = false;
        antifrozen = false;
        if (firmware.lock() == Firmware.Lock.FROZEN_AGAIN) {
            security.freeze();
            freezeAsFirmwareDoes();
        }
    }

    boolean locked() {
        return security.locked();
    }

    /** How its Security feature set stands, in words. */
    String security() {
        return security.words();
    }

    byte[] identify(String serial) {
        return AtaIdentify.page(serial, capacity, security, firmware);
    }

    AtaAnswer execute(AtaCommand command, byte[] data, String serial) throws IOException {
        boolean running = course.look().phase() == Phase.RUNNING;
        AtaAnswer answer = switch (command.opcode()) {
            case 0xec -> AtaAnswer.data(identify(serial));
            case 0xe5 -> AtaAnswer.registers(0xff, 0); // CHECK POWER MODE: active
            case 0xb4 -> AtaIdentify.sanitizes(firmware) && !barred() ? sanitize(command) : AtaAnswer.aborted();
            case 0xb0 -> smart(command);
            case 0x2f, 0x47 -> AtaIdentify.logs(firmware) ? statistics.read(command) : AtaAnswer.aborted();
            case 0x5c, 0x5d, 0x5e, 0x5f ->
                tper.isPresent() && !running
                        ? SecurityProtocol.trusted(tper.get(), command, data)
                        : AtaAnswer.aborted();
            default -> running || course.barred() ? AtaAnswer.aborted() : other(command, data);
        };
        before = answer.failed() ? 0 : command.opcode();
        if (command.opcode() != 0xf3) {
            security.forgetPreparation();
        }
        return answer;
    }

    private AtaAnswer other(AtaCommand command, byte[] data) throws IOException {
        boolean ofSecurity = command.opcode() >= 0xf1 && command.opcode() <= 0xf6;
        if (ofSecurity && (!security.supported() || barred())) {
            return AtaAnswer.aborted();
        }
        return switch (command.opcode()) {
            case 0xe7, 0xea -> AtaAnswer.done();
            case 0x06 -> command.feature() == 1 && AtaIdentify.trims(firmware) ? trim(data) : AtaAnswer.aborted();
            case 0xf1 -> when(security.set(data));
            case 0xf2 -> when(security.unlock(data));
            case 0xf3 -> when(security.prepare());
            case 0xf4 -> eraseUnit(data);
            case 0xf5 -> {
                security.freeze();
                yield AtaAnswer.done();
            }
            case 0xf6 -> when(security.disable(data));
            case 0xf8, 0x27, 0xf9, 0x37, 0x78, 0xb1 -> capacity.execute(command, before, security.locked());
            default -> AtaAnswer.aborted();
        };
    }

    /** DATA SET MANAGEMENT, TRIM: ranges of eight bytes, six of which are the address and two the number; none where that is 0. */
    private AtaAnswer trim(byte[] data) throws IOException {
        if (security.locked() || barred()) {
            return AtaAnswer.aborted();
        }
        ByteBuffer ranges = ByteBuffer.wrap(data).order(ByteOrder.LITTLE_ENDIAN);
        while (ranges.remaining() >= Long.BYTES) {
            long range = ranges.getLong();
            if (!blocks.letGo(range & 0xffff_ffff_ffffL, range >>> 48)) {
                return AtaAnswer.notFound();
            }
        }
        return AtaAnswer.done();
    }

    /** What is locked by its TCG storage takes no order to erase itself. */
    private boolean barred() throws IOException {
        return tper.isPresent() && tper.get().barred();
    }

    private static AtaAnswer when(boolean taken) {
        return taken ? AtaAnswer.done() : AtaAnswer.aborted();
    }

    /** It answers when it is through, as real ones do, which take hours for it. */
    private AtaAnswer eraseUnit(byte[] data) throws IOException {
        if (!security.mayErase(data)) {
            return AtaAnswer.aborted();
        }
        try {
            Thread.sleep(Duration.ofMillis(Math.min(firmware.takes().toMillis(), 10_000)));
        } catch (InterruptedException stop) {
            Thread.currentThread().interrupt();
            return AtaAnswer.aborted();
        }
        boolean enhanced = (data[0] & 2) != 0;
        if (!course.atOnce(enhanced ? Fill.NOISE : Fill.ZEROS)) {
            return AtaAnswer.aborted(); // with the password still set
        }
        security.erased();
        return AtaAnswer.done();
    }

    private static AtaAnswer smart(AtaCommand command) {
        boolean keyed = (command.lba() & 0xffff00L) == SMART_KEY;
        return switch (command.feature()) {
            case 0xd0 -> AtaAnswer.data(new byte[512]);
            case 0xd8, 0xd9 -> AtaAnswer.done();
            case 0xda -> keyed ? AtaAnswer.registers(0, SMART_KEY) : AtaAnswer.aborted();
            default -> AtaAnswer.aborted();
        };
    }

    private AtaAnswer sanitize(AtaCommand command) throws IOException {
        return switch (command.feature()) {
            case 0x0000 -> status((command.count() & 1) != 0);
            case 0x0011 -> order(command, Way.SANITIZE_CRYPTO, command.lba() == KEY_CRYPTO, Fill.NOISE);
            case 0x0012 -> order(command, Way.SANITIZE_BLOCK, command.lba() == KEY_BLOCK, Fill.ZEROS);
            case 0x0014 -> order(command, Way.SANITIZE_OVERWRITE, (command.lba() >>> 32) == KEY_OVERWRITE, Fill.ZEROS);
            case 0x0020 -> freeze(command.lba() == KEY_FREEZE);
            case 0x0040 -> keepFromFreezing(command.lba() == KEY_ANTIFREEZE);
            default -> AtaAnswer.aborted(REASON_INVALID);
        };
    }

    /** SANITIZE FREEZE LOCK EXT: of a drive that is at rest, and was not kept from it. */
    private AtaAnswer freeze(boolean keyed) throws IOException {
        if (!keyed) {
            return AtaAnswer.aborted(REASON_INVALID);
        }
        if (sanitizeFrozen || antifrozen) {
            return AtaAnswer.aborted(sanitizeFrozen ? REASON_FROZEN : REASON_ANTIFROZEN);
        }
        boolean atWork = course.look().phase() == Phase.RUNNING;
        if (atWork || course.barred() || security.locked()) {
            return AtaAnswer.aborted();
        }
        sanitizeFrozen = true;
        return state();
    }

    /** SANITIZE ANTIFREEZE LOCK EXT, also while it erases itself: until its power was off nobody freezes it any more. What is frozen stays so. */
    private AtaAnswer keepFromFreezing(boolean keyed) throws IOException {
        if (!keyed || sanitizeFrozen) {
            return AtaAnswer.aborted(keyed ? REASON_FROZEN : REASON_INVALID);
        }
        if (security.locked()) {
            return AtaAnswer.aborted();
        }
        antifrozen = true;
        return state();
    }

    private AtaAnswer order(AtaCommand command, Way way, boolean keyed, Fill fill) throws IOException {
        if (!firmware.has(way) || !keyed || course.refuses()) {
            return AtaAnswer.aborted(REASON_INVALID);
        }
        if (sanitizeFrozen) {
            return AtaAnswer.aborted(REASON_FROZEN);
        }
        boolean mayExit = (command.count() & 0x10) != 0; // FAILURE MODE
        if (course.look().phase() == Phase.RUNNING || security.locked() || (course.restricted() && mayExit)) {
            return AtaAnswer.aborted(REASON_UNSUCCESSFUL);
        }
        course.begin(command.feature(), fill, mayExit);
        return state();
    }

    private AtaAnswer status(boolean clear) throws IOException {
        EraseCourse.State now = course.look();
        if (course.barred()) {
            if (clear && course.exitFailure()) {
                return state();
            }
            return AtaAnswer.aborted(REASON_UNSUCCESSFUL);
        }
        return now.phase() == Phase.FAILED ? AtaAnswer.registers(frozenBits(), 0xffff) : state();
    }

    private int frozenBits() {
        return (sanitizeFrozen ? 0x2000 : 0) | (antifrozen ? 0x1000 : 0);
    }

    /** COUNT: completed without error, in progress, frozen, antifrozen; LBA: progress. */
    private AtaAnswer state() throws IOException {
        EraseCourse.State now = course.look();
        boolean running = now.phase() == Phase.RUNNING;
        boolean well = now.phase() == Phase.SUCCEEDED || now.phase() == Phase.REPLACED;
        int count = (well ? 0x8000 : 0) | (running ? 0x4000 : 0) | frozenBits();
        return AtaAnswer.registers(count, running ? Math.min((int) (now.part() * PROGRESS_WHOLE), 0xffff) : 0xffff);
    }
}
