package org.wangchuan.station.phone;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.wangchuan.engine.policy.PolicyCatalogue;
import org.wangchuan.station.home.StationHome;
import org.wangchuan.station.issue.StationBooks;

/** A station, and lanes in it that take no time. */
final class PhoneWorld {
    static final InstantSource CLOCK = InstantSource.fixed(Instant.parse("2026-11-28T10:00:00Z"));

    private static final Duration SHORT = Duration.ofMillis(200);

    /** Long enough for what is to come, short for what never does. */
    static final PhoneTimes TIMES = new PhoneTimes(
            Duration.ofMillis(1),
            Duration.ofMillis(50),
            Duration.ofMillis(50),
            SHORT,
            Duration.ofSeconds(3),
            SHORT,
            Duration.ofSeconds(5),
            SHORT,
            SHORT,
            SHORT);

    final StationHome home;
    final Path out;
    PhoneMoment.Listener moments = PhoneMoment.Listener.NOBODY;
    Optional<String> technique = Optional.empty();
    PhoneTimes times = TIMES;

    PhoneWorld(Path folder) throws IOException {
        this.home = new StationHome(folder.resolve("station"));
        this.out = Files.createDirectories(folder.resolve("out"));
    }

    PhoneLane lane(MadePhone phone, PhonePeople people) {
        return lane(phone, people, Optional.empty());
    }

    PhoneLane lane(MadePhone phone, PhonePeople people, Optional<PhoneTicket> resumed) {
        return lane(phone.cable(), people, resumed);
    }

    PhoneLane lane(PhoneCable cable, PhonePeople people, Optional<PhoneTicket> resumed) {
        PhoneOrder order = new PhoneOrder(
                MadePhone.PLACE,
                PolicyCatalogue.find("gb-46864-2025").orElseThrow(),
                technique,
                out,
                Optional.of("tag-1"),
                resumed);
        return new PhoneLane(order, cable, people, home, means());
    }

    PhoneLane.Means means() {
        return new PhoneLane.Means(CLOCK, "wangchuan test", times, new SecureRandom(), moments);
    }

    /** Goes on with the only job that there is. */
    PhoneEnd resume(MadePhone phone, PhonePeople people) throws IOException {
        return resume(phone.cable(), people);
    }

    PhoneEnd resume(PhoneCable cable, PhonePeople people) throws IOException {
        List<PhoneTicket> open = store().open();
        if (open.size() != 1) {
            throw new AssertionError("expected one job under way, found " + open.size());
        }
        return lane(cable, people, Optional.of(open.getFirst())).run();
    }

    /** Gives the only job up that there is. */
    PhoneEnd giveUp(MadePhone phone, PhonePeople people) throws IOException {
        return lane(phone, people, Optional.of(store().open().getFirst())).giveUp();
    }

    PhoneStore store() {
        return new PhoneStore(home);
    }

    /** How many statements the station has signed. */
    long signed() throws IOException {
        return StationBooks.open(home, CLOCK).checkpoint().checkpoint().size();
    }

    /** Names of all files below a folder, but those of the lock. */
    static List<String> files(Path folder) throws IOException {
        if (!Files.isDirectory(folder)) {
            return List.of();
        }
        try (Stream<Path> all = Files.walk(folder)) {
            return all.filter(Files::isRegularFile)
                    .map(file -> String.valueOf(file.getFileName()))
                    .sorted()
                    .toList();
        }
    }
}
