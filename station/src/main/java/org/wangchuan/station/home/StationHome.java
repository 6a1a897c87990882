package org.wangchuan.station.home;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/**
 * The folder that holds all state of one station: key, log, journals, trust list. Two stations on one
 * machine have two of these and share nothing.
 *
 * @param root absolute path
 */
public record StationHome(Path root) {

    private static final Set<PosixFilePermission> FOR_OTHERS = EnumSet.of(
            PosixFilePermission.GROUP_READ,
            PosixFilePermission.GROUP_WRITE,
            PosixFilePermission.GROUP_EXECUTE,
            PosixFilePermission.OTHERS_READ,
            PosixFilePermission.OTHERS_WRITE,
            PosixFilePermission.OTHERS_EXECUTE);

    /** What lies in a station's folder, also where a first start was cut short or its key is gone. */
    private static final Set<String> OURS = Set.of(
            "log.key",
            "log",
            "trust.json",
            "chain.json",
            "jobs",
            "ended",
            "finished",
            "statements",
            "keys",
            "trusted",
            "status-lists",
            "witnessed",
            "pending",
            "station.lock",
            "work.lock",
            "reports",
            "retention.conf",
            "operator.json",
            "operator.key",
            "operators",
            "contradictions",
            "rechecks",
            "phones",
            "producers",
            "asked",
            "agent",
            "live",
            "platform");

    /**
     * Makes the folders if they are not there, and sees to it that nobody else can look in.
     *
     * @throws ForeignFolderException if the folder holds other things than a station's: taking its permissions away could take
     *     {@code /tmp} from everybody
     */
    public void prepare() throws IOException {
        DurableFiles.createFolder(root);
        if (!Files.exists(key())) {
            requireNothingElse();
        }
        Set<PosixFilePermission> permissions = Files.getPosixFilePermissions(root);
        if (permissions.removeAll(FOR_OTHERS)) {
            Files.setPosixFilePermissions(root, permissions);
        }
        DurableFiles.createFolder(jobs());
        DurableFiles.createFolder(ended());
        DurableFiles.createFolder(finished());
        DurableFiles.createFolder(statements());
        DurableFiles.createFolder(keys());
        DurableFiles.createFolder(trusted());
        DurableFiles.createFolder(statusLists());
        DurableFiles.createFolder(witnessed());
        DurableFiles.createFolder(pending());
        DurableFiles.createFolder(rechecks());
        DurableFiles.createFolder(phones());
    }

    private void requireNothingElse() throws IOException {
        try (Stream<Path> entries = Files.list(root)) {
            if (entries.map(entry -> String.valueOf(entry.getFileName()))
                    .anyMatch(name -> !OURS.contains(name) && !name.endsWith(".new"))) {
                throw new ForeignFolderException(root);
            }
        }
    }

    /** Receipts of live orders that came back on a stick, by the key that signed them. */
    public Path live() {
        return root.resolve("live");
    }

    /** What the bench agent keeps: its pairing, the tasks that it has claimed, and what the platform was not told yet. */
    public Path agent() {
        return root.resolve("agent");
    }

    /** The station's private key. */
    public Path key() {
        return root.resolve("station.key");
    }

    /** The private key of the log. */
    public Path logKey() {
        return root.resolve("log.key");
    }

    /** What has been signed, each statement in a file of its own. */
    public Path statements() {
        return root.resolve("statements");
    }

    /** The keys that stored statements are sealed under, and nothing else. */
    public Path keys() {
        return root.resolve("keys");
    }

    /** Held by whoever signs or logs. */
    public Path lock() {
        return root.resolve("station.lock");
    }

    /** Held together by all who work on media, and alone by whoever puts the computer to sleep. */
    public Path work() {
        return root.resolve("work.lock");
    }

    /** Trust lists of others, as imported. */
    public Path trusted() {
        return root.resolve("trusted");
    }

    /** Who was told what is kept of devices, a line each: when, of which event, and why it was asked; never the answer. */
    public Path asked() {
        return root.resolve("asked");
    }

    /**
     * The files of the trust lists that whoever works on this machine goes by: the station's own first, then those imported, by name. What is in them is not
     * looked at.
     */
    public List<Path> trustLists() throws IOException {
        List<Path> out = new ArrayList<>();
        if (Files.isReadable(trustList())) {
            out.add(trustList());
        }
        if (Files.isDirectory(trusted())) {
            try (Stream<Path> found = Files.list(trusted())) {
                found.filter(file -> file.toString().endsWith(".trust"))
                        .sorted()
                        .forEach(out::add);
            } catch (UncheckedIOException e) {
                throw e.getCause();
            }
        }
        return out;
    }

    /** What a developer needs after an internal error; it may name files and serial numbers. */
    public Path reports() {
        return root.resolve("reports");
    }

    /** The folder of the log. */
    public Path log() {
        return root.resolve("log");
    }

    /** The folder with one folder for each erasure that is under way. */
    public Path jobs() {
        return root.resolve("jobs");
    }

    /** The folder with one folder for each erasure that has ended, until the keys of its passes are destroyed. */
    public Path ended() {
        return root.resolve("ended");
    }

    /** The folder with one folder for each erasure that has its receipt. */
    public Path finished() {
        return root.resolve("finished");
    }

    /** The station's own trust list. */
    public Path trustList() {
        return root.resolve("trust.json");
    }

    /** The folder of the station's status lists, with which of their places are given out. */
    public Path statusLists() {
        return root.resolve("status-lists");
    }

    /** The folder of the statements of producers that lie with the station. */
    public Path producers() {
        return root.resolve("producers");
    }

    /** The folder of the checkpoints that came back from witnesses, with their cosignatures. */
    public Path witnessed() {
        return root.resolve("witnessed");
    }

    /** The folder with one file for each receipt that has no certificate yet. */
    public Path pending() {
        return root.resolve("pending");
    }

    /** That the station appends to an operator's log, if it does. */
    public Path operator() {
        return root.resolve("operator.json");
    }

    /** The private key that signs appends to an operator's log. */
    public Path operatorKey() {
        return root.resolve("operator.key");
    }

    /** The folder with a file for each operator's log: how far the station's statements have come into it, and what it showed last. */
    public Path operators() {
        return root.resolve("operators");
    }

    /** The folder of checkpoints of an operator's log that contradict each other. */
    public Path contradictions() {
        return root.resolve("contradictions");
    }

    /** The folder with one file for each recheck that is about to be signed, or whose file is not written yet. */
    public Path rechecks() {
        return root.resolve("rechecks");
    }

    /** The folder with one folder for each erasure of a phone that is under way. */
    public Path phones() {
        return root.resolve("phones");
    }

    /** What the station remembers between statements. */
    public Path chain() {
        return root.resolve("chain.json");
    }
}
