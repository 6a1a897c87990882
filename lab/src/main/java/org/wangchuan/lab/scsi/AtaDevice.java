package org.wangchuan.lab.scsi;

import java.io.IOException;
import java.time.Duration;
import java.util.Optional;
import org.wangchuan.lab.drive.EraseCourse;
import org.wangchuan.lab.drive.EraseCourse.Phase;
import org.wangchuan.lab.drive.Fill;
import org.wangchuan.lab.drive.Firmware;
import org.wangchuan.lab.drive.Way;
import org.wangchuan.lab.tcg.Tper;

/** The ATA commands of a made drive (ACS-4, clause 7; SET MAX and DEVICE CONFIGURATION of ACS-2). */
final class AtaDevice {
    private static final long KEY_CRYPTO = 0x4372_7970L;
    private static final long KEY_BLOCK = 0x426b_4572L;
    private static final long KEY_OVERWRITE = 0x4f57L;
    private static final long KEY_FREEZE = 0x4672_4c6bL;
    private static final long KEY_ANTIFREEZE = 0x416e_7469L;
    private static final long SMART_KEY = 0xc24f00L;
    private static final int PROGRESS_WHOLE = 65536;

    private final BlockCommands blocks;
    private final EraseCourse course;
    private final Firmware firmware;
    private final AtaSecurity security;
    private final Optional<Tper> tper;
    private final long native48;
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
        native48 = blocks.blocks();
        if (firmware.shape() == Firmware.Shape.HALF_HIDDEN) {
            blocks.limit(native48 / 2);
        }
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

    byte[] identify(String serial) {
        return AtaIdentify.page(serial, blocks.blocks(), security, firmware);
    }

    AtaAnswer execute(AtaCommand command, byte[] data, String serial) throws IOException {
        boolean running = course.look().phase() == Phase.RUNNING;
        AtaAnswer answer = switch (command.opcode()) {
            case 0xec -> AtaAnswer.data(identify(serial));
            case 0xe5 -> AtaAnswer.registers(0xff, 0); // CHECK POWER MODE: active
            case 0xb4 -> AtaIdentify.sanitizes(firmware) && !barred() ? sanitize(command) : AtaAnswer.aborted();
            case 0xb0 -> smart(command);
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
            case 0xf1 -> when(security.set(data));
            case 0xf2 -> when(security.unlock(data));
            case 0xf3 -> when(security.prepare());
            case 0xf4 -> eraseUnit(data);
            case 0xf5 -> {
                security.freeze();
                yield AtaAnswer.done();
            }
            case 0xf6 -> when(security.disable(data));
            case 0xf8 -> AtaAnswer.registers(0, Math.min(native48 - 1, 0x0fff_ffff));
            case 0x27 -> AtaAnswer.registers(0, native48 - 1);
            case 0xf9 -> setMax(command, 0xf8);
            case 0x37 -> setMax(command, 0x27);
            case 0xb1 -> command.feature() == 0xc2 ? AtaAnswer.data(configuration()) : AtaAnswer.aborted();
            default -> AtaAnswer.aborted();
        };
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

    /** Taken right after READ NATIVE MAX ADDRESS (EXT) alone (ACS-2, SET MAX ADDRESS and SET MAX ADDRESS EXT). */
    private AtaAnswer setMax(AtaCommand command, int after) {
        boolean another = command.feature() != 0 && command.opcode() == 0xf9;
        if (another || before != after || command.lba() >= native48) {
            return AtaAnswer.aborted();
        }
        blocks.limit(command.lba() + 1);
        return AtaAnswer.registers(0, command.lba());
    }

    /** DEVICE CONFIGURATION IDENTIFY: revision, the most addressable, the sum over all. */
    private byte[] configuration() {
        byte[] page = new byte[512];
        page[0] = 2;
        for (int at = 0; at < 8; at++) {
            page[6 + at] = (byte) ((native48 - 1) >>> (8 * at));
        }
        page[510] = (byte) 0xa5;
        int sum = 0;
        for (byte one : page) {
            sum += one;
        }
        page[511] = (byte) -sum;
        return page;
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
            case 0x0020 -> {
                if (command.lba() != KEY_FREEZE || antifrozen) {
                    yield AtaAnswer.aborted(2);
                }
                sanitizeFrozen = true;
                yield state();
            }
            case 0x0040 -> {
                if (command.lba() != KEY_ANTIFREEZE || sanitizeFrozen) {
                    yield AtaAnswer.aborted(sanitizeFrozen ? 3 : 2);
                }
                antifrozen = true;
                yield state();
            }
            default -> AtaAnswer.aborted(2); // INVALID OR UNSUPPORTED VALUE
        };
    }

    private AtaAnswer order(AtaCommand command, Way way, boolean keyed, Fill fill) throws IOException {
        if (!firmware.has(way) || !keyed || course.refuses()) {
            return AtaAnswer.aborted(2);
        }
        if (sanitizeFrozen) {
            return AtaAnswer.aborted(3);
        }
        boolean mayExit = (command.count() & 0x10) != 0; // FAILURE MODE
        if (course.look().phase() == Phase.RUNNING || security.locked() || (course.restricted() && mayExit)) {
            return AtaAnswer.aborted(1);
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
            return AtaAnswer.aborted(1); // SANITIZE COMMAND UNSUCCESSFUL
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
