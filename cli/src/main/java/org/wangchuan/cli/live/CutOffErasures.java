package org.wangchuan.cli.live;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.wangchuan.cli.service.Console;
import org.wangchuan.engine.medium.Medium;
import org.wangchuan.station.erase.Bench;
import org.wangchuan.station.home.StationHome;
import org.wangchuan.station.live.LiveOrderFolder;

/**
 * The erasures that were cut off and lie on the stick: which of them is gone on with, and which are given up because another has begun on their drive.
 *
 * @param state what survives a loss of power
 */
record CutOffErasures(Path state, String tool, InstantSource clock, Console console) {
    /** Where an erasure was cut off, the station that began it can go on, and no other. Empty if nothing is gone on with. */
    Optional<StationHome> toResume(List<Medium> chosen) throws IOException {
        for (StationHome home : InterruptedHomes.ofOrders(state, clock.instant(), console)) {
            LiveOrderFolder.kept(home)
                    .ifPresent(order -> console.note(text(
                            "live.resume.until",
                            order.id(),
                            Instant.ofEpochSecond(order.delegated().endSeconds()))));
            if (isGoneOnWith()) {
                return Optional.of(home);
            }
        }
        for (StationHome home : ofScreen(chosen)) {
            if (isGoneOnWith()) {
                return Optional.of(home);
            }
        }
        return Optional.empty();
    }

    /** Those that surely have a job on one of these drives; where none has, all: of a drive that says no serial number nobody can tell. */
    private List<StationHome> ofScreen(List<Medium> chosen) throws IOException {
        List<StationHome> all = InterruptedHomes.ofScreen(state, console);
        List<StationHome> sure = new ArrayList<>();
        for (StationHome home : all) {
            try {
                if (!new Bench(home, clock, tool).interrupted(chosen).isEmpty()) {
                    sure.add(home);
                }
            } catch (IOException e) {
                unread(home, e);
            }
        }
        return sure.isEmpty() ? all : sure;
    }

    /** A drive on which another erasure was begun since is not gone on with, and keeps no keys on the stick. One that was not begun keeps its job. */
    void giveUpOthers(List<Medium> chosen, StationHome home, boolean resumed) {
        List<Medium> begun = new ArrayList<>();
        try {
            Bench now = new Bench(home, clock, tool);
            for (Medium drive : chosen) {
                // What is gone on with may be the older one: only its end says that it was written since.
                if (resumed ? now.hasFinished(drive) : now.hasBegun(drive)) {
                    begun.add(drive);
                }
            }
        } catch (IOException e) {
            unread(home, e);
        }
        for (StationHome other : begun.isEmpty() ? List.<StationHome>of() : InterruptedHomes.ofScreen(state, console)) {
            try {
                Bench bench = new Bench(other, clock, tool);
                for (Medium drive : other.equals(home) ? List.<Medium>of() : begun) {
                    bench.giveUpUnproven(drive);
                }
            } catch (IOException e) {
                unread(other, e);
            }
        }
    }

    /** What can't be read of one erasure keeps nobody from another. */
    private void unread(StationHome home, IOException e) {
        console.error(text("live.resume.unread", home.root(), KeysLeft.reason(e)));
    }

    private boolean isGoneOnWith() {
        return console.ask(text("live.resume"))
                .filter(answer -> answer.equals("y"))
                .isPresent();
    }

    private String text(String key, Object... arguments) {
        return console.messages().text(key, arguments);
    }
}
