package org.wangchuan.platform.setting;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;

/**
 * That a data folder comes from a back-up: a file in it, which each back-up holds and each restore writes anew, so that no folder is
 * without it however it was unpacked. It goes when the database has it. One that can't be read is a mark all the same.
 *
 * @param id of this restore; absent where nobody has given it one yet
 * @param backedUpAt of when the data are; absent where nothing tells it
 * @param restoredAt when they were put back; absent if it was not the platform's own restore
 */
public record RecoveryMark(Optional<UUID> id, Optional<Instant> backedUpAt, Optional<Instant> restoredAt) {
    /** In the data folder, and in a back-up. */
    public static final String FILE = "restored";

    private static final int BYTES_MAX = 10_000;

    /** The mark in a data folder, with an id that stays the same from now on; absent if there is none. */
    public static Optional<RecoveryMark> in(Path data) throws IOException {
        Path file = data.resolve(FILE);
        if (!Files.exists(file)) {
            return Optional.empty();
        }
        RecoveryMark mark =
                Files.size(file) > BYTES_MAX ? of("") : of(Files.readString(file, StandardCharsets.ISO_8859_1));
        if (mark.id().isPresent()) {
            return Optional.of(mark);
        }
        RecoveryMark named = new RecoveryMark(Optional.of(UUID.randomUUID()), mark.backedUpAt(), mark.restoredAt());
        named.write(data);
        return Optional.of(named);
    }

    /** Puts it there, durably, in the place of another. */
    public void write(Path data) throws IOException {
        PrivateFile.write(data.resolve(FILE), toBytes());
    }

    /** As it stands in the file: a line for each that is known. */
    public byte[] toBytes() {
        StringBuilder out = new StringBuilder();
        id.ifPresent(one -> out.append("id ").append(one).append('\n'));
        backedUpAt.ifPresent(one -> out.append("backed-up-at ").append(one).append('\n'));
        restoredAt.ifPresent(one -> out.append("restored-at ").append(one).append('\n'));
        return out.toString().getBytes(StandardCharsets.US_ASCII);
    }

    private static RecoveryMark of(String text) {
        Optional<UUID> id = Optional.empty();
        try {
            id = line(text, "id ").map(UUID::fromString);
        } catch (IllegalArgumentException e) {
            // It gets another.
        }
        return new RecoveryMark(id, time(text, "backed-up-at "), time(text, "restored-at "));
    }

    private static Optional<Instant> time(String text, String name) {
        try {
            return line(text, name).map(Instant::parse);
        } catch (DateTimeException e) {
            return Optional.empty();
        }
    }

    private static Optional<String> line(String text, String name) {
        return text.lines()
                .filter(line -> line.startsWith(name))
                .map(line -> line.substring(name.length()).strip())
                .findFirst();
    }
}
