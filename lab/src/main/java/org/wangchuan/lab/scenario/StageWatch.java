package org.wangchuan.lab.scenario;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Predicate;
import org.wangchuan.lab.guest.Guest;
import org.wangchuan.lab.scenario.Progress.Stage;

/** Passes on what stages a guest's script comes to, as it writes them into a file of the shared folder, until this is closed. */
final class StageWatch implements AutoCloseable {
    private static final String FILE = "stages";
    private static final long LOOK_MILLIS = 200;

    private final Path file;
    private final Progress progress;
    private final List<MadeDrive> drives;
    private final Thread thread;
    private volatile boolean over;
    private int told;

    /**
     * Begins to look.
     *
     * @param shared the folder, in which nothing may be told yet
     * @param drives what the guest has
     */
    StageWatch(Path shared, List<MadeDrive> drives, Progress progress) {
        this.file = shared.resolve(FILE);
        this.drives = drives;
        this.progress = progress;
        progress.at(Stage.ON, "", scenarios(_ -> true));
        thread = Thread.ofVirtual().start(this::look);
    }

    /** The line of a script that says that it has come to a stage. */
    static String line(Stage stage, String ruleSet) {
        return "echo '%s %s' >> %s/%s\n".formatted(stage, ruleSet, Guest.SHARED, FILE);
    }

    private void look() {
        try {
            while (!over) {
                tell();
                Thread.sleep(LOOK_MILLIS);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private synchronized void tell() {
        List<String> whole = read();
        for (; told < whole.size(); told++) {
            String line = whole.get(told);
            for (Stage stage : Stage.values()) {
                String beginning = stage + " ";
                if (line.startsWith(beginning)) {
                    String ruleSet = line.substring(beginning.length());
                    progress.at(
                            stage,
                            ruleSet,
                            scenarios(drive -> ruleSet.isEmpty() || drive.use().equals(ruleSet)));
                }
            }
        }
    }

    /** Lines that are written to their end. What comes of a run is judged without them, so that one that can't be read is no reason to end it. */
    private List<String> read() {
        try {
            String text = Files.exists(file) ? Files.readString(file, StandardCharsets.UTF_8) : "";
            return text.substring(0, text.lastIndexOf('\n') + 1).lines().toList();
        } catch (IOException e) {
            return List.of();
        }
    }

    private List<Scenario> scenarios(Predicate<MadeDrive> which) {
        return drives.stream().filter(which).map(MadeDrive::scenario).distinct().toList();
    }

    /** Looks once more, for what was written last. */
    @Override
    public void close() {
        over = true;
        try {
            thread.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        tell();
        progress.at(Stage.OFF, "", scenarios(_ -> true));
    }
}
