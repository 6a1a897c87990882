package org.wangchuan.engine.purge.testing;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.OptionalLong;
import java.util.function.Consumer;
import org.wangchuan.engine.medium.DeviceCommand;
import org.wangchuan.engine.medium.PassThrough;
import org.wangchuan.engine.medium.testing.AtaDrive;

/** A SATA drive behind ATA PASS-THROUGH (ACS-4, SAT-4), with Sanitize and Security. It keeps its state over any interruption of who asks. */
public final class ModelAta implements PassThrough {
    private static final int STEPS = 8;
    private static final int ENODEV = 19;
    private static final HexFormat HEX = HexFormat.of();

    private final byte[] medium;
    private final Conduct conduct;
    private Consumer<byte[]> left = medium -> Arrays.fill(medium, (byte) 0);
    private final List<String> erasing = new ArrayList<>();
    private boolean running;
    private boolean succeeded;
    private boolean failed;
    private boolean shut;
    private boolean restricted;
    private int step;
    private boolean gone;

    private byte[] password = new byte[0];
    private boolean locked;
    private boolean frozen;
    private boolean prepared;
    private boolean cutErase;
    private boolean goneInErase;
    private boolean keepsPassword;
    private boolean losesDisable;
    private int deaf;
    private boolean deafAfterErase;
    private long claimedBlocks;
    private long blocksOnceErased;
    private int eraseTime = 1;
    private int replaced;
    private int meanwhile;
    private int eraseTimeoutMillis;

    /** @param medium what it holds, in blocks of 512 bytes */
    public ModelAta(byte[] medium, Conduct conduct) {
        this.medium = medium;
        this.conduct = conduct;
    }

    /** What it makes of what it holds where it erases itself. */
    public ModelAta leaving(Consumer<byte[]> how) {
        left = how;
        return this;
    }

    /** It has replaced so many sectors, and so many more by the time that it is asked again. */
    public ModelAta replacing(int before, int later) {
        replaced = before;
        meanwhile = later;
        return this;
    }

    /** The next erase is broken off by a loss of power, after which the drive is locked. */
    public ModelAta losingPowerInErase() {
        cutErase = true;
        return this;
    }

    /** The next erase is broken off by its cable, after which the drive is locked. */
    public ModelAta leavingInErase() {
        goneInErase = true;
        return this;
    }

    /** It is here again; its power was off, so that with a password it is locked. */
    public synchronized void comeBack() {
        gone = false;
        keepsPassword = false;
        locked = password.length > 0;
    }

    /** Before its power was off it takes no command that takes its password away. */
    public ModelAta keepingPassword() {
        keepsPassword = true;
        return this;
    }

    /** The next command that takes its password away gets lost: it gives no answer, and does nothing. */
    public ModelAta losingDisable() {
        losesDisable = true;
        return this;
    }

    /** After the next erase it answers no IDENTIFY for once. */
    public ModelAta deafAfterErase() {
        deafAfterErase = true;
        return this;
    }

    /** Left by a job of this program that was cut off. */
    public ModelAta lockedByPublishedPassword() {
        password = org.wangchuan.engine.command.ata.AtaErasePassword.bytes();
        locked = true;
        return this;
    }

    public synchronized boolean isLocked() {
        return locked;
    }

    /** Security commands are refused before its power was off. */
    public ModelAta frozen() {
        frozen = true;
        return this;
    }

    /** Somebody has set a password, and its power was off since. */
    public ModelAta lockedBy(String text) {
        password = Arrays.copyOf(text.getBytes(java.nio.charset.StandardCharsets.US_ASCII), 32);
        locked = true;
        return this;
    }

    /** Somebody has set a password, and has given it since its power came on. */
    public ModelAta openedBy(String text) {
        ModelAta drive = lockedBy(text);
        locked = false;
        return drive;
    }

    /**
     * What it says of itself, whatever it holds.
     *
     * @param time word 89 as it stands there
     */
    public ModelAta saying(long blocks, int time) {
        claimedBlocks = blocks;
        eraseTime = time;
        return this;
    }

    /** Once it was told to erase anything it says that it has so many blocks of 512 bytes. */
    public ModelAta sayingOnceErased(long blocks) {
        blocksOnceErased = blocks;
        return this;
    }

    /** How long its erase was to be waited for. */
    public synchronized int eraseTimeoutMillis() {
        return eraseTimeoutMillis;
    }

    /** Its last one succeeded, long ago. */
    public ModelAta sanitizedBefore() {
        succeeded = true;
        return this;
    }

    /**
     * Its last one failed, long ago. It takes no reads and writes until another succeeds, or, if that one had been begun with FAILURE MODE, until that
     * is cleared; begun without, it aborts each that has it (ACS-4, "Sanitize Device feature set").
     */
    public ModelAta failedBefore(boolean withoutFailureMode) {
        failed = true;
        shut = true;
        restricted = withoutFailureMode;
        return this;
    }

    /** Whether it takes neither reads nor writes. */
    public synchronized boolean isShut() {
        return shut;
    }

    public synchronized boolean hasPassword() {
        return password.length > 0;
    }

    /** Command codes of what erases, in order. */
    public synchronized List<String> erasing() {
        return List.copyOf(erasing);
    }

    @Override
    public OptionalLong namespace() {
        return OptionalLong.empty();
    }

    @Override
    public synchronized DeviceCommand.Answer ask(byte[] block, int readBytes) {
        if (gone) {
            return new DeviceCommand.NotSent(ENODEV);
        }
        return switch (block[14] & 0xff) {
            case 0xec ->
                deaf-- > 0
                        ? new DeviceCommand.NotSent(5)
                        : new DeviceCommand.Completed(0, 0, 0, "", HEX.formatHex(identify()));
            case 0xb4 -> status();
            case 0x2f, 0xb0 -> counts(block);
            default -> throw new IllegalArgumentException("no question");
        };
    }

    /** Device statistics as ACS-4 has them, of a drive that has replaced as many sectors as a test says; SMART is off. */
    private DeviceCommand.Answer counts(byte[] block) {
        if ((block[14] & 0xff) != 0x2f || block[8] != 4) {
            return registers(0x51, 0x04, 0, 0);
        }
        byte[] page = new byte[512];
        page[0] = 1;
        page[2] = block[10];
        if (block[10] == 3) {
            page[32] = (byte) replaced;
            replaced += meanwhile;
            meanwhile = 0;
            page[39] = (byte) 0xc0;
            page[63] = (byte) 0xc0;
        }
        return new DeviceCommand.Completed(0, 0, 0, "", HEX.formatHex(page));
    }

    private byte[] identify() {
        int security = 1 | (hasPassword() ? 2 : 0) | (locked ? 4 : 0) | (frozen ? 8 : 0) | 0x20;
        return new AtaDrive()
                .serial("S1")
                .model("Model")
                .blocks(
                        blocksOnceErased > 0 && !erasing.isEmpty()
                                ? blocksOnceErased
                                : claimedBlocks > 0 ? claimedBlocks : medium.length / 512)
                .word(59, 0xf000)
                .word(80, 0x0ff0)
                .word(82, 2)
                .word(89, eraseTime)
                .word(90, 1)
                .word(128, security)
                .identify();
    }

    private DeviceCommand.Answer status() {
        if (running) {
            step++;
            if (conduct == Conduct.STUCK) {
                step = Math.min(step, 2);
            } else if (step == STEPS / 2 && conduct == Conduct.VANISHING) {
                gone = true;
                return new DeviceCommand.NotSent(ENODEV);
            } else if (step == STEPS / 2 && conduct == Conduct.FAILING) {
                running = false;
                failed = true;
                shut = true;
            } else if (step > STEPS) {
                running = false;
                succeeded = true;
                erase();
            }
        }
        if (failed) {
            return registers(0x51, 0x04, 0, 1);
        }
        int count = (succeeded ? 1 << 15 : 0) | (running ? 1 << 14 : 0);
        return registers(0x50, 0, count, running ? step * 65535 / (STEPS + 1) : 0xffff);
    }

    /** ATA Status Return descriptor with the upper halves (SAT-4). */
    private static DeviceCommand.Answer registers(int status, int error, int count, int address) {
        byte[] sense = new byte[22];
        sense[0] = 0x72;
        sense[1] = (byte) (status == 0x50 ? 1 : 0x0b);
        sense[3] = 0x1d;
        sense[7] = 14;
        sense[8] = 9;
        sense[9] = 12;
        sense[10] = 1;
        sense[11] = (byte) error;
        sense[12] = (byte) (count >>> 8);
        sense[13] = (byte) count;
        sense[15] = (byte) address;
        sense[17] = (byte) (address >>> 8);
        sense[20] = 0x40;
        sense[21] = (byte) status;
        return new DeviceCommand.Completed(2, 0, 8, HEX.formatHex(sense), "");
    }

    private static DeviceCommand.Answer aborted() {
        return registers(0x51, 0x04, 0, 0);
    }

    private static DeviceCommand.Answer good() {
        return new DeviceCommand.Completed(0, 0, 0, "", "");
    }

    private void erase() {
        shut = false;
        if (conduct != Conduct.LYING) {
            synchronized (medium) {
                left.accept(medium);
            }
        }
    }

    @Override
    public synchronized DeviceCommand.Answer erase(
            String technique, byte[] block, byte[] sent, int readBytes, int timeoutMillis) {
        if (gone) {
            return new DeviceCommand.NotSent(ENODEV);
        }
        int code = block[14] & 0xff;
        erasing.add(HEX.toHexDigits((byte) code)
                + (code == 0xb4 ? ":" + HEX.toHexDigits(block[4]) + ":" + HEX.toHexDigits(block[6]) : ""));
        eraseTimeoutMillis = code == 0xf4 ? timeoutMillis : eraseTimeoutMillis;
        if (code == 0xb4) {
            return sanitize(block);
        }
        if (frozen) {
            return aborted();
        }
        byte[] given = sent.length < 34 ? new byte[0] : Arrays.copyOfRange(sent, 2, 34);
        boolean right = Arrays.equals(given, password);
        boolean wasPrepared = prepared;
        prepared = code == 0xf3;
        return switch (code) {
            case 0xf1 -> {
                if (locked) {
                    yield aborted();
                }
                password = given;
                yield good();
            }
            case 0xf2 -> {
                if (!right) {
                    yield aborted();
                }
                locked = false;
                yield good();
            }
            case 0xf3 -> good();
            case 0xf4 -> unit(wasPrepared && right);
            case 0xf6 -> {
                if (losesDisable) {
                    losesDisable = false;
                    yield new DeviceCommand.NotSent(5);
                }
                if (locked || !right || keepsPassword) {
                    yield aborted();
                }
                password = new byte[0];
                yield good();
            }
            default -> aborted();
        };
    }

    private DeviceCommand.Answer unit(boolean allowed) {
        if (goneInErase) {
            goneInErase = false;
            gone = true;
            return new DeviceCommand.NotSent(ENODEV);
        }
        if (deafAfterErase) {
            deafAfterErase = false;
            deaf = 1;
        }
        if (!allowed || conduct == Conduct.REFUSING) {
            return aborted();
        }
        if (cutErase) {
            cutErase = false;
            locked = true;
            throw new IllegalStateException("the power is off");
        }
        erase();
        password = new byte[0];
        return good();
    }

    private DeviceCommand.Answer sanitize(byte[] block) {
        int feature = block[4] & 0xff;
        boolean mayExit = (block[6] & 0x10) != 0;
        if (feature == 0) {
            failed &= restricted; // with the bit that clears it
            shut &= restricted;
            return status();
        }
        if (failed && restricted && mayExit) {
            return registers(0x51, 0x04, 0, 1);
        }
        if (conduct == Conduct.REFUSING || running) {
            return aborted();
        }
        switch (conduct) {
            case LAST_RESULT -> {}
            case INSTANT -> {
                succeeded = true;
                erase();
            }
            default -> {
                running = true;
                failed = false;
                restricted = !mayExit;
                succeeded = false;
                step = 0;
            }
        }
        return registers(0x50, 0, 1 << 14, 0);
    }
}
