package org.wangchuan.engine.adb.service;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.Consumer;
import java.util.function.LongConsumer;
import org.wangchuan.engine.adb.AdbDevice;
import org.wangchuan.engine.adb.AdbException;
import org.wangchuan.engine.adb.AdbException.Code;
import org.wangchuan.engine.patience.Deadline;

/**
 * Files of a phone, through its {@code sync:} service (AOSP SYNC.TXT, file_sync_protocol.h, daemon/file_sync_service.cpp). One request
 * after the other, by one thread at a time; any thread may close. Once a file could not be sent or received, or anything else has
 * failed in another way than {@code FAILED}, {@code ARGUMENT} or {@code UNSUPPORTED}, the session is of no use any more.
 */
public final class SyncSession implements AutoCloseable {
    private static final int FAIL = SyncWire.id("FAIL");
    private static final int OKAY = SyncWire.id("OKAY");
    private static final int DATA = SyncWire.id("DATA");
    private static final int DONE = SyncWire.id("DONE");

    /** After the four letters of an answer: error, device, inode, mode, links, user, group, size, three times. */
    private static final int STATUS_V2_BYTES = 68;

    /** After the four letters of an answer: mode, size, time. */
    private static final int STATUS_V1_BYTES = 12;

    /** What Linux allows a name; AOSP's daemon reads no longer ones. */
    private static final int NAME_BYTES_MAX = 255;

    private final SyncWire wire;
    private final boolean statusV2;
    private final boolean listV2;

    private SyncSession(SyncWire wire, boolean statusV2, boolean listV2) {
        this.wire = wire;
        this.statusV2 = statusV2;
        this.listV2 = listV2;
    }

    /** Starts the service. */
    public static SyncSession open(AdbDevice device, Deadline deadline) throws AdbException {
        boolean statusV2 = device.banner().has("stat_v2");
        boolean listV2 = device.banner().has("ls_v2");
        return new SyncSession(new SyncWire(device.open("sync:", deadline)), statusV2, listV2);
    }

    /**
     * What is at a path, a link itself and not what it leads to.
     *
     * @return empty if nothing is there; an old phone (without {@code stat_v2}) says the same if it may not look
     * @throws AdbException {@code FAILED} with {@link AdbException#errno()} for another reason than that nothing is there
     */
    public Optional<RemoteStatus> linkStatus(String path, Deadline deadline) throws AdbException {
        return statusV2 ? statusV2("LST2", path, deadline) : statusV1(path, deadline);
    }

    /**
     * What is at a path, through links; otherwise as {@link #linkStatus}.
     *
     * @throws AdbException {@code UNSUPPORTED} on a phone without {@code stat_v2}
     */
    public Optional<RemoteStatus> status(String path, Deadline deadline) throws AdbException {
        if (!statusV2) {
            throw new AdbException(Code.UNSUPPORTED, "this phone looks at links only");
        }
        return statusV2("STA2", path, deadline);
    }

    private Optional<RemoteStatus> statusV1(String path, Deadline deadline) throws AdbException {
        wire.request("STAT", SyncWire.path(path), deadline);
        expect(SyncWire.id("STAT"), deadline);
        RemoteStatus status = v1(wire.exactly(STATUS_V1_BYTES, deadline));
        boolean nothing = status.mode() == 0
                && status.sizeBytes() == 0
                && status.modified().equals(Instant.EPOCH);
        return nothing ? Optional.empty() : Optional.of(status);
    }

    private Optional<RemoteStatus> statusV2(String letters, String path, Deadline deadline) throws AdbException {
        wire.request(letters, SyncWire.path(path), deadline);
        expect(SyncWire.id(letters), deadline);
        ByteBuffer answer = wire.exactly(STATUS_V2_BYTES, deadline);
        int error = answer.getInt();
        if (error == 0) {
            return Optional.of(v2(answer));
        }
        if (error == 2) { // ENOENT
            return Optional.empty();
        }
        throw AdbException.errno("the phone can't look at its file", error & 0xffff);
    }

    /**
     * What is in a folder. A phone answers with nothing for a folder that is not there, that it may not read, or that is none: ask
     * {@link #status} first. It may also leave out what it likes.
     *
     * @param entriesMax how many at the most
     * @throws AdbException {@code LIMIT} if there are more
     */
    public List<RemoteEntry> list(String path, int entriesMax, Deadline deadline) throws AdbException {
        List<RemoteEntry> entries = new ArrayList<>();
        list(path, entriesMax, entries::add, deadline);
        return List.copyOf(entries);
    }

    /**
     * The same, and keeps none of it.
     *
     * @param into is given each as it comes, also where more come than may
     */
    public void list(String path, int entriesMax, Consumer<RemoteEntry> into, Deadline deadline) throws AdbException {
        wire.request(listV2 ? "LIS2" : "LIST", SyncWire.path(path), deadline);
        int entry = SyncWire.id(listV2 ? "DNT2" : "DENT");
        int statusBytes = listV2 ? STATUS_V2_BYTES : STATUS_V1_BYTES;
        long told = 0;
        long given = 0;
        while (true) {
            int id = wire.exactly(4, deadline).getInt();
            if (id == FAIL) {
                throw wire.failure(deadline);
            }
            ByteBuffer answer = wire.exactly(statusBytes + 4, deadline); // the last one has these bytes, too
            if (id == DONE) {
                return;
            }
            if (id != entry) {
                throw wire.unexpected();
            }
            told++;
            Optional<RemoteEntry> one = entry(answer, statusBytes, deadline);
            one.ifPresent(into);
            given += one.isPresent() ? 1 : 0;
            if (given > entriesMax || told > entriesMax + 2) { // "." and ".." are told as well
                throw new AdbException(Code.LIMIT, "a folder with more than " + entriesMax + " entries");
            }
        }
    }

    private Optional<RemoteEntry> entry(ByteBuffer answer, int statusBytes, Deadline deadline) throws AdbException {
        int length = answer.getInt(statusBytes);
        if (length <= 0 || length > NAME_BYTES_MAX) {
            throw new AdbException(Code.PROTOCOL, "a name of " + Integer.toUnsignedString(length) + " bytes");
        }
        byte[] bytes = wire.exactly(length, deadline).array();
        String name = new String(bytes, StandardCharsets.UTF_8);
        if (name.indexOf('/') >= 0 || name.indexOf('\0') >= 0) {
            throw new AdbException(Code.PROTOCOL, "a name with a slash or a NUL in it");
        }
        if (name.equals(".") || name.equals("..")) {
            return Optional.empty();
        }
        boolean exact = Arrays.equals(bytes, name.getBytes(StandardCharsets.UTF_8));
        int error = listV2 ? answer.getInt() & 0xffff : 0;
        RemoteStatus status = listV2 ? v2(answer) : v1(answer);
        return Optional.of(
                new RemoteEntry(name, exact, status, error == 0 ? OptionalInt.empty() : OptionalInt.of(error)));
    }

    private static RemoteStatus v1(ByteBuffer answer) {
        int mode = answer.getInt();
        long size = Integer.toUnsignedLong(answer.getInt());
        return RemoteStatus.of(mode, size, Integer.toUnsignedLong(answer.getInt()), false);
    }

    private static RemoteStatus v2(ByteBuffer answer) {
        answer.position(answer.position() + 16); // device and inode
        int mode = answer.getInt();
        answer.position(answer.position() + 12); // links, user and group
        long size = answer.getLong();
        answer.getLong(); // last read
        return RemoteStatus.of(mode, size, answer.getLong(), true);
    }

    /**
     * Writes a file on the phone, all of what {@code from} holds. Folders on the way are made by the phone. What was at the path before is
     * gone, also if this fails.
     *
     * @param permissions the lowest nine bits; AOSP's daemon copies the owner's to the group's and the others'
     * @param modified the time that the phone gives the file, to the second, 1970 to 2106
     * @param progress told the bytes sent so far, after each packet
     * @return how many bytes the phone confirmed to have written
     * @throws AdbException {@code FAILED} if the phone could not, also in the middle; {@code LOCAL} if {@code from} can't be read
     */
    public long send(
            String path, int permissions, Instant modified, InputStream from, LongConsumer progress, Deadline deadline)
            throws AdbException {
        // The phone takes what is behind the last comma for the mode; a path may hold others.
        byte[] target = SyncWire.path(path + "," + (0100000 | (permissions & 0777)));
        wire.request("SEND", target, deadline);
        SyncOutput out = new SyncOutput(wire);
        long total = 0;
        try {
            for (int got = out.data(from); got >= 0; got = out.data(from)) {
                total += got;
                if (out.full()) {
                    flush(out, deadline);
                    progress.accept(total);
                }
            }
            out.done(modified);
            flush(out, deadline);
            progress.accept(total);
        } catch (AdbException e) {
            throw e.code() == Code.ENDED_EARLY ? wordsOr(e, deadline) : e;
        }
        expect(OKAY, deadline);
        wire.exactly(4, deadline);
        return total;
    }

    private void flush(SyncOutput out, Deadline deadline) throws AdbException {
        if (wire.answered()) {
            throw early(deadline);
        }
        out.flush(deadline);
    }

    /** A phone that can't write says so before all is sent, and is then not sent the rest. */
    private AdbException early(Deadline deadline) throws AdbException {
        int id = wire.exactly(4, deadline).getInt();
        AdbException failure = id == FAIL ? wire.failure(deadline) : wire.unexpected();
        wire.close();
        return failure;
    }

    private AdbException wordsOr(AdbException otherwise, Deadline deadline) {
        try {
            return early(deadline);
        } catch (AdbException _) {
            return otherwise;
        }
    }

    /**
     * Reads a file of the phone.
     *
     * @param bytesMax how much is taken at the most
     * @param into is given what came in any case, whole or not
     * @return how many bytes came
     * @throws AdbException {@code LIMIT} if there is more, {@code FAILED} if the phone can't, {@code LOCAL} if {@code into} can't be written
     */
    public long receive(String path, long bytesMax, OutputStream into, Deadline deadline) throws AdbException {
        wire.request("RECV", SyncWire.path(path), deadline);
        byte[] buffer = new byte[SyncWire.DATA_BYTES_MAX];
        long total = 0;
        while (true) {
            int id = wire.exactly(4, deadline).getInt();
            if (id == FAIL) {
                throw wire.failure(deadline);
            }
            int length = wire.exactly(4, deadline).getInt();
            if (id == DONE) {
                return total;
            }
            if (id != DATA || length < 0 || length > SyncWire.DATA_BYTES_MAX) {
                throw wire.unexpected();
            }
            total += length;
            if (total > bytesMax) {
                throw new AdbException(Code.LIMIT, "a file of more than " + bytesMax + " bytes");
            }
            copy(length, buffer, into, deadline);
        }
    }

    private void copy(int length, byte[] buffer, OutputStream into, Deadline deadline) throws AdbException {
        int left = length;
        while (left > 0) {
            int got = wire.some(buffer, left, deadline);
            try {
                into.write(buffer, 0, got);
            } catch (IOException e) {
                throw new AdbException(Code.LOCAL, "what was received can't be written", e);
            }
            left -= got;
        }
    }

    private void expect(int expected, Deadline deadline) throws AdbException {
        int id = wire.exactly(4, deadline).getInt();
        if (id == FAIL) {
            throw wire.failure(deadline);
        }
        if (id != expected) {
            throw wire.unexpected();
        }
    }

    @Override
    public void close() {
        wire.close();
    }
}
