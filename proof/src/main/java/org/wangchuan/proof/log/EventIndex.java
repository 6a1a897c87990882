package org.wangchuan.proof.log;

import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.wangchuan.proof.encoding.Bytes32;
import org.wangchuan.proof.storage.FolderStore;
import org.wangchuan.proof.storage.ObjectStore;
import org.wangchuan.proof.storage.Storage;

/**
 * Where the entry of an event is. The newest events are in memory, the others in sorted runs that are merged four by
 * four. All of it follows from the event bundles: a run that is missing, damaged or of another history is made anew
 * before anything is answered. Thread-safe.
 */
final class EventIndex implements AutoCloseable {
    private final ObjectStore store;
    private final Storage storage;
    private final IndexShape shape;
    private final FolderStore files;
    private final EventFiles events;
    private final IndexMerger merger;

    /** Ascending, without gaps, from entry 0 to {@link #runsEnd}. */
    private final List<IndexRun> runs = new ArrayList<>();

    /** The events after the runs, in order and by id. */
    private final List<UUID> tail = new ArrayList<>();

    private final Map<UUID, Long> tailIndexes = new HashMap<>();
    private @Nullable IndexKey key;
    private boolean isOpened;

    /** For a log on a folder: the index lies there too. */
    EventIndex(Storage storage, IndexShape shape, boolean mergesBeside) {
        this(new FolderStore(storage, LogLayout.NEXT), storage, shape, mergesBeside);
    }

    /**
     * Reads nothing yet.
     *
     * @param store with the log's files
     * @param storage on this machine, for the runs
     */
    EventIndex(ObjectStore store, Storage storage, IndexShape shape, boolean mergesBeside) {
        this.store = store;
        this.storage = storage;
        this.shape = shape;
        this.files = new FolderStore(storage, LogLayout.INDEX + "/next");
        this.events = new EventFiles(store);
        this.merger = new IndexMerger(storage, this, mergesBeside);
    }

    /** Entries that are indexed. */
    synchronized long size() {
        return runsEnd() + tail.size();
    }

    private long runsEnd() {
        return runs.isEmpty() ? 0 : runs.getLast().head().end();
    }

    /** Indexes what the log has up to this size: after a start, or after a failure. */
    synchronized void catchUp(long size) throws IOException {
        if (!isOpened) {
            openRuns(size);
            isOpened = true;
        }
        while (size() < size) {
            long from = size();
            long to = Math.min(size, from - from % shape.base() + shape.base());
            readEvents(from, to, size).forEach(this::add);
            writeFullRuns(size);
        }
    }

    /** The next entry has this event. */
    synchronized void add(UUID eventId) {
        tailIndexes.put(eventId, size());
        tail.add(eventId);
    }

    /** Moves what has become a run's worth from memory to the disk. If that fails, the memory still has it. */
    synchronized void writeFullRuns() throws IOException {
        writeFullRuns(size());
    }

    private void writeFullRuns(long logSize) throws IOException {
        while (tail.size() >= shape.base()) {
            List<UUID> full = tail.subList(0, (int) shape.base());
            runs.add(write(runsEnd(), full, logSize));
            full.forEach(tailIndexes::remove);
            full.clear();
            merger.wake();
        }
    }

    /**
     * The entry of an event.
     *
     * @throws LogRefusedException if the files that tell are damaged
     */
    synchronized OptionalLong find(UUID eventId) throws IOException {
        Long known = tailIndexes.get(eventId);
        if (known != null) {
            return OptionalLong.of(known);
        }
        if (runs.isEmpty()) {
            return OptionalLong.empty();
        }
        while (true) {
            try {
                return findInRuns(eventId, key().hash(eventId));
            } catch (IndexRun.DamagedException e) {
                repair(e.run());
            }
        }
    }

    private OptionalLong findInRuns(UUID eventId, long hash) throws IOException, IndexRun.DamagedException {
        for (IndexRun run : runs) {
            for (long index : run.find(hash)) {
                if (events.eventAt(index, size()).equals(eventId)) {
                    return OptionalLong.of(index);
                }
            }
        }
        return OptionalLong.empty();
    }

    /** The leaf hash of an entry that is in the log. */
    synchronized Bytes32 leafAt(long index) throws IOException {
        return events.leafAt(index, size());
    }

    /** Four runs that can become one. */
    synchronized Optional<List<IndexRun>> mergeable() {
        for (int i = 0; i + IndexShape.FAN <= runs.size(); i++) {
            List<IndexRun> group = runs.subList(i, i + IndexShape.FAN);
            int level = group.getFirst().head().level();
            if (level < IndexShape.LEVEL_MAX
                    && group.getFirst().head().first() % shape.entries(level + 1) == 0
                    && group.stream().allMatch(run -> run.head().level() == level)) {
                return Optional.of(List.copyOf(group));
            }
        }
        return Optional.empty();
    }

    /** Puts a merged run in the place of its parts. */
    synchronized void replace(List<IndexRun> parts, IndexRun merged) throws IOException {
        int at = runs.indexOf(parts.getFirst());
        if (!runs.containsAll(parts)) { // one of them was found damaged, and is made anew
            storage.delete(merged.head().path());
            return;
        }
        runs.removeAll(parts);
        runs.add(at, merged);
        for (IndexRun part : parts) {
            storage.delete(part.head().path());
        }
    }

    /** Makes a damaged run anew. */
    synchronized void repair(IndexRun damaged) throws IOException {
        int at = runs.indexOf(damaged);
        if (at < 0) {
            return; // done already
        }
        List<IndexRun> anew = new ArrayList<>();
        long size = size();
        for (long first = damaged.head().first(); first < damaged.head().end(); first += shape.base()) {
            anew.add(write(first, readEvents(first, first + shape.base(), size), size));
        }
        runs.remove(at);
        runs.addAll(at, anew);
        if (damaged.head().level() > 0) { // one of level 0 has its successor under its own name
            storage.delete(damaged.head().path());
        }
        merger.wake();
    }

    private IndexRun write(long first, List<UUID> full, long size) throws IOException {
        files.createFolders(LogLayout.INDEX);
        Bytes32 root = new TreeReader(store::read, size).root(first, first + shape.base());
        return IndexRuns.fromEvents(
                storage, new IndexRun.Head(shape, 0, first, key().fingerprint(), root), key(), full);
    }

    private IndexKey key() throws IOException {
        if (key == null) {
            Optional<IndexKey> kept = IndexKey.read(storage);
            key = kept.isPresent() ? kept.get() : IndexKey.make(files);
        }
        return key;
    }

    /** Takes the largest runs that are there; makes those that are missing anew; forgets the others. */
    private void openRuns(long size) throws IOException {
        runs.clear(); // of a try that failed half way
        Set<String> unknown = new HashSet<>(storage.list(LogLayout.INDEX));
        while (runsEnd() + shape.base() <= size) {
            long first = runsEnd();
            Optional<IndexRun> run = Optional.empty();
            for (int level = IndexShape.LEVEL_MAX; level >= 0 && run.isEmpty(); level--) {
                long end = first + shape.entries(level);
                if (first % shape.entries(level) == 0 && end <= size && unknown.contains(level + "-" + first)) {
                    Bytes32 root = new TreeReader(store::read, size).root(first, end);
                    run = IndexRun.open(storage, new IndexRun.Head(shape, level, first, key().fingerprint(), root));
                }
            }
            IndexRun next =
                    run.isPresent() ? run.get() : write(first, readEvents(first, first + shape.base(), size), size);
            runs.add(next);
            unknown.remove(next.head().level() + "-" + first);
        }
        unknown.remove("key");
        for (String name : unknown) {
            storage.delete(LogLayout.INDEX + "/" + name);
        }
        merger.wake();
    }

    private List<UUID> readEvents(long from, long to, long size) throws IOException {
        TreeReader tree = new TreeReader(store::read, size);
        List<UUID> out = new ArrayList<>((int) (to - from));
        for (long index = from; index < to; ) {
            long number = index / TilePath.WIDTH;
            long begin = number * TilePath.WIDTH;
            int width = (int) Math.min(TilePath.WIDTH, size - begin);
            byte[] ids =
                    events.ids(number, width, tree.root(begin, begin + width).toBytes());
            long end = Math.min(to, begin + width);
            for (; index < end; index++) {
                out.add(EventBundle.id(ids, (int) (index - begin)));
            }
        }
        return out;
    }

    /** Stops what is done beside, and waits until it has. */
    @Override
    public void close() {
        merger.close(); // without holding the lock that it may wait for
    }
}
