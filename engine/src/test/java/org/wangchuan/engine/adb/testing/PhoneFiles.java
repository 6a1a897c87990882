package org.wangchuan.engine.adb.testing;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;

/** The file service of a made phone, over a folder that is its root. */
@SuppressWarnings("ByteBufferBackingArray") // all of them are allocated here
final class PhoneFiles {
    private final Path root;
    private final PhoneStream stream;

    PhoneFiles(Path root, PhoneStream stream) {
        this.root = root;
        this.stream = stream;
    }

    void serve() throws IOException {
        while (true) {
            ByteBuffer head = words(8);
            String id = letters(head.getInt());
            String argument = PhoneServices.text(stream.readExactly(head.getInt()));
            switch (id) {
                case "STAT" -> stream.write(reply("STAT", 12).put(v1(argument)).array());
                case "STA2" ->
                    stream.write(reply(id, 68).put(v2(argument, true)).array());
                case "LST2" ->
                    stream.write(reply(id, 68).put(v2(argument, false)).array());
                case "LIST" -> list(argument, false);
                case "LIS2" -> list(argument, true);
                case "SEND" -> take(argument);
                case "RECV" -> give(argument);
                case "QUIT" -> {
                    return;
                }
                default -> fail("unknown command");
            }
        }
    }

    private Path at(String path) {
        return root.resolve(path.replaceFirst("^/+", ""));
    }

    private byte[] v1(String path) {
        ByteBuffer out = little(12);
        try {
            out.putInt((int) number(path, "unix:mode", LinkOption.NOFOLLOW_LINKS))
                    .putInt((int) number(path, "size", LinkOption.NOFOLLOW_LINKS))
                    .putInt((int) seconds(path));
        } catch (IOException _) {
            out.clear(); // all zero: nothing there
        }
        return out.array();
    }

    private byte[] v2(String path, boolean through) {
        ByteBuffer out = little(68);
        try {
            LinkOption[] options = through ? new LinkOption[0] : new LinkOption[] {LinkOption.NOFOLLOW_LINKS};
            out.putInt(0).putLong(1).putLong(2).putInt((int) number(path, "unix:mode", options));
            out.putInt((int) number(path, "unix:nlink", options))
                    .putInt(0)
                    .putInt(0)
                    .putLong(number(path, "size", options));
            out.putLong(0).putLong(seconds(path)).putLong(0);
        } catch (java.nio.file.NoSuchFileException _) {
            out.putInt(2);
        } catch (IOException _) {
            out.putInt(5);
        }
        return out.array();
    }

    private long number(String path, String attribute, LinkOption... options) throws IOException {
        return ((Number) Objects.requireNonNull(Files.getAttribute(at(path), attribute, options))).longValue();
    }

    private long seconds(String path) throws IOException {
        return Files.getLastModifiedTime(at(path), LinkOption.NOFOLLOW_LINKS).to(java.util.concurrent.TimeUnit.SECONDS);
    }

    private void list(String path, boolean wide) throws IOException {
        List<String> names = new ArrayList<>(List.of(".", ".."));
        if (Files.isDirectory(at(path))) {
            try (Stream<Path> found = Files.list(at(path))) {
                found.forEach(file -> names.add(file.getFileName().toString()));
            }
        } else {
            names.clear();
        }
        int bytes = wide ? 68 : 12;
        for (String name : names) {
            byte[] utf8 = name.getBytes(StandardCharsets.UTF_8);
            String whole = path + "/" + name;
            stream.write(reply(wide ? "DNT2" : "DENT", bytes + 4 + utf8.length)
                    .put(wide ? v2(whole, false) : v1(whole))
                    .putInt(utf8.length)
                    .put(utf8)
                    .array());
        }
        stream.write(reply("DONE", bytes + 4).array());
    }

    private void take(String target) throws IOException {
        Path file = at(target.substring(0, target.lastIndexOf(',')));
        int mode = Integer.parseInt(target.substring(target.lastIndexOf(',') + 1));
        Files.createDirectories(file.getParent());
        long seconds;
        try (OutputStream out = Files.newOutputStream(file)) {
            seconds = takeInto(out);
        }
        Files.setAttribute(file, "unix:mode", mode & 0777);
        Files.setLastModifiedTime(file, FileTime.from(seconds, java.util.concurrent.TimeUnit.SECONDS));
        stream.write(reply("OKAY", 4).array());
    }

    private long takeInto(OutputStream out) throws IOException {
        while (true) {
            ByteBuffer head = words(8);
            String id = letters(head.getInt());
            int number = head.getInt();
            if (id.equals("DONE")) {
                return Integer.toUnsignedLong(number);
            }
            if (!id.equals("DATA") || number > 65536) {
                throw new IOException("not a message of a file");
            }
            out.write(stream.readExactly(number));
        }
    }

    private void give(String path) throws IOException {
        if (!Files.isReadable(at(path)) || Files.isDirectory(at(path))) {
            fail("open failed: No such file or directory");
            return;
        }
        try (InputStream in = Files.newInputStream(at(path))) {
            for (byte[] bytes = in.readNBytes(65536); bytes.length > 0; bytes = in.readNBytes(65536)) {
                stream.write(reply("DATA", 4 + bytes.length)
                        .putInt(bytes.length)
                        .put(bytes)
                        .array());
            }
        }
        stream.write(reply("DONE", 4).array());
    }

    private void fail(String words) throws IOException {
        byte[] bytes = words.getBytes(StandardCharsets.UTF_8);
        stream.write(
                reply("FAIL", 4 + bytes.length).putInt(bytes.length).put(bytes).array());
    }

    private ByteBuffer words(int length) throws IOException {
        return ByteBuffer.wrap(stream.readExactly(length)).order(ByteOrder.LITTLE_ENDIAN);
    }

    private static ByteBuffer little(int length) {
        return ByteBuffer.allocate(length).order(ByteOrder.LITTLE_ENDIAN);
    }

    private static ByteBuffer reply(String id, int length) {
        return little(4 + length).put(id.getBytes(StandardCharsets.US_ASCII));
    }

    private static String letters(int word) {
        return new String(little(4).putInt(word).array(), StandardCharsets.US_ASCII);
    }
}
