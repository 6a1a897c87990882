package org.wangchuan.engine.medium.use;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.wangchuan.engine.kernel.DeviceNumber;
import org.wangchuan.engine.kernel.FileStatus;
import org.wangchuan.engine.kernel.Kernel;
import org.wangchuan.engine.medium.BackingFile;
import org.wangchuan.engine.medium.backing.Foundations;
import org.wangchuan.engine.medium.sysfs.BlockDevice;
import org.wangchuan.engine.medium.sysfs.SystemFiles;

/**
 * Other processes that have a medium open for writing, or mapped so: itself, its disk or its partitions, what it stands on, or the file
 * under it. An exclusive open keeps out only those that ask for the same. Readers are no harm.
 *
 * <p>Sees what /proc shows to this process: not the processes of other users without the right to it, of other PID namespaces, or
 * descriptors on their way through a socket.
 */
public final class OtherOpeners {
    /** open(2), asm-generic/fcntl.h: how it is open, in two bits; O_PATH gives no access at all. */
    private static final int O_ACCMODE = 3;

    private static final int O_PATH = 0x200000;
    /** proc_pid_maps(5): {@code 7f12a000-7f12b000 rw-s 00000000 00:05 1234   /dev/sdb}; the links of map_files have no zeros in front. */
    private static final Pattern SHARED_AND_WRITABLE =
            Pattern.compile("0*([0-9a-f]+)-0*([0-9a-f]+) .w.s [0-9a-f]+ [0-9a-f]+:[0-9a-f]+ [1-9]");

    private static final int TRIES = 10;
    private static final int PAUSE_MILLIS = 100;

    private final Kernel kernel;
    private final Path proc;
    private final Set<DeviceNumber> numbers;
    private final Optional<String> fileId;
    private boolean allSeen = true;

    private OtherOpeners(Kernel kernel, SystemFiles files, Foundations below) {
        this.kernel = kernel;
        this.proc = files.proc();
        this.numbers = below.sharing().stream().map(BlockDevice::number).collect(Collectors.toUnmodifiableSet());
        this.fileId = below.file().map(BackingFile::id);
    }

    /**
     * What was found.
     *
     * @param who a process that has it open, for people
     * @param allSeen whether every process could be looked at
     */
    public record Found(Optional<String> who, boolean allSeen) {}

    /** Looks; whoever lets go within a second, such as a program that has just ended, does not count. */
    public static Found look(Kernel kernel, SystemFiles files, Foundations below) {
        Found found = new OtherOpeners(kernel, files, below).lookOnce();
        for (int i = 0; i < TRIES && found.who().isPresent(); i++) {
            try {
                Thread.sleep(PAUSE_MILLIS);
            } catch (InterruptedException _) {
                Thread.currentThread().interrupt();
                return found;
            }
            found = new OtherOpeners(kernel, files, below).lookOnce();
        }
        return found;
    }

    private Found lookOnce() {
        String self = Long.toString(ProcessHandle.current().pid());
        Optional<String> who = Optional.empty();
        try (DirectoryStream<Path> processes = Files.newDirectoryStream(proc, "[0-9]*")) {
            for (Path process : processes) {
                if (!String.valueOf(process.getFileName()).equals(self) && writes(process)) {
                    who = Optional.of("process " + process.getFileName() + nameOf(process));
                    break;
                }
            }
        } catch (IOException | DirectoryIteratorException _) {
            allSeen = false;
        }
        return new Found(who, allSeen);
    }

    private boolean writes(Path process) {
        try (DirectoryStream<Path> descriptors = Files.newDirectoryStream(process.resolve("fd"))) {
            for (Path descriptor : descriptors) {
                if (leadsToIt(descriptor) && isWritable(process, descriptor)) {
                    return true;
                }
            }
        } catch (AccessDeniedException _) {
            allSeen = false;
            return false;
        } catch (IOException | DirectoryIteratorException _) {
            return false; // it has ended meanwhile
        }
        return maps(process);
    }

    /** A mapping outlives the descriptor that it was made by. */
    private boolean maps(Path process) {
        try {
            String all = new String(
                    Files.readAllBytes(process.resolve("maps")), java.nio.charset.StandardCharsets.ISO_8859_1);
            for (int at = 0; at < all.length(); at = lineAfter(all, at)) {
                // Few of some hundred lines for each process are shared and writable, and each line of all is looked
                // at.
                int rights = all.indexOf(' ', at) + 1;
                if (rights > 0 && all.startsWith("w", rights + 1) && all.startsWith("s", rights + 3)) {
                    Matcher line = SHARED_AND_WRITABLE.matcher(all.substring(at, lineAfter(all, at)));
                    if (line.lookingAt()
                            && leadsToIt(process.resolve("map_files").resolve(line.group(1) + "-" + line.group(2)))) {
                        return true;
                    }
                }
            }
            return false;
        } catch (AccessDeniedException _) {
            allSeen = false;
            return false;
        } catch (IOException _) {
            return false;
        }
    }

    private static int lineAfter(String all, int at) {
        int end = all.indexOf('\n', at);
        return end < 0 ? all.length() : end + 1;
    }

    private boolean leadsToIt(Path link) {
        try {
            if (!Files.readSymbolicLink(link).toString().startsWith("/")) {
                return false; // a socket, a pipe
            }
        } catch (NoSuchFileException _) {
            return false;
        } catch (IOException _) {
            allSeen = false;
            return false;
        }
        if (!(FileStatus.ofPathAtHand(kernel, link.toString()) instanceof FileStatus.Known(FileStatus status))) {
            return false;
        }
        return status.type() == FileStatus.Type.BLOCK_DEVICE
                ? numbers.contains(status.represented())
                : fileId.equals(Optional.of(status.device() + ":" + status.inode()));
    }

    private boolean isWritable(Path process, Path descriptor) {
        Path info = process.resolve("fdinfo").resolve(String.valueOf(descriptor.getFileName()));
        try (Stream<String> lines = Files.lines(info)) {
            return lines.filter(line -> line.startsWith("flags:"))
                    .map(line -> line.substring("flags:".length()).strip())
                    .anyMatch(flags -> {
                        long value = flags.matches("[0-7]{1,20}") ? Long.parseLong(flags, 8) : O_ACCMODE;
                        return (value & O_PATH) == 0 && (value & O_ACCMODE) != 0;
                    });
        } catch (NoSuchFileException _) {
            return false; // closed meanwhile
        } catch (IOException | java.io.UncheckedIOException _) {
            return true; // what can't be told may be
        }
    }

    private static String nameOf(Path process) {
        try {
            return org.wangchuan.engine.medium.sysfs.CleanText.of(Files.readString(process.resolve("comm")))
                    .map(name -> " (" + name + ")")
                    .orElse("");
        } catch (IOException _) {
            return "";
        }
    }
}
